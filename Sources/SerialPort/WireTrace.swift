import Logging
import NIOCore

/// What goes over a modem's wire, for a person who looks for a fault; off by default, bodies and numbers made unreadable.
public struct WireTrace: Sendable {
    private let logger: Logger

    /// A trace that writes to `logger` at level trace.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// Writes one chunk of the wire.
    func note(_ direction: String, _ bytes: ByteBufferView) {
        logger.trace("\(direction) \(WireTrace.redacted(bytes))")
    }

    /// The bytes as printable text: control characters escaped, runs of more than five digits or hex digits made `#`.
    public static func redacted(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        var run: [UInt8] = []
        func flush() {
            text += run.count > 5 ? "#\(run.count)#" : String(decoding: run, as: UTF8.self)
            run.removeAll(keepingCapacity: true)
        }
        for byte in bytes {
            let isHex = (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
            if isHex {
                run.append(byte)
                continue
            }
            flush()
            switch byte {
            case 0x0D: text += "<CR>"
            case 0x0A: text += "<LF>"
            case 0x1A: text += "<Ctrl-Z>"
            case 0x1B: text += "<ESC>"
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "<\(String(byte, radix: 16))>"
            }
        }
        flush()
        return text
    }
}

/// The decorator that shows both directions of a channel to a ``WireTrace``.
final class WireTraceHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let trace: WireTrace

    init(trace: WireTrace) {
        self.trace = trace
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        trace.note("<", unwrapInboundIn(data).readableBytesView)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        trace.note(">", unwrapOutboundIn(data).readableBytesView)
        context.write(data, promise: promise)
    }
}
