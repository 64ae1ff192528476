import EventStore
import Hummingbird
import ServiceLifecycle
import TOMLKit
