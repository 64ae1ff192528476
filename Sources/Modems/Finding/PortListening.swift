import NIOCore
import SerialPort
import Vocabulary

/// Listens to a port without writing to it.
enum PortListening {
    /// Whether the port sends NMEA 0183 unasked, as satellite receivers do once a second.
    static func sendsNMEA(path: String, group: any EventLoopGroup) async throws -> Bool {
        let heard = group.next().makePromise(of: Bool.self)
        let port: SerialChannel
        do {
            port = try await SerialChannel.open(path: path, group: group) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NMEAHandler(heard: heard))
                }
            }
        } catch {
            heard.fail(error)
            throw error
        }
        let alarm = port.channel.eventLoop.scheduleTask(in: .milliseconds(1_200)) { heard.succeed(false) }
        defer { alarm.cancel() }
        do {
            let sendsNMEA = try await heard.futureResult.get()
            await port.close()
            return sendsNMEA
        } catch {
            await port.close()
            throw error
        }
    }
}

/// Waits for the beginning of an NMEA sentence: `$` and two letters.
private final class NMEAHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let heard: EventLoopPromise<Bool>
    private var last: [UInt8] = []

    init(heard: EventLoopPromise<Bool>) {
        self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in unwrapInboundIn(data).readableBytesView {
            last = last.suffix(2) + [byte]
            let isSentence =
                last.count == 3 && last[0] == UInt8(ascii: "$")
                && last[1...].allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            if isSentence { heard.succeed(true) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        heard.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
