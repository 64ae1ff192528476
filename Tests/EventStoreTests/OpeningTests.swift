import Foundation
import Glibc
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct OpeningTests {
    @Test("the service's writer keeps every commit over a power cut")
    func liveWriter() async throws {
        let box = try TestBox()
        let pragmas = try await box.store.write(now: noon) { transaction in
            try ["synchronous", "secure_delete", "foreign_keys"].map { try transaction.db.number("PRAGMA \($0)") }
        }
        #expect(pragmas == [2, 1, 1])
        #expect(FileManager.default.fileExists(atPath: box.folder.path + "/jedisnon.db-wal"))
    }

    @Test("the database is accessible to its owner only")
    func databaseOwner() async throws {
        let parent = try TestFolder()
        let folder = parent.path + "/state"
        let store = try EventStore.open(folder: folder, mode: .service)
        #expect(try await store.latestSeq() == 0)
        #expect(try mode(of: folder) == 0o700)
        for name in ["jedisnon.db", "jedisnon.db-wal", "jedisnon.db-shm", "jedisnon.lock"] {
            #expect(try mode(of: folder + "/" + name) == 0o600, "\(name)")
        }
    }

    @Test("files that an older version left open to the group are restricted")
    func olderVersion() throws {
        let folder = try TestFolder()
        try EventStore.open(folder: folder.path, mode: .service).close()
        for name in ["", "/jedisnon.db", "/jedisnon.lock"] {
            chmod(folder.path + name, name.isEmpty ? 0o755 : 0o664)
        }
        _ = FileManager.default.createFile(atPath: folder.path + "/jedisnon.db.copy-1-2", contents: Data([1]))
        let store = try EventStore.open(folder: folder.path, mode: .service)
        defer { withExtendedLifetime(store) {} }
        #expect(try mode(of: folder.path) == 0o700)
        for name in ["jedisnon.db", "jedisnon.db-wal", "jedisnon.db-shm", "jedisnon.lock"] {
            #expect(try mode(of: folder.path + "/" + name) == 0o600, "\(name)")
        }
        // A copy that a killed service had begun.
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/jedisnon.db.copy-1-2"))
    }

    @Test("only faults that may pass by themselves are waited for")
    func onlyPasses() {
        #expect(StoreError.diskFull(answer: "x").passes && StoreError.busy(answer: "x").passes)
        let others: [StoreError] = [
            .newerVersion, .damaged(answer: "x"), .unusable(answer: "x"), .noDatabase(path: "/x"),
            .heldByAnother(pid: 1, folder: "/x"), .unknownPerson, .failed(answer: "x"),
        ]
        for error in others { #expect(!error.passes, "\(error)") }
    }

    @Test("a second service on the folder gets the process that holds it")
    func secondService() throws {
        let box = try TestBox()
        #expect {
            try EventStore.open(folder: box.folder.path, mode: .service)
        } throws: { error in
            error as? StoreError == .heldByAnother(pid: Int(getpid()), folder: box.folder.path)
        }
        withExtendedLifetime(box.store) {}
    }

    @Test("the lock is released with the store")
    func lockEnds() throws {
        let folder = try TestFolder()
        for _ in 0..<2 { try EventStore.open(folder: folder.path, mode: .service).close() }
    }

    @Test("a reader sees the commits of the running service")
    func readerSees() async throws {
        let box = try TestBox()
        try await box.take(.text("hello"))
        let reader = try EventStore.open(folder: box.folder.path, mode: .readOnly)
        #expect(try await reader.events().first?.text == "hello")
        await #expect(throws: StoreError.self) { try await reader.serviceStarted(version: "1", now: noon) }
    }

    @Test("a command can leave a note in a database that exists")
    func commandCan() async throws {
        let box = try TestBox()
        let command = try EventStore.open(folder: box.folder.path, mode: .commandLine)
        try await command.append(.backup(path: "/mnt/copy.db"), now: noon)
        #expect(try await box.store.events().last?.payload == .operatorAction(.backup(path: "/mnt/copy.db"), by: nil))
    }

    @Test("a command creates no database", arguments: [EventStore.Mode.readOnly, .commandLine])
    func commandMakes(mode: EventStore.Mode) throws {
        let folder = try TestFolder()
        #expect { try EventStore.open(folder: folder.path, mode: mode) } throws: { error in
            (error as? StoreError)?.kind == .noDatabase
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test(
        "an unusable folder has its own error", arguments: [EventStore.Mode.service, .readOnly, .commandLine])
    func folderCannot(mode: EventStore.Mode) throws {
        let folder = try TestFolder()
        try Data().write(to: URL(filePath: folder.path + "/file"))
        let unusable = [folder.path + "/missing/folder", "/proc/nothing-here", folder.path + "/file"]
        for path in unusable + (mode == .service ? ["/sys/kernel"] : []) {
            #expect { try EventStore.open(folder: path, mode: mode) } throws: { error in
                guard let error = error as? StoreError, case .string(let named) = error.values["path"] else {
                    return false
                }
                return error.kind == .unusable && named.hasPrefix(path)
            }
        }
    }

    @Test("a database of a newer version is not changed")
    func databaseNewer() async throws {
        let folder = try TestFolder()
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            try await store.write(now: noon) { try $0.db.run("INSERT INTO grdb_migrations VALUES ('v999')") }
            try store.close()
        }
        for mode in [EventStore.Mode.service, .readOnly, .commandLine] {
            #expect { try EventStore.open(folder: folder.path, mode: mode) } throws: { error in
                (error as? StoreError)?.kind == .newerVersion
            }
        }
    }

    @Test("a file that is not a database counts as damaged")
    func fileDatabase() throws {
        let folder = try TestFolder()
        try Data(repeating: 0x41, count: 8192).write(to: URL(filePath: folder.path + "/jedisnon.db"))
        for mode in [EventStore.Mode.service, .readOnly, .commandLine] {
            #expect { try EventStore.open(folder: folder.path, mode: mode) } throws: { error in
                (error as? StoreError)?.kind == .damaged
            }
        }
    }

    @Test("a corrupted page is found when the service starts")
    func pageRubbish() async throws {
        let folder = try TestFolder()
        let path = folder.path + "/jedisnon.db"
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            for index in 0..<200 {
                try await store.append(.replyPlanned(parts: index), line: "line", now: noon)
            }
            try await store.checkpoint()
            try store.close()
        }
        var octets = try Data(contentsOf: URL(filePath: path))
        let page = octets.count - 2 * 4096
        octets.replaceSubrange(page..<page + 4096, with: Data(repeating: 0x5A, count: 4096))
        try octets.write(to: URL(filePath: path))
        #expect { try EventStore.open(folder: folder.path, mode: .service) } throws: { error in
            (error as? StoreError)?.kind == .damaged
        }
    }

    @Test("the database of another program is not used")
    func databaseAnother() async throws {
        let folder = try TestFolder()
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            try await store.write(now: noon) { transaction in
                try transaction.db.run("PRAGMA application_id = 1")
                try transaction.db.run("DELETE FROM grdb_migrations")
            }
            try store.close()
        }
        #expect { try EventStore.open(folder: folder.path, mode: .service) } throws: { error in
            (error as? StoreError)?.kind == .unusable
        }
    }

    @Test("a closed store throws `closed`")
    func closedStore() async throws {
        let box = try TestBox()
        try box.store.close()
        await #expect(throws: StoreError.self) { try await box.store.latestSeq() }
        await #expect(throws: StoreError.self) { try await box.store.checkpoint() }
        await #expect(throws: StoreError.self) { try await box.store.recover(now: noon) }
    }

    @Test("a cancelled task still writes its transaction")
    func cancelledTask() async throws {
        let box = try TestBox()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await box.store.append(.raidStarted(isByHand: false), line: "montreal", now: noon)
        }
        task.cancel()
        #expect(try await task.value > 0)
        #expect(try await box.kinds() == [.raidStarted])
    }
}
