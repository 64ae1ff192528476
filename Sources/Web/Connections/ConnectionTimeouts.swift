import NIOCore
import NIOHTTP1

/// The time limits of one connection: for a complete request, for the next one, and for reading the answer.
///
/// It comes right after the HTTP decoder, so a client that sends a header octet by octet counts as one whose request
/// does not arrive.
final class ConnectionTimeouts: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// The limits; nanoseconds inside.
    struct Limits: Sendable {
        /// From the start, or the end of the last answer, until a request is complete.
        var request = TimeAmount.seconds(30)
        /// Until the client has read some of the data written to it.
        var write = TimeAmount.seconds(60)
        /// How often both limits are checked.
        var look = TimeAmount.seconds(2)
    }

    private let limits: Limits
    private let connections: Connections
    private let id: Int
    private var unanswered = 0
    private var isReading = false
    private var closesAfterAnswer = false
    private var waitsSince: NIODeadline? = .now()
    private var unwritten = 0
    private var lastTaken = NIODeadline.now()
    private var looking: RepeatedTask?

    init(_ limits: Limits, connections: Connections, id: Int) {
        self.limits = limits
        self.connections = connections
        self.id = id
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        let box = NIOLoopBound(self, eventLoop: context.eventLoop)
        looking = context.eventLoop.scheduleRepeatedTask(initialDelay: limits.look, delay: limits.look) { _ in
            if box.value.isOverdue(at: .now()) { channel.close(promise: nil) }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        looking?.cancel()
        looking = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            isReading = true
            waitsSince = waitsSince ?? .now()
            if !head.isKeepAlive { closesAfterAnswer = true }
        case .body: break
        case .end:
            isReading = false
            waitsSince = nil
            connections.note(id, isBusy: true)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if unwritten == 0 { lastTaken = .now() }
        unwritten += 1
        let written = promise ?? context.eventLoop.makePromise()
        let box = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            box.value.unwritten -= 1
            box.value.lastTaken = .now()
        }
        guard case .end = unwrapOutboundIn(data) else {
            context.write(data, promise: written)
            return
        }
        unanswered -= 1
        if unanswered == 0, !isReading {
            waitsSince = .now()
            connections.note(id, isBusy: false)
        }
        context.write(data, promise: written)
        if closesAfterAnswer, unanswered == 0 {
            // An older client detects the end of the answer by the end of the connection.
            let channel = context.channel
            written.futureResult.whenComplete { _ in channel.close(promise: nil) }
            context.flush()
        }
    }

    private func isOverdue(at now: NIODeadline) -> Bool {
        if let waitsSince, now - waitsSince > limits.request { return true }
        return unwritten > 0 && now - lastTaken > limits.write
    }
}
