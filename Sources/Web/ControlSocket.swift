import ControlAPI
import Foundation
import Glibc
import Logging

/// The file of the control socket: its permissions, and whether it is free.
struct ControlSocket: Sendable {
    let path: String
    let group: String

    /// Makes the folder and removes a socket without a listener.
    func prepare() throws(ControlError) {
        guard !path.isEmpty, path.utf8.count <= Self.longestPath, !path.utf8.contains(0) else {
            throw ControlError(
                .unusable, "the path of the control socket must have 1 to \(Self.longestPath) octets: \(shown)",
                hint: "set a shorter `socket` in [service]")
        }
        try makeFolder()
        guard let status = FileStatus(at: path) else {
            if errno == ENOENT { return }
            throw unusable("cannot be looked at", errno)
        }
        guard status.kind == .socket else {
            throw ControlError(
                .unusable, "\(shown) is there and is no socket", hint: "remove it, or set another `socket` in [service]"
            )
        }
        switch SocketProbe.connect(path) {
        case ECONNREFUSED: break
        case 0:
            throw ControlError(
                .unusable, "another jedisnon answers on \(shown)",
                hint: "stop it first, or set another `socket` in [service]")
        case let code: throw unusable("cannot be tried", code)
        }
        guard unlink(path) == 0 || errno == ENOENT else { throw unusable("is left over and cannot be removed", errno) }
    }

    /// Sets mode 0660 and the group, if that group exists; returns the identity of the file.
    func publish(_ logger: Logger) -> Identity? {
        if chmod(path, 0o660) != 0 {
            logger.warning("the mode of the control socket cannot be set", metadata: ["error": "\(systemError(errno))"])
        }
        assignGroup(path, logger)
        return identity()
    }

    /// Removes the socket, if it is still the one that was published.
    func remove(_ published: Identity?) {
        guard let published, identity() == published else { return }
        unlink(path)
    }

    /// The identity of the file at a path.
    struct Identity: Equatable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    private static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    private var shown: String { SafeText.escaped(path) }

    private var folder: String {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    }

    private func identity() -> Identity? {
        FileStatus(at: path).map { Identity(device: $0.device, inode: $0.inode) }
    }

    private func makeFolder() throws(ControlError) {
        if let status = FileStatus(path: folder) {
            guard status.kind == .folder else { throw unusable("has no folder to be in", ENOTDIR) }
            return
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw ControlError(
                .unusable, "the folder of the control socket cannot be made: \(SafeText.escaped(folder))",
                hint: "create it and give it to the user of the service")
        }
        assignGroup(folder, nil)
    }

    private func assignGroup(_ path: String, _ logger: Logger?) {
        guard let id = Accounts.groupID(named: group) else { return }
        if chown(path, uid_t.max, id) != 0 {
            logger?.warning(
                "the control socket cannot be given to its group",
                metadata: ["group": "\(group)", "error": "\(systemError(errno))"])
        }
    }

    private func unusable(_ what: String, _ code: Int32) -> ControlError {
        ControlError(
            .unusable, "the control socket \(shown) \(what): \(systemError(code))",
            hint: "check the owner and mode of its folder, or set another `socket` in [service]")
    }
}

private func systemError(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
