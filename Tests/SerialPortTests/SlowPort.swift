import Glibc
import NIOCore
import NIOPosix
import Synchronization
import TestDescriptors

@testable import SerialPort

/// A pseudo-terminal: the port under test at `path`, and the far end where a modem would be.
final class FarEnd: Sendable {
    let path: String
    let descriptor: Int32

    init() throws {
        let terminal = try PseudoTerminal(isRaw: false)
        path = terminal.path
        descriptor = terminal.master
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // Nobody but the port under test has the near end open.
        close(terminal.slave)
    }

    deinit { close(descriptor) }

    /// Whether somebody has the port open: with nobody there the far end reads EIO.
    var isOpen: Bool {
        var octet: UInt8 = 0
        return read(descriptor, &octet, 1) >= 0 || errno == EAGAIN
    }

    func say(_ text: String) { _ = write(descriptor, text, text.utf8.count) }
}

/// A kernel that takes its time with the calls of one port.
final class SlowKernel: Sendable {
    private let milliseconds: UInt32
    private let count = Atomic(0)
    /// Closes that came to their end.
    var closed: Int { count.load(ordering: .relaxed) }

    init(milliseconds: UInt32) {
        self.milliseconds = milliseconds
    }

    var calls: PortCalls {
        PortCalls(
            open: { [self] path throws(SerialPortError) in
                wait()
                return try TTY(path: path).release()
            },
            close: { [self] in
                wait()
                _ = Glibc.close($0)
                count.add(1, ordering: .relaxed)
            })
    }

    /// As `tty_wait_until_sent` does: until the time is up or a signal comes.
    private func wait() { usleep(milliseconds * 1_000) }
}

/// Notes when the modem says something.
final class Ear: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let heard: AsyncStream<ContinuousClock.Instant>
    private let continuation: AsyncStream<ContinuousClock.Instant>.Continuation

    init() { (heard, continuation) = AsyncStream.makeStream() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(.now) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
