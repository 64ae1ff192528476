import LinePolicy
import Synchronization
import Testing
import Vocabulary

@testable import EventStore

struct LongMessageTests {
    @Test("parts in any order become one message")
    func partsAny() async throws {
        let box = try TestBox()
        #expect(try await box.take(.part(3, of: 3, "c"), .part(1, of: 3, "a")).isEmpty)
        #expect(try await box.kinds().isEmpty)
        #expect(try await box.take(.part(2, of: 3, "b")) == [nil])
        #expect(try await box.kinds() == [.smsReceived, .replyPlanned])
        #expect(try await box.store.events().first?.text == "abc")
        #expect(try await box.counters().received == 1)
        #expect(try await box.open().isEmpty)
    }

    @Test("parts are joined before they are decoded, and their content is stored as received")
    func partsJoined() async throws {
        let box = try TestBox()
        let content = PartContent(alphabet: .known(.gsm7), elements: [0x1B, 0x00, 0x7F], locking: 1, single: 13)
        let heard = Mutex<[PartPiece]>([])
        var line = LineContext.line()
        line.joinedText = { parts in
            heard.withLock { $0 = parts }
            return "whole"
        }
        try await box.take(.part(2, of: 2, "b", piece: content), .part(1, of: 2, "a<"), in: line)
        #expect(
            heard.withLock { $0 } == [
                PartPiece(number: 1, content: .letters("a<"), text: "a<", isRecorded: false),
                PartPiece(number: 2, content: content, text: "b", isRecorded: false),
            ])
        #expect(try await box.store.events().first?.text == "whole")
    }

    @Test("a late part gets the half of a character that was recorded without it")
    func latePart() async throws {
        let box = try TestBox()
        try await box.take(.part(1, of: 3, "a<"), .part(3, of: 3, ">c"))
        let open = try await box.open()
        _ = try await box.store.completeOverdueMessages(open, in: .line(), now: noon, start: .notNow)
        #expect(try await box.store.events().first?.text == "ac")
        #expect(try await box.open().isEmpty)
        #expect(try await box.number("SELECT count(*) FROM part WHERE content IS NOT NULL") == 2)
        try await box.take(.part(2, of: 3, ">b<"))
        #expect(try await box.last(.smsReceived)?.text == "XbX")
        // The message is complete: nothing of it is kept beside the log.
        #expect(try await box.number("SELECT count(*) FROM part WHERE content IS NOT NULL") == 0)
    }

    @Test("the remainder of a recorded message is deleted after a day, and does not keep it open")
    func keptRecorded() async throws {
        let box = try TestBox()
        try await box.take(.part(1, of: 2, "a"))
        let open = try await box.open()
        _ = try await box.store.completeOverdueMessages(open, in: .line(), now: noon, start: .notNow)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(90), now: noon + .hours(25))
        #expect(try await box.number("SELECT count(*) FROM part") == 0)
    }

    @Test("an overdue message is recorded with the parts that came, and completed later")
    func overdueMessage() async throws {
        let box = try TestBox()
        try await box.take(.part(1, of: 4, "a"), .part(3, of: 4, "c"))
        let open = try await box.open()
        #expect(open.count == 1)
        let result = try await box.store.completeOverdueMessages(open, in: .line(), now: noon, start: .allowed)
        let first = try #require(try await box.store.events().first)
        #expect(first.text == "ac")
        #expect(first.details["parts_missing"] == .array([2, 4]))
        #expect(result.started?.to == caller)

        // Nothing new, so nothing is written.
        let nothing = try await box.store.completeOverdueMessages(open, in: .line(), now: noon, start: .notNow)
        #expect(nothing.outcomes.isEmpty)

        let late = try await box.store.ingest(
            [.part(4, of: 4, "d")], in: .line(), now: noon + .hours(23), start: .notNow)
        #expect(late.outcomes == [.part(message: open[0])])
        let reasons = try await box.take(.part(2, of: 4, "b"), now: noon + .hours(23))
        #expect(reasons == [.repliedInWindow])
        let second = try #require(try await box.last(.smsReceived))
        #expect(second.text == "bd")
        #expect(second.details["completes"] == .integer(first.seq))
        #expect(try await box.counters().received == 1)
        #expect(try await box.counters().refused == 0)
        #expect(try await box.kinds().filter { $0 == .replyPlanned }.count == 1)
    }

    @Test("late parts of a refused message keep its reason")
    func lateParts() async throws {
        let box = try TestBox()
        try await box.store.block(.number(caller), note: nil, now: noon)
        try await box.take(.part(1, of: 2, "a"))
        let open = try await box.open()
        _ = try await box.store.completeOverdueMessages(open, in: .line(), now: noon, start: .notNow)
        #expect(try await box.take(.part(2, of: 2, "b")) == [.blocked])
        #expect(try await box.counters().refused == 1)
    }

    @Test("a used part number with equal octets is a duplicate, with other octets a new message")
    func usedNumber() async throws {
        let box = try TestBox()
        try await box.take(.part(1, of: 2, "a"))
        let same = try await box.store.ingest([.part(1, of: 2, "a")], in: .line(), now: noon, start: .notNow)
        #expect(same.outcomes == [.duplicate])
        try await box.take(.part(2, of: 2, "b"))
        let after = try await box.store.ingest([.part(2, of: 2, "b")], in: .line(), now: noon, start: .notNow)
        #expect(after.outcomes == [.duplicate])
        #expect(try await box.take(.part(1, of: 2, "x"), .part(2, of: 2, "y")).count == 1)
        #expect(try await box.store.events().filter { $0.kind == .smsReceived }.map(\.text) == ["ab", "xy"])
    }

    @Test("line, sender, reference, width and total keep messages apart")
    func lineSender() async throws {
        let box = try TestBox()
        try await box.take(.part(1, of: 2, "a"))
        let strangers = [
            IncomingMessage.part(2, of: 2, "b", from: other), .part(2, of: 2, "b", reference: 8),
            .part(2, of: 2, "b", bits: 16), .part(2, of: 3, "b"),
        ]
        for stranger in strangers { #expect(try await box.take(stranger).isEmpty) }
        #expect(try await box.take(.part(2, of: 2, "b"), in: .line("quebec")).isEmpty)
        #expect(try await box.open().count == 6)
    }

    @Test("after a day a part begins a new message")
    func afterDay() async throws {
        let box = try TestBox()
        try await box.take(.part(1, of: 2, "a"))
        #expect(try await box.take(.part(2, of: 2, "b"), now: noon + .hours(25)).isEmpty)
    }

    @Test("an invalid part number is a message of its own", arguments: [(0, 0), (1, 1), (3, 0), (3, 4), (2, -1)])
    func placeMakes(total: Int, number: Int) async throws {
        let box = try TestBox()
        #expect(try await box.take(.part(number, of: total, "a")) == [nil])
    }

    @Test("255 malicious parts are stored exactly")
    func when255Hostile() async throws {
        let box = try TestBox()
        let piece = String(repeating: "\u{1B}[2J\u{202E}\u{0}é", count: 19)
        for number in 1...255 { try await box.take(.part(number, of: 255, piece, bits: 16)) }
        let text = try await box.store.events().first?.text
        #expect(text == String(repeating: piece, count: 255))
        #expect(text?.utf8.contains(0) == true)
    }

    @Test("a message waits for its parts over a restart")
    func messageCan() async throws {
        let folder = try TestFolder()
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            _ = try await store.ingest([.part(1, of: 2, "a")], in: .line(), now: noon, start: .notNow)
            try store.close()
        }
        let store = try EventStore.open(folder: folder.path, mode: .service)
        #expect(try await store.openWork().longMessages.count == 1)
        _ = try await store.ingest([.part(2, of: 2, "b")], in: .line(), now: noon, start: .notNow)
        #expect(try await store.events().first?.text == "ab")
    }
}
