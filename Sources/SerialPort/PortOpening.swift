import Glibc
import Synchronization

/// One opening of a tty, on a thread of its own.
struct PortOpening: Sendable {
    let path: String
    let calls: PortCalls

    /// The descriptor for the channel, and the duplicate that keeps the port open.
    typealias Opened = (descriptor: Int32, kept: PortDescriptor)

    /// Paths that a thread is opening now: a second thread would only wait for the first.
    private static let busy = Mutex<Set<String>>([])

    /// Opens the port; throws ``SerialPortError``, or `CancellationError` when the task is cancelled meanwhile.
    func descriptors() async throws -> Opened {
        guard Self.busy.withLock({ $0.insert(path).inserted }) else { throw SerialPortError.hung(path: path) }
        let result = await DedicatedThread.run(
            "port-open", atMost: SerialChannel.timeout,
            discard: { (late: Result<Opened, SerialPortError>) in
                guard case .success(let (descriptor, kept)) = late else { return }
                Glibc.close(descriptor)
                kept.release()
            },
            { [self] in
                defer { Self.busy.withLock { _ = $0.remove(path) } }
                return opened()
            })
        if let result { return try result.get() }
        try Task.checkCancellation()
        throw SerialPortError.hung(path: path)
    }

    private func opened() -> Result<Opened, SerialPortError> {
        let node = DeviceNode.resolved(path)
        // A port that this process is still closing is not held by another program. A close takes about a second,
        // unless the kernel's wait cannot be ended.
        for _ in 0..<200 where !OpenPorts.shared.closing(node).isEmpty { usleep(10_000) }
        do throws(SerialPortError) {
            let descriptor = try calls.open(path)
            guard let kept = PortDescriptor(of: descriptor, node: node, closing: calls.close) else {
                let code = errno
                calls.close(descriptor)
                throw .system(path: path, call: "fcntl", code: code, text: String(cString: strerror(code)))
            }
            return .success((descriptor, kept))
        } catch {
            return .failure(error)
        }
    }
}
