/// Limits the wait for something that may never come.
package enum TimeLimit {
    /// The result of `work`, or an error after `limit`; late work continues and its result is dropped.
    package static func within<Success: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> Success
    ) async throws -> Success {
        let (results, continuation) = AsyncStream.makeStream(of: Result<Success, any Error>.self)
        let working = Task {
            do { continuation.yield(.success(try await work())) } catch { continuation.yield(.failure(error)) }
        }
        let waiting = Task {
            try await Task.sleep(for: limit)
            continuation.yield(
                .failure(ControlError(.failed, "the service did not answer in time", hint: "its log may say why")))
        }
        defer {
            waiting.cancel()
            working.cancel()
        }
        for await result in results { return try result.get() }
        throw CancellationError()
    }
}
