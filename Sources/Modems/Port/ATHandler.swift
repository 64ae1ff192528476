import ATProtocol
import NIOCore
import Vocabulary

/// A request to the AT handler.
enum ATRequest: Sendable {
    /// One command and its answer; an urgent one goes before those that wait.
    case command(ATCommand, urgent: Bool, EventLoopPromise<ATResponse>)
    /// Resynchronises the dialogue after an answer that never came.
    case resynchronise(attempts: Int, interval: Int, urgent: Bool, EventLoopPromise<ATResponse>)
    /// From now on only urgent requests begin, until every reservation has been released.
    ///
    /// With `cut`, a command in flight that is neither urgent nor a message gets only this many more milliseconds.
    case reserve(Bool, cut: Int?, EventLoopPromise<ATResponse>)

    var promise: EventLoopPromise<ATResponse> {
        switch self {
        case .command(_, _, let promise), .resynchronise(_, _, _, let promise), .reserve(_, _, let promise): promise
        }
    }

    var isUrgent: Bool {
        switch self {
        case .command(_, let urgent, _), .resynchronise(_, _, let urgent, _): urgent
        case .reserve: true
        }
    }
}

/// Runs the pure dialogue on a channel: feeds it bytes and timers and executes its actions.
///
/// One command is in flight.
final class ATHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = Never
    typealias OutboundIn = ATRequest
    typealias OutboundOut = ByteBuffer

    private var dialogue = ATDialogue()
    private var inFlight: EventLoopPromise<ATResponse>?
    private var inFlightMayBeCut = false
    /// A command that is sent once the dialogue is resynchronised.
    private var commandAfterResynchronising: ATCommand?
    private var commandInFlight: ATCommand?
    private var waiting = CircularBuffer<ATRequest>()
    private var reservations = 0
    private var timers: [ATTimer: Scheduled<Void>] = [:]
    private let indications: AsyncStream<ATIndication>.Continuation
    private let callIndications: CallIndications

    init(indications: AsyncStream<ATIndication>.Continuation, callIndications: CallIndications) {
        self.indications = indications
        self.callIndications = callIndications
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        perform(dialogue.receive(bytes.readableBytesView), context: context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let request = unwrapOutboundIn(data)
        guard context.channel.isActive else {
            request.promise.succeed(ATResponse(result: .portLost))
            promise?.succeed()
            return
        }
        if case .reserve(let isTaken, let cut, let promise) = request {
            reservations += isTaken ? 1 : -1
            if let cut, inFlightMayBeCut { start(.response, milliseconds: cut, context: context) }
            promise.succeed(ATResponse(result: .ok))
        } else if request.isUrgent {
            waiting.prepend(request)
        } else {
            waiting.append(request)
        }
        promise?.succeed()
        startNext(context: context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Waiting requests are answered first, so that the end of the one in flight does not start them on a closed
        // port.
        while let request = waiting.popFirst() {
            request.promise.succeed(ATResponse(result: .portLost))
        }
        perform(dialogue.reset(), context: context)
        for timer in timers.values { timer.cancel() }
        timers.removeAll()
        indications.finish()
        context.fireChannelInactive()
    }

    /// A tty whose modem is pulled out reports EIO; what matters is that the channel closes.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func startNext(context: ChannelHandlerContext) {
        // Urgent requests come before all others in the queue.
        guard inFlight == nil, let request = waiting.first, reservations == 0 || request.isUrgent else { return }
        waiting.removeFirst()
        inFlight = request.promise
        inFlightMayBeCut = false
        switch request {
        case .command(let command, let urgent, _):
            // A message being sent is never cut short: the network may already have it.
            inFlightMayBeCut = !urgent && command.body == nil
            commandInFlight = command
            perform(dialogue.send(command), context: context)
        case .resynchronise(let attempts, let interval, _, _):
            perform(dialogue.resynchronise(attempts: attempts, interval: interval), context: context)
        case .reserve: break
        }
    }

    private func perform(_ actions: [ATAction], context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .write(let bytes):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            case .start(let timer, let milliseconds):
                start(timer, milliseconds: milliseconds, context: context)
            case .cancel(let timer):
                timers.removeValue(forKey: timer)?.cancel()
            case .bodyWritten:
                break
            case .indication(let indication):
                callIndications.note(indication)
                indications.yield(indication)
            case .finished(let response):
                if let command = commandAfterResynchronising, response.result == .ok {
                    commandAfterResynchronising = nil
                    perform(dialogue.send(command), context: context)
                } else {
                    finish(response, context: context)
                }
            case .rejected(let rejection):
                // An earlier command may have timed out, perhaps one of another caller, and its answer may still come.
                assert(rejection == .desynchronised, "the handler keeps one command in flight")
                if let command = commandInFlight, commandAfterResynchronising == nil {
                    commandAfterResynchronising = command
                    perform(dialogue.resynchronise(attempts: 2, interval: 1_000), context: context)
                } else {
                    finish(ATResponse(result: .timedOut), context: context)
                }
            }
        }
    }

    private func finish(_ response: ATResponse, context: ChannelHandlerContext) {
        let promise = inFlight
        inFlight = nil
        inFlightMayBeCut = false
        commandInFlight = nil
        commandAfterResynchronising = nil
        promise?.succeed(response)
        startNext(context: context)
    }

    private func start(_ timer: ATTimer, milliseconds: Int, context: ChannelHandlerContext) {
        timers.removeValue(forKey: timer)?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timers[timer] = context.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {
            let (handler, context) = bound.value
            handler.timers[timer] = nil
            handler.perform(handler.dialogue.fire(timer), context: context)
        }
    }
}
