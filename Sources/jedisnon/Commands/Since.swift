import ArgumentParser
import ControlAPI
import Vocabulary

/// The time that `--since` means.
enum Since {
    /// A duration before now, such as `30s 5m 2h 7d`, or RFC 3339.
    static func time(_ text: String, now: ZonedTime) throws -> ZonedTime {
        if let time = ZonedTime(rfc3339: text) { return time }
        guard let unit = text.last.flatMap({ seconds[$0] }), text.utf8.count <= 10,
            text.utf8.dropLast().allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(text.dropLast())
        else {
            throw ValidationError(
                "write how long ago, such as 30s, 5m, 2h or 7d, or a time with its zone, such as "
                    + "2026-11-25T10:00:00-05:00")
        }
        return ZonedTime(milliseconds: now.milliseconds - count * unit * 1000, offset: now.offset)
    }

    private static let seconds: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
}
