import Glibc
import NIOCore
import NIOPosix

/// Opens a tty as a NIO channel whose inbound and outbound data are `ByteBuffer`s.
public enum SerialChannel {
    /// Opens the tty at `path` on an event loop of `group`; `configure` adds the handlers, on that loop, before the first read.
    ///
    /// Throws ``SerialPortError`` when the tty cannot be had. The channel closes when the modem is pulled out.
    public static func open(
        path: String, group: any EventLoopGroup, trace: WireTrace? = nil,
        configure: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> any Channel {
        let descriptor = try TTY(path: path).release()
        let opening = NIOPipeBootstrap(group: group)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let trace { try channel.pipeline.syncOperations.addHandler(WireTraceHandler(trace: trace)) }
                }.flatMap { configure(channel) }
            }
            .takingOwnershipOfDescriptor(inputOutput: descriptor)
        do {
            return try await opening.get()
        } catch {
            // Only a successful bootstrap owns the descriptor.
            close(descriptor)
            throw error
        }
    }
}
