import NIOCore
import Vocabulary

extension Uptime {
    /// The moment of a deadline of NIO.
    init(_ deadline: NIODeadline) {
        self.init(milliseconds: Int64(deadline.uptimeNanoseconds / 1_000_000))
    }

    /// This moment, by the clock of NIO's deadlines.
    static func now() -> Uptime { Uptime(NIODeadline.now()) }
}
