import NIOCore
import Vocabulary

extension Uptime {
    /// The moment of a NIO deadline.
    init(_ deadline: NIODeadline) {
        self.init(milliseconds: Int64(deadline.uptimeNanoseconds / 1_000_000))
    }

    /// The present moment, by the clock of NIO deadlines.
    static func now() -> Uptime { Uptime(NIODeadline.now()) }
}
