import Glibc
import NIOCore
import NIOPosix

/// An open tty as a NIO channel whose inbound and outbound data are `ByteBuffer`s.
///
/// Opening and the last close may block in the kernel and run on threads of their own: see ``DedicatedThread``.
public struct SerialChannel: Sendable {
    /// The channel; it closes when the modem is pulled out.
    public let channel: any Channel
    private let kept: PortDescriptor

    /// How long opening may take: a stick that does not answer on its USB control pipe takes 5 s.
    static let timeout = Duration.seconds(8)
    /// How long ``close()`` waits until the port is free again.
    static let closingTimeout = Duration.milliseconds(500)

    /// Opens the tty at `path`; `configure` adds the handlers on an event loop of `group`, before the first read.
    ///
    /// Throws ``SerialPortError`` when the tty cannot be opened.
    public static func open(
        path: String, group: any EventLoopGroup,
        configure: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> SerialChannel {
        try await open(path: path, group: group, calls: .kernel, configure: configure)
    }

    static func open(
        path: String, group: any EventLoopGroup, calls: PortCalls,
        configure: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> SerialChannel {
        let (descriptor, kept) = try await PortOpening(path: path, calls: calls).descriptors()
        let opening = NIOPipeBootstrap(group: group)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let trace = WireTrace.current {
                        let handler = WireTraceHandler(trace: trace, port: path)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                }.flatMap { configure(channel) }
            }
            .takingOwnershipOfDescriptor(inputOutput: descriptor)
        do {
            let channel = try await opening.get()
            kept.belongs(to: channel)
            return SerialChannel(channel: channel, kept: kept)
        } catch {
            // Only a successful bootstrap owns the descriptor. The duplicate is still open, so this close does not
            // block.
            _ = Glibc.close(descriptor)
            kept.release()
            throw error
        }
    }

    /// Closes every port of this process that is still open, before it ends.
    ///
    /// Process exit waits for a close that the kernel does for the process, but interrupts one that a thread has begun.
    public static func closeAll() async {
        let ports = OpenPorts.shared.all
        for port in ports { port.closeChannel() }
        for port in ports { _ = await port.closed(atMost: closingTimeout) }
    }

    /// Closes and unlocks the port.
    ///
    /// It returns when the port is free, or while the kernel still waits for a modem that accepts no data.
    public func close() async {
        let closed = channel.closeFuture
        channel.close(promise: nil)
        // A closed future of a NIO channel never fails.
        _ = try? await closed.get()
        _ = await kept.closed(atMost: Self.closingTimeout)
    }
}

/// The kernel calls that may block; tests replace them with slow ones.
struct PortCalls: Sendable {
    /// Opens, locks and sets up the tty at a path.
    var open: @Sendable (String) throws(SerialPortError) -> Int32
    /// Closes a descriptor.
    var close: @Sendable (Int32) -> Void

    static let kernel = PortCalls(
        open: { path throws(SerialPortError) in try TTY(path: path).release() }, close: { _ = Glibc.close($0) })
}
