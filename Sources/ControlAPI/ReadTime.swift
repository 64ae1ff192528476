import Vocabulary

extension ZonedTime {
    /// Reads RFC 3339, such as `2026-11-25T10:12:03-05:00` or `2026-11-25 15:12:03.1Z`; nil for anything else.
    public init?(rfc3339 text: String) {
        var reader = DigitReader(octets: text.utf8[...])
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2, in: 1...12), reader.skip("-"),
            let day = reader.number(2, in: 1...CivilDate.days(ofMonth: month, year: year)), reader.skip("Tt "),
            let hour = reader.number(2, in: 0...23), reader.skip(":"),
            let minute = reader.number(2, in: 0...59), reader.skip(":"),
            let second = reader.number(2, in: 0...59), let fraction = reader.fraction(), let offset = reader.offset(),
            reader.octets.isEmpty, year > 0
        else { return nil }
        let seconds =
            CivilDate.daysSince1970(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
        self.init(milliseconds: Int64(seconds - offset) * 1000 + Int64(fraction), offset: offset)
    }
}

private struct DigitReader {
    var octets: Substring.UTF8View

    mutating func number(_ count: Int, in range: ClosedRange<Int> = 0...9999) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let octet = octets.popFirst(), (0x30...0x39).contains(octet) else { return nil }
            value = value * 10 + Int(octet - 0x30)
        }
        return range.contains(value) ? value : nil
    }

    mutating func skip(_ choices: String) -> Bool {
        guard let octet = octets.first, choices.utf8.contains(octet) else { return false }
        octets.removeFirst()
        return true
    }

    /// Milliseconds; further digits are cut off.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        var value = 0
        var count = 0
        while let digit = number(1) {
            if count < 3 { value = value * 10 + digit }
            count += 1
            if octets.first.map({ !(0x30...0x39).contains($0) }) ?? true { break }
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int? {
        if skip("Zz") { return 0 }
        guard let sign = octets.first, skip("+-") else { return nil }
        guard let hours = number(2, in: 0...23), skip(":"), let minutes = number(2, in: 0...59) else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}
