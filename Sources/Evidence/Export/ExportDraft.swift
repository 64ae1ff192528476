import Vocabulary

/// A document while it is made: its contacts are already encoded, because many of them as values take much memory.
public struct ExportDraft: Sendable {
    /// All members except the contacts.
    public var members: Details
    /// Each contact in the canonical form of RFC 8785.
    private let contacts: [[UInt8]]

    /// Makes a draft; each contact in the canonical form of RFC 8785.
    public init(_ members: Details, contacts: [[UInt8]]) {
        self.members = members
        self.contacts = contacts
    }

    /// SHA-256 of the statement, equal to ``ExportDocument/hash(of:)`` of the whole document.
    public var statementHash: TreeHash {
        var hash = RunningHash()
        write({ !ExportDocument.proofNames.contains($0) }) { $0.withUnsafeBytes { hash.take($0) } }
        return hash.finish()
    }

    /// Writes the whole document in the canonical form of RFC 8785, in pieces; no piece ends within a character.
    public func write(to take: ([UInt8]) -> Void) { write({ _ in true }, to: take) }

    /// The number of octets of the contacts.
    public var contactOctets: Int { contacts.reduce(0) { $0 + $1.count + 1 } }

    private func write(_ isWanted: (String) -> Bool, to take: ([UInt8]) -> Void) {
        // Every name is ASCII.
        let names = (members.keys + ["contacts"]).filter(isWanted).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for (index, name) in names.enumerated() {
            take(Array("\(index == 0 ? "{" : ",")\(JSONValue.string(name).canonical):".utf8))
            if let value = members[name] {
                take(Array(value.canonical.utf8))
            } else {
                for (place, contact) in contacts.enumerated() { take([UInt8(ascii: place == 0 ? "[" : ",")] + contact) }
                take(Array((contacts.isEmpty ? "[]" : "]").utf8))
            }
        }
        take(Array("}".utf8))
    }
}
