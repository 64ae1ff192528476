import Evidence
import Foundation
import GRDB
import Vocabulary

/// The part of a leaf that is closed when its data is erased: open while its salt is stored.
public enum Commitment<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The data of the commitment, and the salt.
    case open(Value, salt: [UInt8])
    /// Only the commitment is left.
    case closed(TreeHash)
    /// Nothing is left.
    case forgotten
}

/// An event with everything known of its leaf.
public struct LoggedEvent: Hashable, Sendable {
    /// The `seq` of the event.
    public var seq: Int64
    /// The position in the log, from 0.
    public var index: Int
    /// The hash of the leaf, as it was when the event was appended.
    public var hash: TreeHash
    /// The time of the box.
    public var at: Timestamp
    /// Whether its time was ahead of the time known later.
    public var isAhead: Bool
    /// The id of the line.
    public var line: String?
    /// What happened.
    public var kind: EventKind
    /// Why it is not answered.
    public var reason: String?
    /// The reply this is about.
    public var reply: Int64?
    /// Reserved or settled.
    public var cost: Money?
    /// The details that are never erased.
    public var facts: Details
    /// The person it is about; nil = nobody.
    public var who: Commitment<Who>?
    /// The content.
    public var what: Commitment<What>
}

/// The data of the log about one person, without the events.
public struct PersonLog: Sendable {
    /// The full number or name.
    public var number: String
    /// The number of contacts in all.
    public var contacts: Int
    /// Leaves before this one were made from events that are older than the log.
    public var lateLeaves: Int
}

/// Takes the events of a person one at a time, because there may be very many.
public protocol PersonLogReader: Sendable {
    /// Takes an event about them that is no contact, in order; these come before all contacts.
    ///
    /// `contact` is the `seq` of the contact before it.
    mutating func take(_ event: LoggedEvent, after contact: Int64?)
    /// Takes a contact, in order.
    mutating func take(contact: LoggedEvent)
}

extension EventStore {
    /// The data of the log about a person that is not erased; throws `unknownPerson` when the number is erased or was
    /// never known.
    public func log<Reader: PersonLogReader>(
        of person: Person, into reader: Reader
    ) async throws(StoreError) -> (log: PersonLog, reader: Reader) {
        try await read { [secret, permissions] db in
            let transaction = Transaction(
                db: db, secret: secret, permissions: permissions, now: Timestamp(milliseconds: 0))
            let sender = try transaction.row(of: person, create: false)
            guard let row = try db.first("SELECT key, contacts FROM sender WHERE id = ?", [sender]),
                let number = restored(row[0])
            else {
                throw StoreError.unknownSender
            }
            var reader = reader
            var contacts: [Int64] = []
            let places = try db.cursor(
                "SELECT seq FROM event WHERE sender = ? AND kind IN (\(LoggedEvent.contactKinds)) ORDER BY seq",
                [sender])
            while let row = try places.next() { contacts.append(row[0]) }
            var next = 0
            for kinds in ["NOT IN", "IN"] {
                let rows = try db.cursor(
                    """
                    \(LoggedEvent.query) WHERE e.sender = ? AND e.kind \(kinds) (\(LoggedEvent.contactKinds))
                        AND length(l.who) = 16 ORDER BY e.seq
                    """, [sender])
                while let row = try rows.next() {
                    let event = try LoggedEvent(row: row, showsPerson: true)
                    if kinds == "IN" {
                        reader.take(contact: event)
                    } else {
                        while next < contacts.count, contacts[next] < event.seq { next += 1 }
                        reader.take(event, after: next > 0 ? contacts[next - 1] : nil)
                    }
                }
            }
            let log = PersonLog(
                number: number, contacts: row[1],
                lateLeaves: Int(try db.number("SELECT late_leaves FROM box") ?? 0))
            return (log, reader)
        }
    }

    /// The newest events about the box and its lines between two indices, oldest first, at most so many; and their
    /// number.
    public func systemLog(
        _ range: ClosedRange<Int>, limit: Int
    ) async throws(StoreError) -> (events: [LoggedEvent], count: Int) {
        try await read { db in
            let ends = try [range.lowerBound, range.upperBound].map {
                try db.number("SELECT seq FROM leaf WHERE position = ?", [$0]) ?? 0
            }
            let condition = "e.kind IN (\(Schema.systemKinds)) AND e.seq BETWEEN ? AND ?"
            let count = try db.number("SELECT count(*) FROM event e WHERE \(condition)", [ends[0], ends[1]]) ?? 0
            let events = try db.rows(
                "\(LoggedEvent.query) WHERE \(condition) ORDER BY e.seq DESC LIMIT ?", [ends[0], ends[1], limit]
            ).map { try LoggedEvent(row: $0, showsPerson: false) }
            return (events.reversed(), Int(count))
        }
    }

    /// The index of the newest event; nil when there is none.
    public func newestIndex() async throws(StoreError) -> Int? {
        let count = try await read { try $0.leafCount() }
        return count > 0 ? count - 1 : nil
    }

    /// One event by its index.
    public func loggedEvent(at index: Int) async throws(StoreError) -> LoggedEvent? {
        try await read { db in
            try db.first("\(LoggedEvent.query) WHERE l.position = ?", [index])
                .map { try LoggedEvent(row: $0, showsPerson: false) }
        }
    }

    /// The heads that cover the event at `index`, and the one before them, oldest first; of many, only the oldest and
    /// the newest.
    public func heads(covering index: Int, before size: Int, limit: Int) async throws(StoreError) -> [StoredHead] {
        try await read { db in
            let heads = try db.rows(
                """
                SELECT size, root, signature, key, at FROM head
                WHERE size < ?2 AND id >= ifnull((SELECT max(id) FROM head WHERE size <= ?1), 0) ORDER BY id
                """, [index, size]
            ).map(StoredHead.init(row:))
            guard heads.count > limit else { return heads }
            return Array(heads.prefix(limit / 2) + heads.suffix(limit - limit / 2))
        }
    }

    /// The proof for leaves and earlier sizes in the log when it had `size` leaves.
    public func proof(size: Int, shown: [Int], sizes: [Int]) async throws(StoreError) -> [TreeHash] {
        try await read { try SharedProof.nodes(of: $0.leafTree(size: size), shown: shown, sizes: sizes) }
    }
}

extension LoggedEvent {
    fileprivate static let contactKinds = "'sms_received', 'call_received', 'texts_folded'"

    fileprivate static let query = """
        SELECT e.seq, l.position, l.hash, e.at, e.ahead, e.line, e.kind, e.reason, e.reply, e.cost, l.n, l.previous, l.who,
            l.what, e.text, e.pdu, e.data, e.details, s.key
        FROM event e JOIN leaf l ON l.seq = e.seq LEFT JOIN sender s ON s.id = e.sender
        """

    /// An event from the columns of ``query``; without `showsPerson` only the commitment of the person.
    fileprivate init(row: Row, showsPerson: Bool) throws {
        guard let hash = TreeHash(row[2] as Data), let kind = EventKind(rawValue: row[6]) else {
            throw StoreError.unreadableValue(type: "event")
        }
        let content = try What(text: row[14], pdu: row[15], data: row[16], details: row[17])
        let whoSalt = (row[12] as Data?).map(Array.init)
        var who: Commitment<Who>?
        if let number = restored(row[18]), let whoSalt, whoSalt.count == 16, let n = row[10] as Int? {
            let person = Who(number: number, n: n, previous: row[11])
            who = showsPerson ? .open(person, salt: whoSalt) : .closed(person.commitment(salt: whoSalt))
        } else if let whoSalt {
            who = TreeHash(whoSalt).map { .closed($0) } ?? .forgotten
        }
        let whatSalt = Array(row[13] as Data)
        self.init(
            seq: row[0], index: row[1], hash: hash, at: Timestamp(milliseconds: row[3]), isAhead: row[4], line: row[5],
            kind: kind, reason: row[7], reply: row[8], cost: (row[9] as Int64?).map(Money.init(micros:)),
            facts: Leaf.facts(of: content.details), who: who,
            what: whatSalt.count == 16
                ? .open(content, salt: whatSalt) : TreeHash(whatSalt).map { .closed($0) } ?? .forgotten)
    }
}

extension LoggedEvent {
    /// The leaf computed from the stored data; nil when a commitment is erased.
    public var leaf: Leaf? {
        let person: TreeHash?
        switch who {
        case nil: person = nil
        case .open(let value, let salt)?: person = value.commitment(salt: salt)
        case .closed(let hash)?: person = hash
        case .forgotten?: return nil
        }
        let content: TreeHash
        switch what {
        case .open(let value, let salt): content = value.commitment(salt: salt)
        case .closed(let hash): content = hash
        case .forgotten: return nil
        }
        return Leaf(
            index: index, at: at, line: line, kind: kind.rawValue, reason: reason, reply: reply, cost: cost?.decimal,
            facts: facts, who: person, what: content)
    }
}
