/// Tables as text (CSV, RFC 4180) that no program for tables takes for formulas.
public enum CSVText {
    /// Programs for tables take UTF-8 for something else without it.
    public static let byteOrderMark = "\u{FEFF}"

    /// A row with its end.
    public static func row(_ cells: [String]) -> String {
        var octets: [UInt8] = []
        write(cells, to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Adds a row with its end, each cell in quotes.
    public static func write(_ cells: [String], to line: inout [UInt8]) {
        for (index, text) in cells.enumerated() {
            line += (index == 0 ? "\"" : ",\"").utf8
            for octet in formulaSafe(text).utf8 {
                if octet == UInt8(ascii: "\"") { line.append(octet) }
                line.append(octet)
            }
            line.append(UInt8(ascii: "\""))
        }
        line += "\r\n".utf8
    }

    /// What a program for tables would take for a formula begins with an apostrophe.
    public static func formulaSafe(_ text: String) -> String {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map { "=+-@'".unicodeScalars.contains($0) } ?? false
        let begins = text.unicodeScalars.first.map { $0 == "\t" || $0 == "\r" } ?? false
        return isFormula || begins ? "'" + text : text
    }
}
