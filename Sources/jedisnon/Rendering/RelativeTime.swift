import ControlAPI
import Vocabulary

/// How long ago, in a few words.
enum RelativeTime {
    /// `3 min ago`; `never` without a time.
    static func phrase(_ time: ZonedTime?, now: ZonedTime) -> String {
        guard let time else { return "never" }
        let seconds = (now.milliseconds - time.milliseconds) / 1000
        return seconds < 5 ? "just now" : span(seconds: seconds) + " ago"
    }

    /// `34 s`, `3 min`, `2 h`, `5 d`.
    static func span(seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(max(seconds, 0)) s"
        case ..<3600: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
