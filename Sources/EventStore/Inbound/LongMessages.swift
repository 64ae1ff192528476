import Foundation
import GRDB
import LinePolicy
import Vocabulary

// Parts belong together by line, sender, reference, its width, and total. A message stays known for a day after its
// last part: a part that comes back is a duplicate, one that was missing completes it.

private let lateSpan = Span.hours(24)

/// A part as it is stored until its message is complete, or a day old.
private struct StoredPart: Codable {
    var text: String?
    /// The code units of a UCS-2 part, as earlier versions stored them.
    var utf16: [UInt16]?
    var piece: StoredPiece?
    /// The octets as they came.
    var pdu: Data?
    var data: [UInt8]?
    var isPerson: Bool
    var isStatusReport: Bool
    var networkTime: Timestamp?
    var details: TextDetails
}

/// A part before its alphabet is applied, its octets packed.
private struct StoredPiece: Codable {
    var alphabet: Word<Alphabet>
    var elements: Data
    var locking: UInt8?
    var single: UInt8?
}

extension StoredPart {
    init(_ octets: Data) throws {
        if let content = NeighbourPart.content(octets) {
            self.init(isPerson: true, isStatusReport: false, details: TextDetails())
            piece = StoredPiece(
                alphabet: content.alphabet, elements: Data(content.elements), locking: content.locking,
                single: content.single)
        } else {
            self = try StoredJSON.value(StoredPart.self, from: String(decoding: octets, as: UTF8.self))
        }
    }

    fileprivate var content: PartContent? {
        if let piece {
            return PartContent(
                alphabet: piece.alphabet, elements: Array(piece.elements), locking: piece.locking, single: piece.single)
        }
        return utf16.map {
            PartContent(alphabet: .known(.ucs2), elements: $0.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
        }
    }
}

/// A long message some parts of which have come.
private struct LongMessage {
    let id: Int64
    let total: Int
    let recorded: Int64?
}

extension Inbound {
    /// Takes one part; records the message when it was the last one missing.
    mutating func take(_ part: TextContent.Part, of content: TextContent, pdu: [UInt8]) throws {
        let sender = try transaction.senderRow(content.contact.sender)
        let octets = transaction.keyedHash(pdu, length: 16)
        let message: LongMessage
        switch try transaction.place(part, octets: octets, sender: sender, line: context.line) {
        case .known:
            foundDuplicate()
            return
        case .missing(let found):
            message = found
        case .new:
            message = try transaction.begin(part, sender: sender, line: context.line)
        }
        try transaction.store(part.number, octets: octets, content: content, in: message)
        if try transaction.missingParts(of: message).isEmpty {
            try complete(message)
        } else {
            wait(for: message.id)
        }
    }

    /// Records the parts of a message that are there, if some are not recorded yet.
    mutating func completeOverdue(_ id: Int64) throws {
        guard let message = try transaction.longMessage(id, line: context.line) else { return }
        try complete(message)
    }

    private mutating func complete(_ message: LongMessage) throws {
        let sender = try transaction.longMessageSender(message.id)
        let parts = try transaction.parts(of: message)
        guard var content = joined(parts, sender: sender.sender) else { return }
        if let origin = message.recorded {
            try recordLate(content, completing: origin, sender: sender.row)
        } else {
            let missing = try transaction.missingParts(of: message)
            content.details.missingParts = missing
            let seq = try record(content)
            try transaction.db.run("UPDATE long_message SET recorded = ? WHERE id = ?", [seq, message.id])
        }
        try keepForLateParts(of: message, parts)
    }

    /// Reduces recorded parts to what missing parts may need: the halves of characters at their ends.
    private func keepForLateParts(
        of message: LongMessage, _ parts: [(number: Int, part: StoredPart, isRecorded: Bool)]
    ) throws {
        let db = transaction.db
        try db.run("UPDATE part SET recorded = 1 WHERE message = ?", [message.id])
        if try transaction.missingParts(of: message).isEmpty {
            try db.run("UPDATE part SET content = NULL WHERE message = ?", [message.id])
            return
        }
        for (number, part, isRecorded) in parts where !isRecorded {
            let edges = part.content.map { NeighbourPart.stored(context.edges($0)) }
            guard
                let row = try db.first(
                    "SELECT octets FROM part WHERE message = ? AND number = ?", [message.id, number])
            else { continue }
            // Deleted and inserted again, because SQLite never frees a page whose rows only shrink.
            try db.run("DELETE FROM part WHERE message = ? AND number = ?", [message.id, number])
            try db.run(
                "INSERT INTO part (message, number, octets, content, recorded) VALUES (?, ?, ?, ?, 1)",
                [message.id, number, row[0] as Data, edges])
        }
    }

    /// The parts that are not recorded yet as one message; nil when there are none.
    private func joined(_ parts: [(number: Int, part: StoredPart, isRecorded: Bool)], sender: Sender) -> TextContent? {
        let fresh = parts.filter { !$0.isRecorded }.map(\.part)
        guard let first = fresh.first else { return nil }
        let pieces = parts.map {
            PartPiece(
                number: $0.number, content: $0.part.content, text: $0.isRecorded ? nil : $0.part.text,
                isRecorded: $0.isRecorded)
        }
        let octets = fresh.compactMap(\.data).flatMap { $0 }
        let pdus = fresh.compactMap(\.pdu).map { Array($0) }
        let contact = Contact(
            kind: .text, sender: sender, text: context.joinedText(pieces), isPerson: fresh.allSatisfy(\.isPerson),
            networkTime: first.networkTime)
        var content = TextContent(
            contact: contact, data: octets.isEmpty ? nil : octets, isStatusReport: first.isStatusReport,
            details: first.details)
        content.pdus = pdus
        return content
    }
}

private enum PartPlace {
    case known
    case missing(LongMessage)
    case new
}

extension Transaction {
    fileprivate func place(
        _ part: TextContent.Part, octets: Data, sender: Int64?, line: String
    ) throws -> PartPlace {
        let candidates = try db.rows(
            """
            SELECT m.id, m.recorded, p.octets FROM long_message m
            LEFT JOIN part p ON p.message = m.id AND p.number = ?
            WHERE m.line = ? AND m.sender = ? AND m.reference = ? AND m.reference_bits = ? AND m.total = ?
                AND m.last_part_at >= ?
            ORDER BY m.id DESC LIMIT 32
            """,
            [
                part.number, line, sender ?? withheldSender, part.reference, part.referenceBits, part.total,
                (now - lateSpan).milliseconds,
            ])
        if candidates.contains(where: { ($0[2] as Data?) == octets }) { return .known }
        guard let newest = candidates.first, newest[2] as Data? == nil else { return .new }
        return .missing(LongMessage(id: newest[0], total: part.total, recorded: newest[1]))
    }

    fileprivate func begin(_ part: TextContent.Part, sender: Int64?, line: String) throws -> LongMessage {
        try db.run(
            """
            INSERT INTO long_message (line, sender, reference, reference_bits, total, last_part_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [line, sender ?? withheldSender, part.reference, part.referenceBits, part.total, now.milliseconds])
        return LongMessage(id: db.lastInsertedRowID, total: part.total, recorded: nil)
    }

    fileprivate func store(_ number: Int, octets: Data, content: TextContent, in message: LongMessage) throws {
        let kept = StoredPart(
            text: content.contact.text,
            piece: content.piece.map {
                StoredPiece(
                    alphabet: $0.alphabet, elements: Data($0.elements), locking: $0.locking, single: $0.single)
            },
            pdu: content.pdus.first.map { Data($0) }, data: content.data, isPerson: content.contact.isPerson,
            isStatusReport: content.isStatusReport,
            networkTime: content.contact.networkTime, details: content.details)
        try db.run(
            "INSERT INTO part (message, number, octets, content) VALUES (?, ?, ?, ?)",
            [message.id, number, octets, Data(try StoredJSON.text(kept).utf8)])
        try db.run("UPDATE long_message SET last_part_at = ? WHERE id = ?", [now.milliseconds, message.id])
    }

    fileprivate func missingParts(of message: LongMessage) throws -> [Int] {
        let present = try db.rows("SELECT number FROM part WHERE message = ?", [message.id]).map { $0[0] as Int }
        let known = Set(present)
        return (1...max(message.total, 1)).filter { !known.contains($0) }
    }

    fileprivate func longMessage(_ id: Int64, line: String) throws -> LongMessage? {
        try db.first("SELECT id, total, recorded FROM long_message WHERE id = ? AND line = ?", [id, line])
            .map { LongMessage(id: $0[0], total: $0[1], recorded: $0[2]) }
    }

    fileprivate func longMessageSender(_ id: Int64) throws -> (row: Int64?, sender: Sender) {
        let row = try db.first(
            "SELECT s.id, s.kind, s.key FROM long_message m JOIN sender s ON s.id = m.sender WHERE m.id = ?", [id])
        guard let row else { return (nil, .withheld) }
        return (row[0], Sender(kind: row[1], key: restored(row[2])))
    }

    /// The parts whose content is kept, in their order.
    fileprivate func parts(of message: LongMessage) throws -> [(number: Int, part: StoredPart, isRecorded: Bool)] {
        try db.rows(
            "SELECT number, content, recorded FROM part WHERE message = ? AND content IS NOT NULL ORDER BY number",
            [message.id]
        ).map { row in
            (row[0], try StoredPart(row[1] as Data), row[2])
        }
    }
}
