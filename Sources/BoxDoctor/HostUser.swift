import ControlAPI
import Glibc

/// A user and the groups it is in.
struct HostUser: Sendable, Equatable {
    var name: String
    var id: uid_t
    var groups: Set<gid_t>

    var isRoot: Bool { id == 0 }

    /// The user of this process with its present groups; a group added since login is not included.
    static var current: HostUser {
        var groups = [gid_t](repeating: 0, count: 1024)
        let count = getgroups(Int32(groups.count), &groups)
        let known = Set(groups.prefix(Int(max(0, count)))).union([getegid()])
        return HostUser(name: Accounts.userName(of: geteuid()) ?? "\(geteuid())", id: geteuid(), groups: known)
    }

    /// A user of this machine with the groups of a new login; nil when there is no such user.
    static func named(_ name: String) -> HostUser? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        var count: Int32 = 1024
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(name, entry.pw_gid, &groups, &count) >= 0 else { return nil }
        return HostUser(name: name, id: entry.pw_uid, groups: Set(groups.prefix(Int(count))))
    }

    /// Whether a file's owner, group and mode allow `wanted` (4 read, 2 write, 1 enter or run) to this user.
    func hasAccess(_ wanted: mode_t, _ status: stat) -> Bool {
        if isRoot { return true }
        let granted =
            if status.st_uid == id {
                status.st_mode >> 6
            } else if groups.contains(status.st_gid) {
                status.st_mode >> 3
            } else {
                status.st_mode
            }
        return granted & wanted == wanted
    }
}
