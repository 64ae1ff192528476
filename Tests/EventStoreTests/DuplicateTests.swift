import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct DuplicateTests {
    private let slot = Slot(store: "iccid", memory: "SM", index: 1)

    @Test("equal octets in a slot without a confirmed deletion are one message, however late")
    func slotDeletion() async throws {
        let box = try TestBox()
        #expect(try await box.take(.text("a", slot: 1, pdu: "A")).count == 1)
        #expect(try await box.take(.text("a", slot: 1, pdu: "A"), now: noon + .days(30)).isEmpty)
        #expect(try await box.counters().received == 1)
    }

    @Test("two slots in one listing are two messages, also when they are read again")
    func twoSlots() async throws {
        let box = try TestBox()
        let listing = [IncomingMessage.text("a", slot: 1, pdu: "A"), .text("a", slot: 2, pdu: "A")]
        for minute in 0..<3 {
            _ = try await box.store.ingest(listing, in: .line(), now: noon + .minutes(Int64(minute)), start: .notNow)
        }
        #expect(try await box.counters().received == 2)
    }

    @Test("equal octets within ten minutes of a confirmed deletion are one message", arguments: [(9, 0), (11, 1)])
    func equalOctets(
        minutes: Int64, more: Int
    ) async throws {
        for index in [1, 2] {
            let box = try TestBox()
            try await box.take(.text("a", slot: 1, pdu: "A"))
            try await box.store.confirmDeletions([slot], now: noon)
            let again = try await box.take(.text("a", slot: index, pdu: "A"), now: noon + .minutes(minutes))
            #expect(again.count == more)
        }
    }

    @Test("equal octets within ten minutes of a direct delivery are one message", arguments: [(9, 0), (11, 1)])
    func equalOctetsWithin(
        minutes: Int64, more: Int
    ) async throws {
        for index in [nil, 3] {
            let box = try TestBox()
            try await box.take(.text("a", pdu: "A"))
            let again = try await box.take(.text("a", slot: index, pdu: "A"), now: noon + .minutes(minutes))
            #expect(again.count == more)
        }
    }

    @Test(
        "a message without a readable index is the same as one found in a slot later",
        arguments: [[-7, 3], [3, -7], [-7, -7]])
    func messagePlace(places: [Int]) async throws {
        let box = try TestBox()
        try await box.take(.text("a", slot: places[0], pdu: "A"))
        #expect(try await box.take(.text("a", slot: places[1], pdu: "A"), now: noon + .minutes(1)).isEmpty)
        #expect(try await box.take(.text("b", slot: 4, pdu: "B"), now: noon + .minutes(1)).count == 1)
        #expect(try await box.counters().received == 2)
    }

    @Test("a message in a slot is not new when it is also delivered directly")
    func liesSlot() async throws {
        let box = try TestBox()
        try await box.take(.text("a", slot: 1, pdu: "A"))
        #expect(try await box.take(.text("a", pdu: "A")).isEmpty)
    }

    @Test("other octets in the slot are a new message")
    func otherOctets() async throws {
        let box = try TestBox()
        try await box.take(.text("a", slot: 1, pdu: "A"))
        #expect(try await box.take(.text("b", slot: 1, pdu: "B")).count == 1)
    }

    @Test("a duplicate found in its slot again stays known until it is deleted")
    func duplicateLies() async throws {
        let box = try TestBox()
        try await box.take(.text("a", slot: 1, pdu: "A"))
        try await box.store.confirmDeletions([slot], now: noon)
        #expect(try await box.take(.text("a", slot: 1, pdu: "A"), now: noon + .minutes(5)).isEmpty)
        #expect(try await box.take(.text("a", slot: 1, pdu: "A"), now: noon + .hours(5)).isEmpty)
    }

    @Test("a deletion is confirmed before the messages recorded with it")
    func deletionConfirmed() async throws {
        let box = try TestBox()
        try await box.take(.text("a", slot: 1, pdu: "A"))
        let result = try await box.store.ingest(
            [.text("b", slot: 1, pdu: "B")], in: .line(), now: noon, start: .notNow, confirmed: [slot])
        #expect(result.outcomes != [.duplicate])
        #expect(try await box.number("SELECT count(*) FROM slot WHERE deleted_at IS NULL") == 1)
    }

    @Test("equal octets on two lines, in two memories, are two messages")
    func sameOctets() async throws {
        let box = try TestBox()
        try await box.take(.text("a", pdu: "A"))
        #expect(try await box.take(.text("a", pdu: "A"), in: .line("quebec")).count == 1)
    }
}
