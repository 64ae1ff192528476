import Foundation
import LinePolicy
import Vocabulary

extension QuietHours {
    /// Whether a moment is in quiet hours, by local time.
    public func hold(at time: Timestamp, in timeZone: TimeZone) -> Bool {
        !isEmpty && contains(minute: Self.calendar(timeZone).minute(of: Date(time)))
    }

    /// When the quiet hours at a moment end; nil outside them.
    ///
    /// Quiet hours without an end are checked again after a day.
    public func end(after time: Timestamp, in timeZone: TimeZone) -> Timestamp? {
        guard !isEmpty else { return nil }
        let calendar = Self.calendar(timeZone)
        let minute = calendar.minute(of: Date(time))
        guard contains(minute: minute) else { return nil }
        // A time that the start of summer time leaves out is the one after it.
        guard let end = end(after: minute),
            let date = calendar.nextDate(
                after: Date(time), matching: DateComponents(hour: end / 60, minute: end % 60, second: 0),
                matchingPolicy: .nextTime)
        else { return time + .days(1) }
        return Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
    }

    private static func calendar(_ timeZone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        return calendar
    }
}

extension Calendar {
    /// Minutes after midnight.
    fileprivate func minute(of date: Date) -> Int {
        let parts = dateComponents([.hour, .minute], from: date)
        return (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
    }
}

extension Date {
    fileprivate init(_ time: Timestamp) {
        self.init(timeIntervalSince1970: Double(time.milliseconds) / 1000)
    }
}
