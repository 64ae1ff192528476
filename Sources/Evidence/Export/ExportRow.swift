import Vocabulary

/// Why a file is not valid: the first fault found.
public struct Flaw: Error, Hashable, Sendable {
    /// One sentence that contains the place.
    public var sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// One event in a file: a row with the parts of its leaf, some of them open.
struct ExportRow {
    let values: Details
    /// Its name in a sentence.
    let name: String

    /// The leaf computed from the row; throws when the row is incomplete or contradicts its hash.
    ///
    /// `sender` is the number of the row's person, if the row shows it.
    func leaf(sender: String? = nil) throws(Flaw) -> (index: Int, hash: TreeHash) {
        guard let index = values.number("index").flatMap({ Int(exactly: $0) }), index >= 0,
            let at = values.string("at").flatMap(ExportDocument.moment), let kind = values.string("kind")
        else { throw Flaw("\(name) has no index, time or kind in the form of these files") }
        let content = try what()
        guard let facts = values.object("facts"), content.facts == nil || content.facts == facts else {
            throw Flaw("the facts of \(name) are not those of its details")
        }
        let leaf = Leaf(
            index: index, at: at, line: try text("line"), kind: kind, reason: try text("reason"), reply: try reply(),
            cost: sender == nil ? try text("cost") : nil, facts: facts, who: try who(sender), what: content.hash)
        guard leaf.hash.hex == values.string("hash") else { throw Flaw("\(name) is not what the log has of it") }
        return (index, leaf.hash)
    }

    private func text(_ key: String) throws(Flaw) -> String? {
        switch values[key] {
        case .string(let text)?: return text
        case .null?: return nil
        default: throw Flaw("\(name) has no \(key)")
        }
    }

    private func reply() throws(Flaw) -> Int64? {
        switch values["reply"] {
        case .integer(let number)?: return number
        case .null?, nil: return nil
        default: throw Flaw("\(name) has no number of its reply")
        }
    }

    private func who(_ sender: String?) throws(Flaw) -> TreeHash? {
        guard let sender else { return try hash("who") }
        guard let n = values.number("n").flatMap({ Int(exactly: $0) }), let salt = salt("who_salt"),
            values["previous"] == .null || values.number("previous") != nil
        else { throw Flaw("\(name) does not say which contact of this person it is") }
        return Who(number: sender, n: n, previous: values.number("previous").map { Int($0) }).commitment(salt: salt)
    }

    private func hash(_ key: String) throws(Flaw) -> TreeHash? {
        guard let text = try text(key) else { return nil }
        guard let hash = TreeHash(hex: text) else { throw Flaw("\(name): \(key) is no hash") }
        return hash
    }

    private func what() throws(Flaw) -> (hash: TreeHash, facts: Details?) {
        guard let salt = salt("what_salt") else {
            let isOpen = ["text", "pdu", "data", "details", "network_time", "code_points"].contains {
                values[$0] != nil && values[$0] != .null
            }
            guard !isOpen, values["what_salt"] == nil || values["what_salt"] == .null, let hash = try hash("what")
            else {
                throw Flaw("\(name) shows a content without the salt that would prove it")
            }
            return (hash, nil)
        }
        guard var details = values.object("details") else { throw Flaw("\(name) has no details") }
        switch values["network_time"] {
        case .string(let time)?: details["network_time"] = .string(time)
        case .null?, nil: break
        default: throw Flaw("\(name) has no network time")
        }
        let text = try text("text")
        guard (values["code_points"] ?? .null) == ExportDocument.codePoints(of: text) || values["code_points"] == nil
        else {
            throw Flaw("the code points of \(name) are not those of its text")
        }
        var pdus: [[UInt8]] = []
        for part in (try self.text("pdu") ?? "").split(separator: " ") {
            guard let octets = Hex.octets(of: String(part)) else { throw Flaw("the PDU of \(name) is no hexadecimal") }
            pdus.append(octets)
        }
        let data = try self.text("data")
        guard data == nil || data.flatMap(Hex.octets) != nil else {
            throw Flaw("the data of \(name) are no hexadecimal")
        }
        let what = What(text: text, pdus: pdus, data: data.flatMap(Hex.octets), details: details)
        return (what.commitment(salt: salt), Leaf.facts(of: details))
    }

    private func salt(_ key: String) -> [UInt8]? {
        guard let salt = values.string(key).flatMap(Hex.octets), salt.count == 16 else { return nil }
        return salt
    }
}
