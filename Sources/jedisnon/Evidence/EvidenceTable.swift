import ControlAPI
import Evidence
import Vocabulary

/// An exported document as a table (CSV, RFC 4180): a row for each contact, then rows for everything else; the last
/// cell of each holds its part of the document as JSON, so nothing is lost.
enum EvidenceTable {
    private static let names = [
        "record", "n", "index", "at", "network_time", "line", "kind", "sender", "text", "code_points", "reason",
        "answer",
        "answer_at", "cost", "pdu", "data",
    ]
    /// Members of the document that are lists, and the records their elements are.
    private static let lists = [
        ("contacts", "contact"), ("days", "day"), ("removed", "removed"), ("system", "system"),
        ("heads", "earlier_head"), ("gaps", "gap"), ("notes", "note"),
    ]
    /// Members that tables have since page 2.
    private static let newLists: Set<String> = ["gaps", "notes"]
    /// Hashes of the proof in one row: a cell of some programs holds no more than 32,767 characters.
    private static let hashesInRow = 400

    /// Writes the table, row by row.
    static func write(_ document: EvidenceDocument, to take: ([UInt8]) throws -> Void) throws {
        try take(Array(CSVText.byteOrderMark.utf8))
        try eachRow(of: document) { row in
            var line: [UInt8] = []
            CSVText.write(row, to: &line)
            try take(line)
        }
    }

    /// Passes on the cells of each row, before they are written.
    static func eachRow(of document: EvidenceDocument, _ pass: ([String]) throws -> Void) throws {
        try pass(names)
        let members = document.members
        let sender = members.text("sender") ?? ""
        let inLists = Set(lists.map(\.0) + ["proofs", "head", "export"])
        try pass(row("document", of: members.filter { !inLists.contains($0.key) }, sender: sender))
        for (name, record) in lists {
            if name == "contacts" {
                try document.eachContact { try pass(row(record, of: $0, data: $1, sender: sender)) }
            }
            for element in members.rows(name) { try pass(row(record, of: element, sender: sender)) }
        }
        for name in ["export", "head"] { try pass(row(name, of: members.members(name), sender: "")) }
        guard case .array(let hashes)? = members["proofs"] else { return }
        for start in stride(from: 0, to: hashes.count, by: hashesInRow) {
            let part = JSONValue.array(Array(hashes[start..<min(start + hashesInRow, hashes.count)]))
            try pass(["proof"] + Array(repeating: "", count: names.count - 2) + [part.canonical])
        }
    }

    private static func row(
        _ record: String, of values: Details, data: [UInt8]? = nil, sender: String
    ) -> [String] {
        let json = data ?? SafeText.escapedJSON(values.canonicalOctets)
        let isContact = record == "contact"
        // The title and the words of the page stand where a person reads them.
        let text = isContact || record == "note" ? values.text("text") : values.text("title")
        let answer = values.members("answer")
        let points =
            if case .array(let points)? = values["code_points"] { points.compactMap(\.string) } else { [String]() }
        let known = [
            "record": record, "n": number(values["n"]), "index": number(values["index"]), "at": values.text("at"),
            "network_time": values.text("network_time"), "line": values.text("line"),
            "kind": values.text("kind") ?? values.text("about"),
            "sender": isContact ? sender : nil, "text": text.map(SafeText.escaped),
            "code_points": points.joined(separator: " "), "reason": values.text("reason"),
            "answer": answer.text("outcome"), "answer_at": answer.text("at"), "cost": values.text("cost"),
            "pdu": values.text("pdu"),
            "data": String(decoding: json, as: UTF8.self),
        ]
        return names.map { (known[$0] ?? nil) ?? "" }
    }

    private static func number(_ value: JSONValue?) -> String? {
        if case .integer(let number)? = value { String(number) } else { nil }
    }

    // MARK: Reading

    /// The document of a table, and its cells without their apostrophes; nil for a table that is none of ours.
    static func read(_ text: String) -> (document: Details, rows: [[String]])? {
        guard
            let rows = cells(of: text.hasPrefix(CSVText.byteOrderMark) ? String(text.dropFirst()) : text)?.map({
                $0.map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 }
            }), rows.first == names, rows.count > 2
        else { return nil }
        var document: Details = [:]
        var elements: [String: [JSONValue]] = [:]
        for row in rows.dropFirst() {
            guard row.count == names.count, let data = row.last, let value = try? StrictJSON.value(data.utf8) else {
                return nil
            }
            switch (row[0], value) {
            case ("document", .object(let members)): document.merge(members) { _, new in new }
            case ("export", .object), ("head", .object): document[row[0]] = value
            case ("proof", .array(let hashes)): elements["proofs", default: []] += hashes
            default:
                guard let name = lists.first(where: { $0.1 == row[0] })?.0 else { return nil }
                elements[name, default: []].append(value)
            }
        }
        let isOld = document["page"] == .integer(1)
        for name in lists.map(\.0) + ["proofs"] where elements[name] != nil || !(isOld && newLists.contains(name)) {
            document[name] = .array(elements[name] ?? [])
        }
        return (document, rows)
    }

    /// The cells of RFC 4180 text; nil where a quote is not closed.
    private static func cells(of text: String) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var (isQuoted, wasQuoted) = (false, false)
        func end() {
            row.append(String(decoding: cell, as: UTF8.self))
            cell = []
            wasQuoted = false
        }
        var octets = text.utf8.makeIterator()
        var next = octets.next()
        while let octet = next {
            next = octets.next()
            switch octet {
            case UInt8(ascii: "\"") where isQuoted && next == UInt8(ascii: "\""):
                cell.append(octet)
                next = octets.next()
            case UInt8(ascii: "\"") where isQuoted || (cell.isEmpty && !wasQuoted):
                isQuoted.toggle()
                wasQuoted = true
            case UInt8(ascii: ",") where !isQuoted: end()
            case UInt8(ascii: "\r") where !isQuoted && next == UInt8(ascii: "\n"): continue
            case UInt8(ascii: "\n") where !isQuoted:
                end()
                rows.append(row)
                row = []
            default: cell.append(octet)
            }
        }
        guard !isQuoted else { return nil }
        if !cell.isEmpty || !row.isEmpty {
            end()
            rows.append(row)
        }
        return rows
    }
}
