import Vocabulary

/// The form of an exported file: a statement, and its proofs.
///
/// The hash of the statement is in the log itself, in the event of the export, before the head is signed: so the head
/// covers the whole statement. docs/evidence.md describes the form in full.
public enum ExportDocument {
    /// The name of the form in `format`.
    public static let format = "jedisnon-evidence/1"
    /// The version of the page and the table made from a document.
    public static let page: Int64 = 3
    /// The members after the statement: they prove it, and are not in its hash.
    public static let proofNames: Set<String> = ["export", "head", "heads", "proofs"]

    /// SHA-256 of the statement in the canonical form of RFC 8785: the document without its proofs.
    public static func hash(of document: Details) -> TreeHash {
        TreeHash(hashing: document.filter { !proofNames.contains($0.key) }.canonicalOctets)
    }

    /// The code points of a text, or null when it contains only plain letters, digits and punctuation.
    public static func codePoints(of text: String?) -> JSONValue {
        guard let text, text.unicodeScalars.contains(where: isSpecial) else { return .null }
        return .array(
            text.unicodeScalars.map { .string("U+" + $0.value.hexadecimal(4, uppercase: true)) })
    }

    /// Whether paper may show a character wrongly or not at all: emoji and other pictures, bidirectional controls,
    /// zero-width characters, control characters except the line feed, and private use.
    static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0xA9, 0xAD, 0xAE, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5,
            0x180B...0x180F,
            0x200B...0x200F, 0x2028...0x202E, 0x203C, 0x2049, 0x2060...0x206F, 0x20D0...0x20FF, 0x2122, 0x2139,
            0x2190...0x2BFF, 0x3030, 0x303D, 0x3164, 0x3297, 0x3299, 0xE000...0xF8FF, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
            0xFFF0...0xFFFF, 0x1F000...0x10FFFF:
            true
        default: false
        }
    }

    /// The sums of contacts; each with `n`, `at`, `kind`, `details` and `what_salt`.
    public static func derived(from contacts: [Details]) -> ContactSums.Derived {
        var sums = ContactSums()
        for contact in contacts { sums.take(contact) }
        return sums.derived
    }

    /// The times in which a line could receive nothing, derived from the system's record; nil is unknown.
    ///
    /// A line that was up and is starting again was out of service for an unknown time: the service did not run, or was
    /// restarted.
    public static func gaps(in system: [Details]) -> JSONValue {
        var open: [String: Details] = [:]
        var gaps: [JSONValue] = []
        for row in system where row.string("kind") == "line_state" {
            guard let line = row.string("line"), let state = row.object("facts")?.string("state") else { continue }
            if ["ready", "degraded", "paused"].contains(state) {
                guard var gap = open.removeValue(forKey: line) else { continue }
                gap["to"] = row["at"] ?? .null
                gaps.append(.object(gap))
            } else if open[line] != nil {
                if state != "starting" { open[line]?["state"] = .string(state) }
            } else {
                let from = state == "starting" ? .null : row["at"] ?? .null
                open[line] = ["line": .string(line), "from": from, "to": .null, "state": .string(state)]
            }
        }
        return .array(gaps + open.sorted { $0.key < $1.key }.map { .object($0.value) })
    }

    /// The moment of the form in files, `2026-03-15T08:00:00.120-04:00`; nil for any other form.
    public static func moment(_ text: String) -> Timestamp? {
        let octets = Array(text.utf8)
        guard octets.count == 29 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            octets[range].reduce(Int?(0)) { value, octet in
                guard let value, (0x30...0x39).contains(octet) else { return nil }
                return value * 10 + Int(octet - 0x30)
            }
        }
        let marks: [(Int, String)] = [
            (4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "+-"), (26, ":"),
        ]
        guard marks.allSatisfy({ $1.utf8.contains(octets[$0]) }), let year = number(0..<4), year > 0,
            let month = number(5..<7), (1...12).contains(month), let day = number(8..<10),
            (1...CivilDate.days(ofMonth: month, year: year)).contains(day), let hour = number(11..<13), hour < 24,
            let minute = number(14..<16), minute < 60, let second = number(17..<19), second < 60,
            let fraction = number(20..<23), let zoneHour = number(24..<26), zoneHour < 24,
            let zoneMinute = number(27..<29), zoneMinute < 60
        else { return nil }
        let offset = (zoneHour * 3600 + zoneMinute * 60) * (octets[23] == UInt8(ascii: "-") ? -1 : 1)
        let days = CivilDate.daysSince1970(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Timestamp(milliseconds: Int64(seconds) * 1000 + Int64(fraction))
    }
}

extension Details {
    /// The text with this name.
    func string(_ name: String) -> String? { if case .string(let value)? = self[name] { value } else { nil } }
    /// The whole number with this name.
    func number(_ name: String) -> Int64? { if case .integer(let value)? = self[name] { value } else { nil } }
    /// The object with this name.
    func object(_ name: String) -> Details? { if case .object(let value)? = self[name] { value } else { nil } }
    /// The list of objects with this name; nil for any other value.
    func objects(_ name: String) -> [Details]? {
        guard case .array(let values)? = self[name] else { return nil }
        let objects = values.compactMap { if case .object(let value) = $0 { value } else { nil } }
        return objects.count == values.count ? objects : nil
    }
}
