import Glibc
import NIOCore
import Synchronization

/// The serial dialogue of all modems, line by line, for finding faults; off by default.
///
/// Only what is known to be harmless is shown: see ``WireRedaction``.
public final class WireTrace: Sendable {
    private static let running = Mutex<WireTrace?>(nil)

    private let file: TraceFile

    init(file: TraceFile) {
        self.file = file
    }

    /// Starts writing the dialogue of every port opened from now on to a file of mode 0600.
    ///
    /// At `limit` octets the file is renamed to `PATH.1`, which replaces an older one, and a new one is started. Throws
    /// ``TraceError`` when the file cannot be opened.
    public static func begin(path: String, limit: Int = 10 << 20) throws(TraceError) {
        let trace = WireTrace(file: try TraceFile(path: path, limit: limit))
        running.withLock { $0 = trace }
    }

    /// The running trace; nil = none.
    static var current: WireTrace? { running.withLock { $0 } }

    /// Writes one line of the wire: `<` from the modem, `>` to it.
    func note(_ port: String, _ direction: Character, _ line: String) {
        file.write("\(port) \(direction) \(line)")
    }
}

/// The channel handler that copies both directions to a ``WireTrace``.
final class WireTraceHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let trace: WireTrace
    private let port: String
    private var fromModem = WireRedaction(direction: .modem)
    private var toModem = WireRedaction(direction: .host)

    init(trace: WireTrace, port: String) {
        self.trace = trace
        self.port = port
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for line in fromModem.take(unwrapInboundIn(data).readableBytesView) { trace.note(port, "<", line) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        for line in toModem.take(unwrapOutboundIn(data).readableBytesView) { trace.note(port, ">", line) }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        for line in fromModem.end() + toModem.end() { trace.note(port, "-", line) }
        trace.note(port, "-", "closed")
        context.fireChannelInactive()
    }
}
