import Logging
import Vocabulary

/// Decides what to log about a line: that it went down and why, that the reason changed, that it works again.
///
/// Each is logged once, however often the line was tried in between.
struct StateLog {
    /// One message for the log.
    struct Message: Equatable {
        var level: Logger.Level
        var text: String
    }

    private var loggedState: LineState?
    private var sentence = ""
    private var downSince: Uptime?
    private var hasWorked = false

    /// Notes the state of the line; returns the message to log, or nil.
    mutating func note(_ state: LineState, _ detail: String, at now: Uptime) -> Message? {
        // The line is starting, which is not worth a message yet.
        if state == .starting { return nil }
        let before = loggedState
        guard state != before || (state != .noNetwork && detail != sentence) else { return nil }
        (loggedState, sentence) = (state, detail)
        if state.isUp {
            defer { (downSince, hasWorked) = (nil, true) }
            if before?.isUp != true {
                let after = downSince.map { " after \(Self.span(now - $0))" } ?? ""
                return Message(
                    level: .notice, text: "the line is \(state.rawValue)\(hasWorked ? " again\(after)" : ""): \(detail)"
                )
            }
            return Message(
                level: state == .degraded ? .warning : .notice, text: "the line is \(state.rawValue): \(detail)")
        }
        if downSince == nil { downSince = now }
        return Message(level: .warning, text: "the line is \(state.rawValue): \(detail)")
    }

    private static func span(_ time: Span) -> String {
        let seconds = time.milliseconds / 1000
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        default: "\(seconds / 3_600) h"
        }
    }
}
