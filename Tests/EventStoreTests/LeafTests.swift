import Evidence
import Foundation
import GRDB
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct LeafTests {
    /// Checks that every leaf follows from its event, and every block root from its leaves.
    static func expectSound(_ store: EventStore, count: Int? = nil) async throws {
        let leaves = try await store.read { try $0.leafCount() }
        if let count { #expect(leaves == count) }
        for index in 0..<leaves {
            // Events erased before the log existed cannot be proved.
            guard let event = try await store.loggedEvent(at: index), let leaf = event.leaf else { continue }
            #expect(leaf.hash == event.hash, "leaf \(index), a \(event.kind)")
        }
    }

    @Test("every event has one leaf, in order, that can be computed from it")
    func everyEvent() async throws {
        let box = try TestBox()
        try await box.answer(.text("who are you?\u{0}"))
        try await box.take(.text("STOP", from: other), .part(2, of: 2, "second"), .part(1, of: 2, "first "))
        try await box.store.block(.number(third), note: "insults", now: noon)
        let events = try await box.store.events()
        try await Self.expectSound(box.store, count: events.count)
        let indices = try await box.store.read { db in
            try db.rows("SELECT seq, position FROM leaf ORDER BY position /* reads all: a test */").map {
                [$0[0] as Int64, $0[1] as Int64]
            }
        }
        #expect(indices == events.enumerated().map { [$1.seq, Int64($0)] })
        // The octets of both parts are kept in order.
        let long = try #require(events.last { $0.text == "first second" })
        #expect(long.pdus.count == 2 && String(decoding: long.pdus[0], as: UTF8.self).contains("1/2"))
    }

    @Test("a person's contacts are counted, and each refers to the previous one")
    func counted() async throws {
        let box = try TestBox()
        try await box.answer(.text("a"))
        try await box.take(.text("b", from: other))
        try await box.take(.text("c"))
        let log = try await box.store.everything(of: .number(caller))
        #expect(log.number == caller && log.contacts == 2)
        let persons = log.events.compactMap { event -> Who? in
            if case .open(let who, _)? = event.who { who } else { nil }
        }
        #expect(persons.map(\.n) == [1, 1, 1, 2])
        #expect(persons.map(\.previous) == [nil, 0, 0, 0])
        #expect(log.events.map(\.kind) == [.smsReceived, .replyPlanned, .replySent, .smsReceived])
        #expect(log.events.map(\.index) == [0, 1, 2, 5])
        #expect(log.before == [log.events[1].seq: log.events[0].seq, log.events[2].seq: log.events[0].seq])
    }

    @Test("after an erasure every proof stays valid, and no salt is left for guesses")
    func forgotten() async throws {
        let box = try TestBox()
        try await box.answer(.text("a secret"))
        try await box.take(.text("new", from: other), now: noon + .days(20))
        let before = try await hashes(of: box)
        try await box.store.forgetOld(keepText: .days(10), keepNumbers: .days(365), now: noon + .days(21))
        #expect(try await hashes(of: box).starts(with: before))
        try await Self.expectSound(box.store)
        let log = try await box.store.everything(of: .number(caller))
        #expect(log.events.count == 3)
        guard case .closed = log.events[0].what, case .open = log.events[0].who else {
            return #expect(Bool(false), "the text is closed, the number is open")
        }
        try await box.store.forgetOld(keepText: .days(10), keepNumbers: .days(10), now: noon + .days(25))
        #expect(try await hashes(of: box).starts(with: before))
        try await Self.expectSound(box.store)
        await #expect(throws: StoreError.self) { try await box.store.everything(of: .number(caller)) }
        #expect(try await box.number("SELECT count(*) FROM leaf WHERE length(who) = 16 OR n IS NOT NULL") == 2)
        // A person who returns continues the count.
        try await box.take(.text("again"), now: noon + .days(26))
        let back = try await box.store.everything(of: .number(caller))
        #expect(back.contacts == 2 && back.events.count { $0.kind == .smsReceived } == 1)
    }

    private func hashes(of box: TestBox) async throws -> [TreeHash] {
        try await box.store.read { try $0.leafHashes(0..<$0.leafCount()) }
    }

    @Test("events older than the log get their leaves at the start")
    func late() async throws {
        let box = try TestBox()
        for index in 0..<30 { try await box.take(.text("text \(index)", from: index % 2 == 0 ? caller : other)) }
        try await box.store.write(now: noon) { transaction in
            try transaction.db.run("DELETE FROM leaf")
            try transaction.db.run("UPDATE sender SET contacts = 0, last_contact = NULL /* reads all: a test */")
            try transaction.db.run("UPDATE box SET numbers_forgotten_to = 3")
        }
        let count = try await box.store.events().count
        try box.store.close()
        let again = try TestBox(box.folder)
        try await Self.expectSound(again.store, count: count)
        #expect(try await again.store.everything(of: .number(other)).lateLeaves == count)
        try await again.take(.text("next"))
        try await Self.expectSound(again.store, count: count + 1)
        let log = try await again.store.everything(of: .number(caller))
        #expect(log.contacts == 16)
        #expect(log.events.filter { $0.kind == .smsReceived }.count < 16)
    }

    @Test("a head covers the whole log, and each continues the one before")
    func heads() async throws {
        let box = try TestBox()
        #expect(try await !box.store.isHeadDue(at: noon + .days(9)))
        try await box.take(.text("a"))
        #expect(try await !box.store.isHeadDue(at: noon))
        #expect(try await box.store.isHeadDue(at: noon + .hours(12)))
        let first = try await box.store.signHead(at: noon, now: noon)
        #expect(first.head.isSigned(by: first.key))
        #expect(try await !box.store.isHeadDue(at: noon + .hours(11)))
        #expect(try await box.last(.headSigned)?.details["new_key"] == true)
        for index in 0..<3 { try await box.take(.text("b\(index)")) }
        // A clock that went back makes no older head.
        let second = try await box.store.signHead(at: noon - .days(3), now: noon - .days(3))
        #expect(second.at == first.at && second.head.size > first.head.size)
        #expect(try await box.last(.headSigned)?.details["new_key"] == nil)
        #expect(try await box.store.newestHead() == second)
        #expect(try await box.store.signHead(at: nil, now: noon).at == nil)
        #expect(try mode(of: box.folder.path + "/evidence.key") == 0o600)
    }

    @Test("a head key that is missing, unusable or replaced is reported, for 30 days under the new key")
    func lostKey() async throws {
        let box = try TestBox()
        let file = box.folder.path + "/evidence.key"
        try await box.take(.text("a"))
        #expect(try await !box.store.isHeadKeyLost(at: noon))
        try await box.store.signHead(at: noon, now: noon)
        #expect(try await !box.store.isHeadKeyLost(at: noon))
        #expect(chmod(file, 0o644) == 0)
        #expect(try await box.store.isHeadKeyLost(at: noon))
        #expect(unlink(file) == 0)
        #expect(try await box.store.isHeadKeyLost(at: noon + .days(900)))
        try box.store.close()
        let again = try TestBox(box.folder)
        try await again.store.signHead(at: noon + .days(1), now: noon + .days(1))
        #expect(try await again.store.isHeadKeyLost(at: noon + .days(30)))
        #expect(try await !again.store.isHeadKeyLost(at: noon + .days(31)))
    }

    @Test("a log that was changed is not signed")
    func changed() async throws {
        let box = try TestBox()
        for index in 0..<3 { try await box.take(.text("b\(index)")) }
        try await box.store.signHead(at: noon, now: noon)
        try await box.store.write(now: noon) {
            try $0.db.run("UPDATE leaf SET hash = zeroblob(32) WHERE position = 1")
        }
        await #expect {
            try await box.store.signHead(at: noon, now: noon)
        } throws: { error in
            if case .damaged = error as? StoreError { true } else { false }
        }
    }

    @Test("blocks of leaves have their roots, and a proof over them is valid")
    func blocks() async throws {
        let box = try TestBox()
        for batch in 0..<21 {
            let texts = (0..<100).map { IncomingMessage.text("\(batch) \($0)", from: "+1514555\(1000 + $0)") }
            _ = try await box.store.ingest(texts, in: .line { $0.raidSenders = 0 }, now: noon, start: .notNow)
        }
        let size = try await box.store.read { try $0.leafCount() }
        #expect(size > 2048)
        let shown = [0, 1023, 1024, size - 1]
        let nodes = try await box.store.proof(size: size, shown: shown, sizes: [1000])
        let hashes = try await hashes(of: box)
        let pairs = shown.map { (index: $0, hash: hashes[$0]) }
        let found = SharedProof.roots(size: size, shown: pairs, sizes: [1000], nodes: nodes)
        var tree = MerkleTree(hashes)
        #expect(try found?.root == tree.root())
        #expect(try found?.earlier == [tree.root(of: 1000)])
        let cost = try await box.number(
            """
            SELECT (SELECT sum(pgsize) FROM dbstat WHERE name IN ('leaf', 'leaf_block', 'event_sender')
                OR name LIKE 'sqlite_autoindex_leaf%') / \(size)
            """)
        #expect((cost ?? 999) <= 150)
    }
}

/// Everything about a person at once, in the order of the log.
private struct Everything: PersonLogReader {
    var events: [LoggedEvent] = []
    /// The contact before each event that is not a contact.
    var before: [Int64: Int64?] = [:]

    mutating func take(_ event: LoggedEvent, after contact: Int64?) {
        events.append(event)
        before[event.seq] = contact
    }

    mutating func take(contact: LoggedEvent) { events.append(contact) }
}

extension EventStore {
    fileprivate struct PersonEvents {
        var number: String
        var contacts: Int
        var lateLeaves: Int
        var events: [LoggedEvent]
        var before: [Int64: Int64?]
    }

    fileprivate func everything(of person: Person) async throws -> PersonEvents {
        let (log, found) = try await log(of: person, into: Everything())
        return PersonEvents(
            number: log.number, contacts: log.contacts, lateLeaves: log.lateLeaves,
            events: found.events.sorted { $0.seq < $1.seq }, before: found.before)
    }
}
