import Foundation
import GRDB
import Glibc
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

extension TestFolder {
    fileprivate func octets(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path + "/" + name)) }

    fileprivate func write(_ octets: Data, to name: String) throws {
        try octets.write(to: URL(filePath: path + "/" + name))
        #expect(chmod(path + "/" + name, 0o600) == 0)
    }

    fileprivate func remove(_ names: String...) throws {
        for name in names where FileManager.default.fileExists(atPath: path + "/" + name) {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }

    /// Restores a copy of the database, as the manual describes.
    fileprivate func putBack(_ copy: Data) throws {
        try remove("jedisnon.db", "jedisnon.db-wal", "jedisnon.db-shm")
        try write(copy, to: "jedisnon.db")
    }
}

extension TestBox {
    fileprivate func copied() async throws -> Data {
        let place = try store.placeForCopy()
        try await store.copy(into: place)
        defer { unlink(place) }
        return try Data(contentsOf: URL(filePath: place))
    }

    fileprivate func hold() async throws -> String? {
        try await store.read { try String.fetchOne($0, sql: "SELECT hold FROM box") }
    }
}

struct RestoreTests {
    @Test(
        "STOPs, blocks and erasures since the copy apply to a restored database, and every line is held"
    )
    func restore() async throws {
        let folder = try TestFolder()
        let copy = try await story(in: folder)
        try folder.putBack(copy)
        let box = try TestBox(folder)
        #expect(try await box.hold() != nil)
        #expect(try await box.take(.text("again"), now: noon + .days(2)) == [.stopRequested])
        #expect(try await box.take(.text("again", from: other), now: noon + .days(2)) == [.blocked])
        let events = try await box.store.events()
        #expect(
            events.filter { $0.senderID == id(of: third, in: events) }.allSatisfy { $0.sender == nil && $0.text == nil }
        )
        #expect(try await box.store.blocks().count == 1)
        // A person who was blocked when the copy was made, and is no longer.
        #expect(try await box.take(.text("free", from: "+15145550126"), now: noon + .days(2)) == [nil])

        let why = try #require(try await box.store.pauseHeld(["montreal", "quebec"], now: noon + .days(2)))
        #expect(why.contains("older database"))
        #expect(Set(try await box.store.pauses().keys) == ["montreal", "quebec"])
        #expect(try await box.take(.text("x", from: "+15145550127"), now: noon + .days(2)) == [.linePaused])
        #expect(try await box.store.pauseHeld(["montreal"], now: noon + .days(2)) == nil)
        try box.store.close()
        #expect(try await TestBox(folder).hold() == nil, "the next start is an ordinary one")
    }

    private func id(of number: String, in events: [EventRecord]) -> String? {
        // The third person who wrote in the scenario.
        events.filter { $0.kind == .smsReceived }.map(\.senderID).reduce(into: [String?]()) {
            if !$0.contains($1) { $0.append($1) }
        }.dropFirst(2).first ?? nil
    }

    /// Returns the copy made in the middle of the scenario.
    private func story(in folder: TestFolder) async throws -> Data {
        let box = try TestBox(folder)
        try await box.take(.text("one"), .text("two", from: other), .text("three", from: third))
        try await box.store.block(.number("+15145550126"), note: nil, now: noon)
        let copy = try await box.copied()
        try await box.take(.text("STOP"))
        try await box.store.block(.number(other), note: nil, now: noon)
        try await box.store.unblock(.number("+15145550126"), now: noon)
        _ = try await box.store.erase(.number(third), now: noon)
        try box.store.close()
        return copy
    }

    @Test("files copied by hand during an earlier run are noticed too; an ordinary start and a crash are not")
    func copiedByHand() async throws {
        let folder = try TestFolder()
        var box = try TestBox(folder)
        try await box.take(.text("STOP"))
        try await box.store.checkpoint()
        try box.store.close()
        let old = try folder.octets("jedisnon.db")
        for _ in 0..<3 {
            box = try TestBox(folder)
            #expect(try await box.hold() == nil)
            try box.store.close()
        }
        try folder.putBack(old)
        box = try TestBox(folder)
        #expect(try await box.hold() != nil)
    }

    @Test("a torn last line, a damaged line and a missing file lose nothing that the database knows")
    func torn() async throws {
        let folder = try TestFolder()
        var box = try TestBox(folder)
        let copy = try await box.copied()
        try await box.take(.text("STOP"))
        try await box.take(.text("STOP", from: other))
        try box.store.close()
        let whole = try folder.octets("stops.log")
        for cut in 1..<60 {
            try folder.write(whole.dropLast(cut), to: "stops.log")
            try folder.putBack(copy)
            box = try TestBox(folder)
            #expect(try await box.take(.text("x")) == [.stopRequested], "\(cut)")
            try box.store.close()
        }
        try folder.remove("stops.log")
        box = try TestBox(folder)
        #expect(try folder.octets("stops.log").range(of: Data(" stop ".utf8)) != nil)
        try box.store.close()
    }

    @Test("the file contains no number and no more than the database knows, however often the service starts")
    func bounded() async throws {
        let folder = try TestFolder()
        for _ in 0..<20 {
            let box = try TestBox(folder)
            try await box.take(.text("STOP"))
            try box.store.close()
        }
        let text = String(decoding: try folder.octets("stops.log"), as: UTF8.self)
        #expect(text.split(separator: "\n").count == 2 && !text.contains(caller.dropFirst()))
        var status = stat()
        #expect(stat(folder.path + "/stops.log", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
}

struct SenderKeyTests {
    @Test("the key is in a file of its own, and in no copy of the database")
    func outside() async throws {
        let box = try TestBox()
        try await box.take(.text("a"))
        let key = try box.folder.octets("sender.key")
        #expect(key.count == 32)
        #expect(try await box.copied().range(of: key) == nil)
        try await box.store.checkpoint()
        #expect(try box.folder.octets("jedisnon.db").range(of: key) == nil)
    }

    @Test("a database without its key is not used: nothing is written, and the sentence tells how to repair it")
    func missing() async throws {
        let folder = try TestFolder()
        let box = try TestBox(folder)
        try await box.take(.text("STOP"))
        try box.store.close()
        let key = try folder.octets("sender.key")
        for other in [nil, Data(repeating: 7, count: 32)] {
            try folder.remove("sender.key")
            if let other { try folder.write(other, to: "sender.key") }
            #expect {
                try EventStore.open(folder: folder.path, mode: .service)
            } throws: { error in
                if case .keyMissing(_, let isOther, _, _) = error as? StoreError {
                    isOther == (other != nil)
                } else {
                    false
                }
            }
            #expect(FileManager.default.fileExists(atPath: folder.path + "/sender.key") == (other != nil))
        }
        try folder.write(key, to: "sender.key")
        #expect(try await TestBox(folder).take(.text("x")) == [.stopRequested])
    }

    @Test("a lost key is replaced when a person confirms it; known numbers keep their STOP")
    func lost() async throws {
        let folder = try TestFolder()
        var box = try TestBox(folder)
        try await box.take(.text("STOP"))
        try box.store.close()
        try folder.remove("sender.key")
        // A file without a key, or for another key, such as one of an earlier loss, gives nothing up.
        let mark = try #require(Self.markOfMissingKey(folder))
        for stale in ["", "00000000\n"] {
            try folder.write(Data(stale.utf8), to: "sender.key.lost")
            #expect(Self.markOfMissingKey(folder) == mark)
        }
        try folder.write(Data("\(mark)\n".utf8), to: "sender.key.lost")
        box = try TestBox(folder)
        #expect(try await box.hold()?.contains("key") == true)
        #expect(try await box.take(.text("x")) == [.stopRequested])
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/sender.key.lost"))
        try box.store.close()
        box = try TestBox(folder)
        #expect(try await box.take(.text("y")) == [.stopRequested])
    }

    /// The key that is missing at a start; nil = it starts.
    private static func markOfMissingKey(_ folder: TestFolder) -> String? {
        do {
            _ = try TestBox(folder)
            return nil
        } catch {
            guard case .keyMissing(_, _, _, let mark) = error as? StoreError else { return nil }
            return mark
        }
    }

    @Test("the key of an older version moves out of the database, and leaves no octet there")
    func moved() async throws {
        let fixture = try #require(Bundle.module.url(forResource: "v1", withExtension: "db", subdirectory: "Fixtures"))
        let folder = try TestFolder()
        try FileManager.default.copyItem(at: fixture, to: URL(filePath: folder.path + "/jedisnon.db"))
        let box = try TestBox(folder)
        let key = try folder.octets("sender.key")
        #expect(try folder.octets("jedisnon.db").count > 0 && Data(contentsOf: fixture).range(of: key) != nil)
        #expect(try await box.store.isErasurePending())
        #expect(try await box.store.clearLog())
        for name in ["jedisnon.db", "jedisnon.db-wal"] { #expect(try folder.octets(name).range(of: key) == nil) }
        #expect(try await box.store.isErasurePending() == false)
    }
}
