import Glibc

/// Locks a tty with `flock` and `TIOCEXCL`, and respects the UUCP lock files of gammu, minicom and smstools.
enum PortLock {
    /// Locks the port for this process, or throws who holds it.
    static func take(descriptor: Int32, path: String) throws(SerialPortError) {
        if let holder = PortHolders.lockFile(of: path) {
            throw .held(path: path, holder: holder.words)
        }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EWOULDBLOCK { throw .held(path: path, holder: PortHolders.of([path])[path]?.words) }
            throw .system(path: path, call: "flock", code: code, text: String(cString: strerror(code)))
        }
        // Best effort: some test ttys answer ENOTTY, and root ignores the flag anyway.
        _ = ioctl(descriptor, UInt(TIOCEXCL))
    }
}

/// Reads from `/proc` what is needed to name the holder of a port.
enum ProcessTable {
    /// The start of a small file as text; nil when it cannot be read.
    static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// The program's name; nil when it cannot be read.
    static func name(of pid: Int32, root: String = "") -> String? {
        let name = text(of: "\(root)/proc/\(pid)/comm")?.filter { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The pids of all processes.
    static func processes(root: String = "") -> [Int32] {
        entries(of: root + "/proc").compactMap { Int32($0) }
    }

    /// The targets of a process's descriptors; empty when this user may not read them.
    static func openFiles(of pid: Int32, root: String = "") -> [String] {
        let folder = "\(root)/proc/\(pid)/fd"
        return entries(of: folder).compactMap { link(at: "\(folder)/\($0)") }
    }

    private static func link(at path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.assumingMemoryBound(to: CChar.self).baseAddress.map { readlink(path, $0, bytes.count) } ?? -1
        }
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    private static func entries(of folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
