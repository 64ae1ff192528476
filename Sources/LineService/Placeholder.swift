import Hummingbird
import ServiceLifecycle
import TOMLKit
import EventStore
