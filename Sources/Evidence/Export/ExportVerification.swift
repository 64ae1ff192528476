import Vocabulary

/// The verdict on one question about a file.
public struct Verdict: Hashable, Sendable {
    /// The possible answers.
    public enum State: String, Sendable {
        /// Yes.
        case holds
        /// No.
        case fails
        /// The file does not show it.
        case unknown
    }

    /// The answer.
    public var state: State
    /// Why, in a sentence.
    public var sentence: String

    /// Makes a verdict.
    public init(_ state: State, _ sentence: String) {
        self.state = state
        self.sentence = sentence
    }
}

/// The verdicts on the three questions about a file, which are never merged into one.
public struct ExportVerdicts: Hashable, Sendable {
    /// Whether the signed head covers everything in it.
    public var integrity: Verdict
    /// Whether the contacts of this person are complete, from the first to the last.
    public var completeness: Verdict
    /// Whether a head published elsewhere covers them.
    public var anchoring: Verdict
}

/// The verification of a file.
public struct ExportVerification {
    private let document: Details
    private let contacts: [Details]
    private let head: (head: SignedHead, key: [UInt8])

    /// Takes a document in our form; throws for any other.
    public init(_ document: JSONValue) throws(Flaw) {
        guard case .object(let members) = document, members.string("format") == ExportDocument.format else {
            throw Flaw("this is no evidence file of jedisnon")
        }
        guard let contacts = members.objects("contacts"), let head = members.object("head").flatMap(Self.head) else {
            throw Flaw("this evidence file has no list of contacts, or no head")
        }
        self.document = members
        self.contacts = contacts
        self.head = head
    }

    /// The verdicts; `published` is a head that was published before the file was made.
    public func verdicts(published: SignedHead? = nil) -> ExportVerdicts {
        let integrity: Verdict
        var earlier: [SignedHead] = []
        do throws(Flaw) {
            earlier = try checkIntegrity()
            integrity = Verdict(
                .holds,
                "everything in this file is what the log held when its head of \(head.head.size) events was signed")
        } catch {
            integrity = Verdict(.fails, error.sentence)
        }
        return ExportVerdicts(
            integrity: integrity, completeness: completeness(),
            anchoring: anchoring(published, earlier: earlier, isWhole: integrity.state == .holds))
    }

    private static func head(_ values: Details) -> (head: SignedHead, key: [UInt8])? {
        guard let origin = values.string("origin"), let size = values.number("size").flatMap({ Int(exactly: $0) }),
            size > 0, let root = values.string("root").flatMap(Base64.octets).flatMap({ TreeHash($0) }),
            let signature = values.string("signature").flatMap(Base64.octets), signature.count == 64,
            let key = values.string("key").flatMap(Base64.octets), key.count == HeadKey.length
        else { return nil }
        return (SignedHead(origin: origin, size: size, root: root, signature: signature), key)
    }

    // MARK: Integrity

    /// Throws at the first fault; returns the earlier heads that this log continues.
    private func checkIntegrity() throws(Flaw) -> [SignedHead] {
        guard head.head.isSigned(by: head.key) else { throw Flaw("the head does not bear the signature of its key") }
        guard let sender = document.string("sender") else { throw Flaw("the file does not say whom it is about") }
        var leaves: [Int: TreeHash] = [:]
        try checkStatement(&leaves)
        var last = -1
        for (place, contact) in contacts.enumerated() {
            let name = "contact \(contact.number("n") ?? Int64(place + 1))"
            let (index, hash) = try ExportRow(values: contact, name: name).leaf(sender: sender)
            guard index > last else { throw Flaw("\(name) is not in its place") }
            last = index
            try add(index, hash, name, to: &leaves)
            for row in try answer(of: contact, name) { try add(row, to: &leaves) }
        }
        guard let system = document.objects("system") else { throw Flaw("the record of the system is missing") }
        for row in system { try add(ExportRow(values: row, name: "a row of the system's record"), to: &leaves) }
        let derived = ExportDocument.derived(from: contacts)
        for (name, value) in [("days", derived.days), ("summary", derived.summary), ("removed", derived.removed)]
        where document[name] != value {
            throw Flaw("`\(name)` is not what follows from the contacts")
        }
        guard (document["gaps"] ?? ExportDocument.gaps(in: system)) == ExportDocument.gaps(in: system) else {
            throw Flaw("`gaps` is not what follows from the record of the system")
        }
        return try checkProof(leaves)
    }

    /// Checks that the event of the export is under the head, and that it contains the hash of the statement.
    private func checkStatement(_ leaves: inout [Int: TreeHash]) throws(Flaw) {
        guard let export = document.object("export") else { throw Flaw("the event of the export is missing") }
        try add(ExportRow(values: export, name: "the event of the export"), to: &leaves)
        guard let facts = export.object("facts"), export.string("kind") == "operator_action",
            facts.string("action") == "export", facts.string("document") == ExportDocument.hash(of: document).hex
        else { throw Flaw("something in this file was changed since it was made: its words are not those of the log") }
    }

    private func add(_ row: ExportRow, to leaves: inout [Int: TreeHash]) throws(Flaw) {
        let (index, hash) = try row.leaf()
        try add(index, hash, row.name, to: &leaves)
    }

    private func add(_ index: Int, _ hash: TreeHash, _ name: String, to leaves: inout [Int: TreeHash]) throws(Flaw) {
        guard leaves.updateValue(hash, forKey: index).map({ $0 == hash }) ?? true else {
            throw Flaw("\(name) claims the place of another event")
        }
    }

    /// Checks the events of an answer, from which its text and outcome follow, and returns them.
    private func answer(of contact: Details, _ name: String) throws(Flaw) -> [ExportRow] {
        guard contact["answer"] != .null else { return [] }
        guard let answer = contact.object("answer"), let events = answer.objects("events"), let last = events.last
        else {
            throw Flaw("the answer to \(name) is not in the form of these files")
        }
        let planned = events.first { $0["text"] != nil }
        guard (answer["text"] ?? .null) == (planned?["text"] ?? .null), answer["outcome"] == last["kind"],
            answer["at"] == last["at"], contact["cost"] == (events.last { $0["cost"] != .null }?["cost"] ?? .null)
        else { throw Flaw("the answer to \(name) is not what its events say") }
        return events.map { ExportRow(values: $0, name: "an event of the answer to \(name)") }
    }

    private func checkProof(_ leaves: [Int: TreeHash]) throws(Flaw) -> [SignedHead] {
        guard case .array(let texts)? = document["proofs"], let rows = document.objects("heads") else {
            throw Flaw("the proof is missing")
        }
        let nodes = texts.compactMap { value -> TreeHash? in
            if case .string(let text) = value { TreeHash(hex: text) } else { nil }
        }
        let heads = rows.compactMap(Self.head)
        guard nodes.count == texts.count, heads.count == rows.count, heads.allSatisfy({ $0.head.isSigned(by: $0.key) })
        else { throw Flaw("the proof, or an earlier head, is not in the form of these files") }
        let shown = leaves.sorted { $0.key < $1.key }.map { (index: $0.key, hash: $0.value) }
        let found = SharedProof.roots(
            size: head.head.size, shown: shown, sizes: heads.map(\.head.size), nodes: nodes)
        guard let found, found.root == head.head.root else {
            throw Flaw("the events of this file do not lead to the root of its head")
        }
        guard found.earlier == heads.map(\.head.root) else { throw Flaw("the log does not continue its earlier heads") }
        return heads.map(\.head)
    }

    // MARK: Completeness

    private func completeness() -> Verdict {
        guard let first = contacts.first?.number("n"), let last = contacts.last?.number("n") else {
            return Verdict(.unknown, "the file shows no contact")
        }
        var before: Details?
        for contact in contacts {
            guard let n = contact.number("n"), n == (before?.number("n") ?? first - 1) + 1 else {
                return Verdict(.fails, "after contact \(before?.number("n") ?? 0) one is missing")
            }
            let previous = before?["index"] ?? (first == 1 ? .null : contact["previous"])
            guard contact["previous"] == previous else {
                return Verdict(.fails, "contact \(n) says that another contact came before it")
            }
            before = contact
        }
        if first > 1 {
            return Verdict(
                .unknown,
                "contacts \(first) to \(last) are without a gap; the first \(first - 1) were forgotten before this copy was made"
            )
        }
        return Verdict(
            .holds,
            "the contacts of this person are there from 1 to \(last) without a gap; later ones cannot be seen missing")
    }

    // MARK: Anchoring

    private func anchoring(_ published: SignedHead?, earlier: [SignedHead], isWhole: Bool) -> Verdict {
        guard let published else {
            let oldest = (earlier + [head.head]).first { $0.size > (contacts.last?.number("index") ?? 0) } ?? head.head
            return Verdict(
                .unknown,
                "compare with a head that was published elsewhere; the first that covers all contacts is the one of "
                    + "\(oldest.size) events, \(Base64.text(oldest.root.bytes))")
        }
        let keys = [head.key] + (document.objects("heads") ?? []).compactMap { Self.head($0)?.key }
        guard keys.contains(where: published.isSigned) else {
            return Verdict(.fails, "the published head does not bear the signature of a key of this file")
        }
        guard isWhole else { return Verdict(.fails, "the file does not hold, so no head can cover it") }
        guard published.size <= head.head.size else {
            return Verdict(
                .fails,
                "the published head covers \(published.size) events, this file knows of \(head.head.size): if it was published "
                    + "before the file was made, the end of the log was cut off")
        }
        guard let same = (earlier + [head.head]).first(where: { $0.size == published.size }) else {
            let isOlder = published.size <= (contacts.first?.number("index") ?? 0)
            return isOlder
                ? Verdict(.unknown, "the published head is older than the first contact of this file")
                : Verdict(.fails, "the file does not show that its log continues the published head")
        }
        guard same.root == published.root else {
            return Verdict(
                .fails, "the log was rewritten: the published head of \(published.size) events has another root")
        }
        let covered = contacts.count { ($0.number("index") ?? .max) < Int64(published.size) }
        guard covered > 0 else {
            return Verdict(.unknown, "the published head is older than the first contact of this file")
        }
        return Verdict(
            .holds,
            "the published head of \(published.size) events covers the first \(covered) of \(contacts.count) contacts")
    }
}
