import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// `Fixtures/v1.db` was written by the first version of the schema and is never regenerated.
struct FrozenDatabaseTests {
    @Test("a database of the first version is read and continued")
    func databaseFirst() async throws {
        let box = try frozen()
        let store = box.store
        let events = try await store.events()
        #expect(
            events.map(\.kind) == [
                .smsReceived, .replyPlanned, .replySent, .smsReceived, .replyPlanned, .smsReceived, .senderStopped,
                .operatorAction, .operatorAction, .operatorAction, .lineState,
            ])
        #expect(events.map(\.text).prefix(4) == ["Who are you?", "No.", nil, "zero\u{0}octet"])
        #expect(events[2].cost == Money(micros: 20_000) && events[2].sender == caller)
        #expect(events[5].reason == .stopRequested)
        #expect(try await box.counters().received == 3)
        #expect(try await store.blocks().map(\.note) == ["insults"])
        #expect(try await store.pauses()["quebec"]?.releasesPort == true)
        #expect(try await store.pinRecord(line: "montreal").iccid == "89302720000000000001")
        #expect(try await store.linePictures().map(\.state) == [.ready])
        #expect(try await store.lastRun()?.version == "1.0")
        #expect(try await store.chargeMonthly(Money(micros: 1), in: .line(), now: noon) == false)

        // It has its own key of the hashes: senders are recognised, an incomplete message is completed.
        #expect(try await box.take(.text("again")) == [.repliedInWindow])
        #expect(try await box.take(.text("hello", from: "+15145550199")) == [.blocked])
        #expect(try await box.take(.part(2, of: 2, "second half")) == [.repliedInWindow])
        #expect(try await box.last(.smsReceived)?.text == "first half, second half")
        guard case .send(let reply) = try await store.begin(in: .line(), now: noon) else {
            return #expect(Bool(false))
        }
        #expect(reply.to == other)
        try await box.expectConsistentMoney()
    }

    @Test("it has the schema of a new database")
    func schemaNew() async throws {
        let fresh = try TestBox()
        let old = try frozen()
        let differences = try await fresh.store.onWriter { [path = old.folder.path] db in
            try db.run("ATTACH '\(path)/jedisnon.db' AS old")
            return try db.number(
                """
                SELECT count(*) FROM (
                    SELECT * FROM (SELECT sql FROM main.sqlite_master EXCEPT SELECT sql FROM old.sqlite_master)
                    UNION ALL
                    SELECT * FROM (SELECT sql FROM old.sqlite_master EXCEPT SELECT sql FROM main.sqlite_master))
                """)
        }
        #expect(differences == 0)
        withExtendedLifetime(old) {}
    }

    private func frozen() throws -> TestBox {
        let fixture = try #require(Bundle.module.url(forResource: "v1", withExtension: "db", subdirectory: "Fixtures"))
        let folder = try TestFolder()
        try FileManager.default.copyItem(at: fixture, to: URL(filePath: folder.path + "/jedisnon.db"))
        return try TestBox(folder)
    }
}
