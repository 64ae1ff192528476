import Vocabulary

/// A span in its two largest units: `2 d 4 h`, `35 min`.
struct RoundedSpan {
    private let seconds: Int64

    init(_ span: Span) { seconds = max(0, span.milliseconds / 1000) }

    func text(days: String, hours: String, minutes: String, seconds unit: String) -> String {
        let parts = [
            (seconds / 86_400, days), (seconds / 3_600 % 24, hours), (seconds / 60 % 60, minutes), (seconds % 60, unit),
        ]
        guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 \(unit)" }
        return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
