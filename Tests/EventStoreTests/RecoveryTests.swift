import Foundation
import GRDB
import Glibc
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct RecoveryTests {
    /// A scenario: somebody was answered, one said STOP, one is blocked, many wrote.
    private func story(in folder: TestFolder, texts: Int = 300) async throws {
        let box = try TestBox(folder)
        try await box.answer(.text("who is it"))
        try await box.take(.text("STOP", from: other))
        try await box.store.block(.number(third), note: nil, now: noon)
        let calm = LineContext.line { $0.raidSenders = 0 }
        for index in 0..<texts {
            try await box.take(
                .text("text \(index) of many, so long that it fills pages", from: "+1514555\(3000 + index)"), in: calm)
        }
        try await box.store.checkpoint()
        try box.store.close()
    }

    private func path(_ folder: TestFolder) -> String { folder.path + "/jedisnon.db" }

    private func damage(_ folder: TestFolder, page: Int, size: Int = 1024) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: path(folder)))
        try file.seek(toOffset: UInt64((page - 1) * size))
        try file.write(contentsOf: Data(repeating: 0xA5, count: size))
        try file.close()
    }

    private func examine(_ folder: TestFolder, within time: Duration = .seconds(20)) throws(StoreError)
        -> EventStore.Examined
    {
        try EventStore.examine(folder: folder.path, isServiceDown: true, within: time)
    }

    @Test(
        "an examination finds a corrupted page of any table, a truncated file and a foreign file; it changes nothing"
    )
    func looks() async throws {
        let folder = try TestFolder()
        try await story(in: folder)
        let sound = try Data(contentsOf: URL(filePath: path(folder)))
        #expect(try examine(folder) == EventStore.Examined(read: 1, all: 1))
        // Without time, nothing is reported about what was not read.
        #expect(try examine(folder, within: .zero).read == 0)
        for table in ["event", "sender", "leaf", "reply", "event_sender"] {
            for page in try Set(pages(of: table, in: folder).suffix(1) + pages(of: table, in: folder).prefix(1)) {
                try sound.write(to: URL(filePath: path(folder)))
                try damage(folder, page: page)
                let damaged = try Data(contentsOf: URL(filePath: path(folder)))
                #expect(throws: StoreError.self, "page \(page) of \(table)") { try examine(folder) }
                #expect(try Data(contentsOf: URL(filePath: path(folder))) == damaged)
            }
        }
        for octets in [sound.prefix(sound.count / 2), sound.prefix(sound.count - 1024), Data("no database".utf8)] {
            try Data(octets).write(to: URL(filePath: path(folder)))
            do throws(StoreError) {
                _ = try examine(folder)
                #expect(Bool(false), "\(octets.count) octets are no sound database")
            } catch {
                #expect(error.kind == .damaged, "\(error)")
            }
        }
    }

    /// The pages of a table or index, the root first.
    private func pages(of name: String, in folder: TestFolder) throws -> [Int] {
        let queue = try DatabaseQueue(path: path(folder))
        defer { do { try queue.close() } catch {} }
        return try queue.read {
            try Int.fetchAll($0, sql: "SELECT pageno FROM dbstat WHERE name = ? ORDER BY path", arguments: [name])
        }
    }

    private func recover(_ folder: TestFolder) throws -> Recovery {
        try #require(try EventStore.recover(folder: folder.path, now: noon + .days(1)))
    }

    @Test("an undamaged database is not changed")
    func sound() async throws {
        let folder = try TestFolder()
        try await story(in: folder, texts: 3)
        let before = try Data(contentsOf: URL(filePath: path(folder)))
        #expect(try EventStore.recover(folder: folder.path, now: noon) == nil)
        #expect(try Data(contentsOf: URL(filePath: path(folder))) == before)
    }

    @Test("a damaged page of events costs its events, not the STOPs, and holds no line; the old file is kept")
    func eventPage() async throws {
        let folder = try TestFolder()
        try await story(in: folder)
        let pages = try pages(of: "event", in: folder)
        try damage(folder, page: pages[pages.count / 2])
        #expect(throws: StoreError.self) { try TestBox(folder) }
        let damaged = try Data(contentsOf: URL(filePath: path(folder)))
        let recovery = try recover(folder)
        #expect(try Data(contentsOf: URL(filePath: recovery.kept)) == damaged)
        #expect(recovery.tables.filter { !$0.isWhole }.map(\.name) == ["event"])
        #expect(!recovery.holdsLines)

        let box = try TestBox(folder)
        let events = try await box.store.events().count
        #expect(events > 290 && events < 304 * 2)
        #expect(try await box.take(.text("again", from: other)) == [.stopRequested])
        #expect(try await box.take(.text("again", from: third)) == [.blocked])
        #expect(try await box.take(.text("again")) == [.repliedInWindow])
        try await box.store.signHead(at: noon + .days(1), now: noon + .days(1))
    }

    @Test("an unreadable page of people pauses every line, and STOPs are restored from outside")
    func peoplePage() async throws {
        let folder = try TestFolder()
        try await story(in: folder)
        for page in try pages(of: "sender", in: folder).dropFirst() { try damage(folder, page: page) }
        let recovery = try recover(folder)
        #expect(recovery.holdsLines)
        let box = try TestBox(folder)
        #expect(try await box.take(.text("again", from: other)) == [.stopRequested])
        #expect(try await box.take(.text("again", from: third)) == [.blocked])
        #expect(try await box.store.pauseHeld(["montreal"], now: noon + .days(1))?.contains("damaged") == true)
        let calm = LineContext.line {
            $0.raidSenders = 0
            $0.repliesPerDay = 0
        }
        #expect(try await box.take(.text("new", from: "+15145550777"), in: calm) == [.linePaused])
    }

    @Test("for a file that is not a database, the STOPs are restored, and every line is paused")
    func garbage() async throws {
        let folder = try TestFolder()
        try await story(in: folder, texts: 3)
        try Data(repeating: 0x5A, count: 40_000).write(to: URL(filePath: path(folder)))
        #expect(chmod(path(folder), 0o600) == 0)
        #expect(try recover(folder).holdsLines)
        let box = try TestBox(folder)
        #expect(try await box.take(.text("again", from: other)) == [.stopRequested])
        #expect(try await box.store.pauseHeld(["montreal"], now: noon + .days(1)) != nil)
    }

    @Test("a database with any damaged page is recovered, and the next start finds no fault")
    func everyPage() async throws {
        let whole = try TestFolder()
        try await story(in: whole, texts: 10)
        let octets = try Data(contentsOf: URL(filePath: path(whole)))
        for page in stride(from: 1, through: octets.count / 1024, by: 7) {
            let folder = try TestFolder()
            for name in ["sender.key", "stops.log"] {
                try FileManager.default.copyItem(atPath: whole.path + "/" + name, toPath: folder.path + "/" + name)
            }
            try octets.write(to: URL(filePath: path(folder)))
            try damage(folder, page: page)
            guard try EventStore.recover(folder: folder.path, now: noon) != nil else { continue }
            let box = try TestBox(folder)
            #expect(try await box.take(.text("again", from: other)) == [.stopRequested], "page \(page)")
            #expect(try await box.take(.text("again", from: third)) == [.blocked], "page \(page)")
            let isHeld = try await box.store.pauseHeld(["montreal"], now: noon) != nil
            let again = try await box.take(.text("again"))
            #expect(again == [.repliedInWindow] || (isHeld && again == [.linePaused]), "page \(page)")
            #expect(
                try await box.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0)
            #expect(try await box.number("SELECT count(*) FROM pragma_foreign_key_check") == 0, "page \(page)")
            try box.store.close()
        }
    }
}
