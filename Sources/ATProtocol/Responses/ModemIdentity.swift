/// The answers to `AT+CGMI`, `AT+CGMM`, `AT+CGMR` and `ATI` (3GPP TS 27.007 clauses 5.1 to 5.3).
public enum ModemIdentity {
    /// The text of an answer of one value: its first line without name, label and quotes; nil when there is none.
    public static func value(lines: [String]) -> String? {
        for line in lines {
            var text = line.trimmed
            if let name = ATFields.name(of: text) {
                text = text[name.endIndex...].dropFirst().trimmed
            }
            if text.utf8.count >= 2, text.utf8.first == UInt8(ascii: "\""), text.utf8.last == UInt8(ascii: "\"") {
                text = text.dropFirst().dropLast()
            }
            if !text.isEmpty {
                return String(text)
            }
        }
        return nil
    }

    /// The value after a label in the answer to `ATI`, such as `Model` or `Revision`; nil when the label is missing.
    public static func labelled(_ label: String, lines: [String]) -> String? {
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].trimmed.lowercased() == label.lowercased() {
                return String(parts[1].trimmed)
            }
        }
        return nil
    }
}
