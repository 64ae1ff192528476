import Foundation
import Glibc

/// A file as the doctor looks at it; nothing is ever written.
struct HostFile {
    let path: String

    /// What `stat(2)` says of it; nil when there is none, or it cannot be reached.
    var status: stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    var exists: Bool { status != nil }

    /// Whether this user cannot even see if it is there.
    var isHidden: Bool { !exists && access(path, F_OK) != 0 && errno == EACCES }

    var isReadable: Bool { access(path, R_OK) == 0 }

    /// A small file as text; nil when it cannot be read.
    var text: String? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// The names in a folder; empty when it cannot be read.
    var names: [String] {
        // No folder, no names.
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// The permissions as `chmod` takes them, such as 0640.
    static func octal(_ mode: mode_t) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The nearest folder above that is there, or the path itself.
    static func nearestExisting(_ path: String) -> String {
        var path = path
        while !path.isEmpty, path != "/", !HostFile(path: path).exists {
            path = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        }
        return path.isEmpty ? "/" : path
    }
}
