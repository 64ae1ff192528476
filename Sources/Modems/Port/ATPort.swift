import ATProtocol
import NIOCore
import SerialPort

/// A modem's AT port: sends commands, returns answers, and streams indications.
///
/// Every method returns, also when the modem is unplugged.
public struct ATPort: Sendable {
    private let port: SerialChannel
    private var channel: any Channel { port.channel }
    /// The modem's unsolicited messages; ends when the port is lost.
    public let indications: AsyncStream<ATIndication>
    /// When the modem last reported an incoming call.
    let callIndications: CallIndications

    /// Opens the tty at `path` and speaks AT on it.
    ///
    /// Throws ``SerialPort/SerialPortError`` when the tty cannot be opened.
    public static func open(path: String, group: any EventLoopGroup) async throws -> ATPort {
        // A modem that sends indications without end must not fill the memory; the sweep finds messages dropped here.
        let (stream, continuation) = AsyncStream.makeStream(
            of: ATIndication.self, bufferingPolicy: .bufferingOldest(4096))
        let signs = CallIndications()
        let port = try await SerialChannel.open(path: path, group: group) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    ATHandler(indications: continuation, callIndications: signs))
            }
        }
        return ATPort(port: port, indications: stream, callIndications: signs)
    }

    /// Sends one command and waits for its final result; an urgent one goes before the commands that wait.
    public func send(_ command: ATCommand, urgent: Bool = false) async -> ATResponse {
        let promise = channel.eventLoop.makePromise(of: ATResponse.self)
        return await answer(to: .command(command, urgent: urgent, promise))
    }

    /// Sends a command without a body, with the given time to answer in milliseconds.
    public func send(_ text: String, timeout: Int = 5_000, urgent: Bool = false) async -> ATResponse {
        await send(ATCommand(text, timeout: timeout), urgent: urgent)
    }

    /// Resynchronises the dialogue after an answer that never came; false when the modem stays silent.
    ///
    /// It sends at most `attempts` probes and waits `interval` milliseconds for the answer to each.
    public func resynchronise(attempts: Int = 5, interval: Int = 2_000, urgent: Bool = false) async -> Bool {
        let promise = channel.eventLoop.makePromise(of: ATResponse.self)
        let request = ATRequest.resynchronise(
            attempts: attempts, interval: interval, urgent: urgent, promise)
        return await answer(to: request).result == .ok
    }

    /// Whether the port is open; a modem that is silent on it may still come back.
    public var isOpen: Bool { channel.isActive }

    /// From now on only urgent commands begin; every reservation must be ended with ``release()``.
    ///
    /// With `cut`, a command in flight gets only this many more milliseconds, unless it is urgent or a message.
    public func reserve(cut: Int? = nil) async {
        _ = await answer(to: .reserve(true, cut: cut, channel.eventLoop.makePromise()))
    }

    /// Ends one reservation.
    public func release() async {
        _ = await answer(to: .reserve(false, cut: nil, channel.eventLoop.makePromise()))
    }

    /// Closes and unlocks the port; commands in flight end with `portLost`.
    public func close() async {
        await port.close()
    }

    private func answer(to request: ATRequest) async -> ATResponse {
        // A closed channel has no handler left that would answer.
        let taken = channel.eventLoop.makePromise(of: Void.self)
        taken.futureResult.whenFailure { _ in request.promise.succeed(ATResponse(result: .portLost)) }
        channel.writeAndFlush(request, promise: taken)
        do {
            return try await request.promise.futureResult.get()
        } catch {
            return ATResponse(result: .portLost)
        }
    }
}
