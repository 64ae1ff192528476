import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// HTTP/1 for clients that may be slow, many, or hostile.
struct ControlChannel: ServerChildChannel {
    let http: HTTP1Channel
    let connections: Connections
    let limits: ConnectionTimeouts.Limits
    /// What looks at each request before anything else does.
    let door: (@Sendable () -> RequestDoor)?

    init(
        responder: @escaping HTTPChannelHandler.Responder, connections: Connections,
        limits: ConnectionTimeouts.Limits, door: (@Sendable () -> RequestDoor)? = nil
    ) {
        // A command sends a few hundred octets.
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16_384, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64)
        http = HTTP1Channel(responder: responder, configuration: .init(httpDecoderConfiguration: decoder))
        self.connections = connections
        self.limits = limits
        self.door = door
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        let (http, connections, limits, door) = (http, connections, limits, door)
        return Peer.credentials(of: channel).flatMap { peer in
            let id = connections.open(channel, user: peer?.user ?? .max)
            return http.setup(channel: channel, logger: logger).map { value in
                do {
                    let pipeline = channel.pipeline.syncOperations
                    let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                    let clock = ConnectionTimeouts(limits, connections: connections, id: id)
                    try pipeline.addHandler(clock, position: .after(decoder))
                    if let door { try pipeline.addHandler(door(), position: .after(clock)) }
                } catch {
                    channel.close(promise: nil)
                }
                // A connection that comes while the server stops has no handler; an unfinished writer would end the
                // process.
                channel.closeFuture.whenComplete { _ in Task { await Self.finish(value) } }
                return value
            }
        }
    }

    /// Finishes a connection that may be closed already; the error for that is ignored.
    private static func finish(_ value: HTTP1Channel.Value) async {
        try? await value.executeThenClose { _, _ in }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
