import Glibc

/// A program that uses a serial port.
public struct PortHolder: Hashable, Sendable {
    /// Its process number.
    public var process: Int32
    /// Its name in the kernel; nil when it cannot be read.
    public var program: String?

    /// Makes a holder.
    public init(process: Int32, program: String?) {
        self.process = process
        self.program = program
    }

    /// `ModemManager (process 512)`.
    public var words: String { program.map { "\($0) (process \(process))" } ?? "process \(process)" }
}

/// Finds which programs use serial ports, from lock files and the open files that this user may see.
///
/// It opens only lock files and files of `/proc`, never a port. `root` is put before every path, so that tests can
/// describe a machine in a folder.
public enum PortHolders {
    /// The programs other than this one that use these ports, by port.
    public static func of(_ paths: [String], root: String = "") -> [String: PortHolder] {
        var found: [String: PortHolder] = [:]
        for path in paths { found[path] = lockFile(of: path, root: root) }
        let free = paths.filter { found[$0] == nil }
        guard !free.isEmpty else { return found }
        let targets = Dictionary(
            free.map { (root.isEmpty ? DeviceNode.resolved($0) : $0, $0) }, uniquingKeysWith: { first, _ in first })
        for process in ProcessTable.processes(root: root) where process != getpid() {
            for file in ProcessTable.openFiles(of: process, root: root) {
                guard let path = targets[file], found[path] == nil else { continue }
                found[path] = holder(process, root: root)
            }
        }
        return found
    }

    /// The processes with this name.
    public static func processes(named name: String, root: String = "") -> [PortHolder] {
        ProcessTable.processes(root: root).map { holder($0, root: root) }.filter { $0.program == name }
    }

    /// The program that the UUCP lock file of this port names, if it is running and not this one.
    static func lockFile(of path: String, root: String = "") -> PortHolder? {
        guard let name = path.split(separator: "/").last else { return nil }
        for folder in ["/var/lock", "/run/lock"] {
            guard let text = ProcessTable.text(of: "\(root)\(folder)/LCK..\(name)") else { continue }
            let digits = text.filter { !$0.isWhitespace }.prefix { $0.isNumber }
            guard let process = Int32(digits), process != getpid(), isAlive(process, root: root) else { continue }
            return holder(process, root: root)
        }
        return nil
    }

    private static func isAlive(_ process: Int32, root: String) -> Bool {
        guard root.isEmpty else { return access("\(root)/proc/\(process)", F_OK) == 0 }
        return kill(process, 0) == 0 || errno == EPERM
    }

    private static func holder(_ process: Int32, root: String) -> PortHolder {
        PortHolder(process: process, program: ProcessTable.name(of: process, root: root))
    }
}
