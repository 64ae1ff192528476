import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// The id under which a sender is printed: `s-` and the first 16 hex digits of the keyed hash.
func senderIdentifier(_ hash: Data) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text = Array("s-".utf8)
    for octet in hash.prefix(8) {
        text.append(digits[Int(octet >> 4)])
        text.append(digits[Int(octet & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

extension Sender {
    /// The word in the `kind` column; nil when withheld.
    fileprivate var storedKind: String? {
        switch self {
        case .number: "number"
        case .name: "name"
        case .shortCode: "short_code"
        case .other: "other"
        case .withheld: nil
        }
    }

    /// A sender from its columns; withheld when the number has been erased.
    init(kind: String, key: String?) {
        switch (kind, key) {
        case ("number", let key?): self = .number(key)
        case ("name", let key?): self = .name(key)
        case ("short_code", let key?): self = .shortCode(key)
        case (_, let key?): self = .other(key)
        case (_, nil): self = .withheld
        }
    }
}

extension Transaction {
    /// The keyed hash of a sender.
    ///
    /// A number is hashed without a prefix; a name that looks like a number must not equal it.
    func hash(of sender: Sender) -> Data? {
        guard let key = sender.key, let kind = sender.storedKind else { return nil }
        return keyedHash(Data((kind == "number" ? key : "\(kind):\(key)").utf8))
    }

    /// The row of a sender, made when it is new; nil when withheld.
    func senderRow(_ sender: Sender) throws -> Int64? {
        guard let hash = hash(of: sender) else { return nil }
        if let known = try db.first("SELECT id, key IS NULL, seen_at FROM sender WHERE hash = ?", [hash]) {
            let id: Int64 = known[0]
            // An hour is precise enough for `keep_numbers`, and a flood does not rewrite the row for each message.
            if known[1] as Bool || retentionTime - Timestamp(milliseconds: known[2]) > .hours(1) {
                try db.run(
                    "UPDATE sender SET key = ?, seen_at = ? WHERE id = ?",
                    [stored(sender.key), retentionTime.milliseconds, id])
            }
            return id
        }
        try db.run(
            "INSERT INTO sender (hash, kind, key, seen_at) VALUES (?, ?, ?, ?)",
            [hash, sender.storedKind, stored(sender.key), retentionTime.milliseconds])
        return db.lastInsertedRowID
    }
}
