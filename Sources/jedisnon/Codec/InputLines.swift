import Foundation

/// The lines of a file or of standard input, read as they arrive, in constant memory.
struct InputLines {
    /// A line longer than this many octets is not kept.
    static let maximumLength = 1 << 20
    private static let chunkSize = 1 << 16

    private let descriptor: Int32

    /// Opens a path; `-` is standard input.
    init(path: String) throws {
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputError(path: path, errno: errno) }
    }

    /// Calls `body` for each line without its line feed, nil for one that is too long, and `afterRead` after the lines
    /// of each read, so that a process at the other end of a pipe gets its answer before the next read blocks.
    func forEach(_ body: (ArraySlice<UInt8>?) throws -> Void, afterRead: () throws -> Void) throws {
        var pending: [UInt8] = []
        var isTooLong = false
        while true {
            let chunk = try read()
            var rest = chunk[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                pending += rest[..<end]
                try body(isTooLong || pending.count > Self.maximumLength ? nil : pending[...])
                pending.removeAll(keepingCapacity: true)
                isTooLong = false
                rest = rest[(end + 1)...]
            }
            if pending.count + rest.count > Self.maximumLength {
                isTooLong = true
                pending = []
            } else {
                pending += rest
            }
            guard !chunk.isEmpty else {
                if isTooLong || !pending.isEmpty { try body(isTooLong ? nil : pending[...]) }
                return try afterRead()
            }
            try afterRead()
        }
    }

    /// Everything up to the end; nil when it exceeds `maximumLength` octets.
    func all() throws -> [UInt8]? {
        var octets: [UInt8] = []
        while octets.count <= Self.maximumLength {
            let chunk = try read()
            guard !chunk.isEmpty else { return octets }
            octets += chunk
        }
        return nil
    }

    /// The next octets; none at the end.
    private func read() throws -> [UInt8] {
        while true {
            var result = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
                result = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
                count = max(0, result)
            }
            if result >= 0 { return chunk }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&waiting, 1, -1)
            default: throw InputError(path: "input", errno: errno)
            }
        }
    }
}

/// Why a file cannot be read.
struct InputError: Error, CustomStringConvertible {
    let description: String

    init(path: String, errno: Int32) {
        description = "cannot read \(path): \(String(cString: strerror(errno)))"
    }
}
