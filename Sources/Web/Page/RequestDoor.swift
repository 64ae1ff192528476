import HTTPTypes
import NIOCore
import NIOHTTP1

/// Refuses requests that are not meant for the page before anything else sees them, and ends their connection.
final class RequestDoor: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let origin: PageOrigin
    private var isShut = false

    init(_ origin: PageOrigin) {
        self.origin = origin
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isShut else { return }
        guard case .head(let head) = unwrapInboundIn(data), let status = origin.refusal(of: head) else {
            return context.fireChannelRead(data)
        }
        isShut = true
        var headers = HTTPHeaders(PageHeaders.all.map { ($0.name.rawName, $0.value) })
        headers.add(name: "content-length", value: "0")
        headers.add(name: "connection", value: "close")
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: status, headers: headers))),
            promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}
