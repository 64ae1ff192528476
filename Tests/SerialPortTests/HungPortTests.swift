import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import SerialPort

/// A port from which the kernel does not come back: what else the process does goes on.
@Suite(.serialized) struct HungPortTests {
    /// One event loop for all ports, as on a box with one core.
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let clock = ContinuousClock()

    private func open(
        _ end: FarEnd, _ calls: PortCalls = .kernel, ear: Ear = Ear()
    ) async throws -> SerialChannel {
        try await SerialChannel.open(path: end.path, group: group, calls: calls) { channel in
            channel.pipeline.addHandler(ear)
        }
    }

    @Test("while one port is being closed for seconds, another one's event loop goes on", .timeLimit(.minutes(1)))
    func neighbour() async throws {
        let (hung, healthy, ear) = (try FarEnd(), try FarEnd(), Ear())
        let kernel = SlowKernel(milliseconds: 3_000)
        let closing = try await open(hung, PortCalls(open: PortCalls.kernel.open, close: kernel.calls.close))
        let neighbour = try await open(healthy, ear: ear)
        let began = clock.now
        await closing.close()
        // Whoever closes it goes on as well, and the descriptor that the kernel waits for is still there.
        #expect(clock.now - began < .milliseconds(900))
        #expect(hung.isOpen && kernel.closed == 0)
        var heard = ear.heard.makeAsyncIterator()
        for _ in 0..<10 {
            let said = clock.now
            healthy.say("+CMTI: \"SM\",1\r\n")
            let at = try #require(await heard.next())
            #expect(at - said < .milliseconds(200))
        }
        await neighbour.close()
        #expect(!healthy.isOpen)
    }

    @Test("a close that waits in the kernel is ended by a signal after a second", .timeLimit(.minutes(1)))
    func wakeUpSignal() async throws {
        let (end, kernel) = (try FarEnd(), SlowKernel(milliseconds: 30_000))
        let port = try await open(end, PortCalls(open: PortCalls.kernel.open, close: kernel.calls.close))
        let began = clock.now
        await port.close()
        while kernel.closed == 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(clock.now - began < .seconds(4))
        #expect(!end.isOpen)
    }

    @Test("a port that is still being closed is waited for when it is opened again", .timeLimit(.minutes(1)))
    func reopened() async throws {
        let (end, kernel) = (try FarEnd(), SlowKernel(milliseconds: 900))
        for _ in 0..<3 {
            let port = try await open(end, PortCalls(open: PortCalls.kernel.open, close: kernel.calls.close))
            await port.close()
        }
        #expect(kernel.closed >= 2)
    }

    @Test("many openings that hang hold up neither tasks nor each other", .timeLimit(.minutes(1)))
    func openings() async throws {
        let kernel = SlowKernel(milliseconds: 2_000)
        let ends = try (0..<8).map { _ in try FarEnd() }
        let began = clock.now
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for end in ends {
                tasks.addTask {
                    let port = try await SerialChannel.open(path: end.path, group: group, calls: kernel.calls) {
                        $0.eventLoop.makeSucceededVoidFuture()
                    }
                    await port.close()
                }
            }
            // The few threads that all tasks share are free meanwhile.
            for _ in 0..<20 {
                let before = clock.now
                await Task.detached {}.value
                #expect(clock.now - before < .milliseconds(200))
                try await Task.sleep(for: .milliseconds(20))
            }
            try await tasks.waitForAll()
        }
        #expect(clock.now - began < .seconds(8))
    }

    @Test("whoever is cancelled does not wait for the kernel, and what comes late is closed", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let (end, kernel) = (try FarEnd(), SlowKernel(milliseconds: 1_500))
        let opening = Task { try await open(end, kernel.calls) }
        try await Task.sleep(for: .milliseconds(200))
        // A second one would only wait behind the first.
        await #expect(throws: SerialPortError.hung(path: end.path)) { _ = try await open(end) }
        let began = clock.now
        opening.cancel()
        await #expect(throws: CancellationError.self) { _ = try await opening.value }
        #expect(clock.now - began < .milliseconds(500))
        while kernel.closed == 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(!end.isOpen)
    }

    @Test("before the end of the process every port that is open is closed", .timeLimit(.minutes(1)))
    func closeAll() async throws {
        let ends = try (0..<3).map { _ in try FarEnd() }
        for end in ends { _ = try await open(end) }
        #expect(ends.allSatisfy { $0.isOpen })
        await SerialChannel.closeAll()
        #expect(ends.allSatisfy { !$0.isOpen })
    }
}

/// What is said of a node that may not be opened.
struct RefusalTests {
    @Test("a node that has just been made is being got ready; later the user lacks the right")
    func young() throws {
        let folder = "/tmp/jedisnon-node-\(getpid())"
        let file = creat(folder, 0o600)
        try #require(file >= 0)
        close(file)
        defer { unlink(folder) }
        #expect(TTY.refusal(of: folder, code: EACCES) == .settling(path: folder))
        #expect(TTY.refusal(of: "/dev/null", code: EACCES) == .permissionDenied(path: "/dev/null"))
        #expect(TTY.refusal(of: folder, code: EBUSY) == .held(path: folder, holder: nil))
    }
}
