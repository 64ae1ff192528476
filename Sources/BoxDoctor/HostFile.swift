import Foundation
import Glibc

/// A file that the doctor examines; it is never written.
struct HostFile {
    let path: String

    /// The result of `stat(2)`; nil when the file does not exist or cannot be reached.
    var status: stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    var exists: Bool { status != nil }

    /// Whether this user cannot even see if it exists.
    var isHidden: Bool { !exists && access(path, F_OK) != 0 && errno == EACCES }

    var isReadable: Bool { access(path, R_OK) == 0 }

    /// A small file as text; nil when it cannot be read.
    var text: String? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// The names in a folder; empty when it cannot be read.
    var names: [String] {
        // Without a folder there are no names.
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// The permissions as `chmod` takes them, such as 0640.
    static func octal(_ mode: mode_t) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The nearest existing parent folder, or the path itself.
    static func nearestExisting(_ path: String) -> String {
        var path = path
        while !path.isEmpty, path != "/", !HostFile(path: path).exists {
            path = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        }
        return path.isEmpty ? "/" : path
    }
}
