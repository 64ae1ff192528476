import ControlAPI
import LineConfiguration
import LineService
import Logging
import Web

/// The service inside a command that plays with simulated modems.
enum StartedService {
    /// Starts it and returns once it answers, or throws what ended it before; cancel the task to stop it.
    ///
    /// A caller who is cancelled before that stops it.
    static func run(
        _ configuration: Configuration, logger: Logger, clock: ClockSource? = nil
    ) async throws -> Task<Void, any Error> {
        let (answers, ready) = AsyncStream.makeStream(of: Void.self)
        // Real modems that happen to be plugged in are none of its business.
        let service = JedisnonService(
            configuration: configuration, logger: logger, findsModems: false, clock: clock,
            listener: ControlServer.prepared
        ) {
            ready.finish()
        }
        let task = Task {
            defer { ready.finish() }
            try await service.run()
        }
        return try await withTaskCancellationHandler {
            for await _ in answers {}
            // A cancelled reader of the stream goes on at once, whether or not the service answers.
            if try Task.isCancelled || ControlClient(socket: configuration.service.socket) == nil {
                try await task.value
                try Task.checkCancellation()
            }
            return task
        } onCancel: {
            task.cancel()
        }
    }
}
