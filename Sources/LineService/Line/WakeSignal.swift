import NIOCore
import Vocabulary

/// Wakes one waiting task: at once, or at a deadline of the monotonic clock.
///
/// Wake-ups without a waiting task are merged into one.
struct WakeSignal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let eventLoop: any EventLoop

    init(eventLoop: any EventLoop) {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.eventLoop = eventLoop
    }

    /// Wakes the waiting task, or the next one that waits.
    func wake() {
        continuation.yield()
    }

    /// Waits for a wake-up, at most `milliseconds`; ends at once when the task is cancelled.
    func wait(atMost milliseconds: Int64) async {
        let continuation = continuation
        let alarm = eventLoop.scheduleTask(in: .milliseconds(max(milliseconds, 0))) { _ = continuation.yield() }
        var iterator = stream.makeAsyncIterator()
        _ = await iterator.next()
        alarm.cancel()
    }
}
