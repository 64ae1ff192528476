import ControlAPI
import Glibc
import Hummingbird
import NIOCore
import NIOPosix

/// A copy of the database as an answer; its file is unlinked when this is made.
final class CopyAnswer: Sendable {
    private let descriptor: Int32
    private let octets: Int

    private static let piece = 128 * 1024

    /// Opens the file and unlinks it, so that nothing is left however this ends.
    init(path: String) throws(ControlError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        let code = errno
        unlink(path)
        guard descriptor >= 0, let status = FileStatus(descriptor: descriptor) else {
            throw ControlError(.unusable, "the copy cannot be read: \(String(cString: strerror(code)))")
        }
        octets = status.size
    }

    deinit {
        close(descriptor)
    }

    func response() -> Response {
        Response(
            status: .ok, headers: [.contentType: DatabaseCopy.contentType],
            body: ResponseBody(contentLength: octets) { [self] writer in
                var place = 0
                while place < octets {
                    let piece = try await piece(at: place)
                    place += piece.readableBytes
                    try await writer.write(piece)
                }
                try await writer.finish(nil)
            })
    }

    /// The disk may be slow, so the file is read on a thread that may block.
    private func piece(at place: Int) async throws -> ByteBuffer {
        let octets = try await NIOThreadPool.singleton.runIfActive { [self] in
            var octets = [UInt8](repeating: 0, count: Self.piece)
            let count = pread(descriptor, &octets, octets.count, off_t(place))
            guard count > 0 else { throw ControlError(.unusable, "the copy cannot be read to its end") }
            return Array(octets.prefix(count))
        }
        return ByteBuffer(bytes: octets)
    }
}
