import Glibc

/// Resolves the names of a device node below `/dev`.
public enum DeviceNode {
    /// The node that a path names through symbolic links; the path itself if it is not a link or does not exist.
    ///
    /// Uses `readlink` only: the node need not exist and is never opened.
    public static func resolved(_ path: String) -> String {
        var path = path
        // The kernel follows up to 40 links; a device has one or two.
        for _ in 0..<8 {
            guard let target = target(of: path) else { break }
            path = target.hasPrefix("/") ? target : joined(folder(of: path), target)
        }
        return path
    }

    private static func target(of path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink(path, $0.assumingMemoryBound(to: CChar.self), bytes.count) } ?? -1
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    private static func folder(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[..<$0] } ?? "."
    }

    /// `/dev/serial/by-id` and `../../ttyUSB2` are `/dev/ttyUSB2`.
    private static func joined(_ folder: Substring, _ relative: String) -> String {
        var parts = folder.split(separator: "/", omittingEmptySubsequences: true)
        for part in relative.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
