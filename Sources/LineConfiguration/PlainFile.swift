import Glibc

/// Reads files of other users safely: only regular ones, with a size limit, without blocking.
enum PlainFile {
    /// Why a file was not read.
    enum Fault: Error, Equatable {
        case missing
        case hidden
        case tooLarge
        /// It is not a regular file, or could not be read, with the reason.
        case unusable(String)

        /// What happened, worded to follow the name of the file.
        func words(limit: String) -> String {
            switch self {
            case .missing: "the file does not exist"
            case .hidden: "the file cannot be read by this user"
            case .tooLarge: "the file is larger than \(limit)"
            case .unusable(let why): why
            }
        }

        fileprivate init(code: Int32) {
            switch code {
            case ENOENT, ENOTDIR: self = .missing
            case EACCES, EPERM: self = .hidden
            case ELOOP: self = .unusable("the symbolic links lead in a circle")
            default: self = .unusable("the file cannot be read: \(String(cString: strerror(code)))")
            }
        }
    }

    /// All of a file, which has `limit` octets at most.
    static func read(_ path: String, atMost limit: Int) throws(Fault) -> [UInt8] {
        try check(path)
        // Its kind is checked before it is opened: merely opening could start a watchdog or rewind a tape.
        try look { stat(path, &$0) }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault(code: errno) }
        defer { close(descriptor) }
        try look { fstat(descriptor, &$0) }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while octets.count <= limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return octets }
            if count > 0 {
                octets += chunk.prefix(count)
            } else if errno != EINTR {
                throw Fault(code: errno)
            }
        }
        throw .tooLarge
    }

    /// The names in a folder, up to a limit, unordered; invalid UTF-8 is repaired, so such a file is not found.
    static func names(in folder: String, atMost limit: Int) throws(Fault) -> [String] {
        try check(folder)
        guard let stream = opendir(folder) else { throw errno == ENOTDIR ? notAFolder(folder) : Fault(code: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // dirent may be longer than declared: the name begins there and ends with a zero.
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            guard names.count < limit else { throw .unusable("there are more than \(limit) files in it") }
            names.append(name)
        }
        return names
    }

    private static func notAFolder(_ path: String) -> Fault {
        var entry = stat()
        return stat(path, &entry) == 0 ? .unusable("this is no folder") : .missing
    }

    /// A path that contains U+0000 would be another path for the system.
    private static func check(_ path: String) throws(Fault) {
        guard !path.utf8.contains(0) else { throw .unusable("a name cannot contain the character U+0000") }
    }

    private static func look(_ ask: (inout stat) -> Int32) throws(Fault) {
        var entry = stat()
        guard ask(&entry) == 0 else { throw Fault(code: errno) }
        switch entry.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw .unusable("this is a folder")
        case S_IFIFO: throw .unusable("this is a pipe, not a file")
        case S_IFSOCK: throw .unusable("this is a socket, not a file")
        default: throw .unusable("this is a device, not a file")
        }
    }
}
