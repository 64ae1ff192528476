import Foundation
import Glibc
import Testing
import Vocabulary

@testable import EventStore

struct SecretFileTests {
    private let folder: TestFolder
    private let file: SecretFile
    private let secret = Array(UInt8(0)..<32)

    init() throws {
        folder = try TestFolder()
        file = SecretFile(path: folder.path + "/evidence.key", length: 32)
    }

    @Test("a created secret can be read, by its owner only, and no other file is left")
    func madeAndRead() throws {
        #expect(try file.read() == nil)
        let before = umask(0)
        try file.create(secret)
        umask(before)
        #expect(try file.read() == secret)
        #expect(try mode(of: file.path) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["evidence.key"])
    }

    @Test("it never overwrites a file, nor a broken link")
    func neverReplaced() throws {
        try file.create(secret)
        #expect(throws: StoreError.self) { try file.create(Array(repeating: 1, count: 32)) }
        #expect(try file.read() == secret)
        unlink(file.path)
        symlink(folder.path + "/elsewhere", file.path)
        #expect(throws: StoreError.self) { try file.create(secret) }
        #expect(throws: StoreError.self) { try file.read() }
        #expect(access(folder.path + "/elsewhere", F_OK) != 0)
    }

    @Test("a file that others may read, or with another length, is refused and kept", arguments: [0o640, 0o604, 0o620])
    func openToOthers(bits: UInt32) throws {
        try file.create(secret)
        chmod(file.path, bits)
        #expect {
            try file.read()
        } throws: { $0 as? StoreError == .secretFile(path: file.path, .open(mode: Int(bits))) }
        chmod(file.path, 0o600)
        for length in [0, 31, 33] {
            try Data(repeating: 7, count: length).write(to: URL(filePath: file.path))
            chmod(file.path, 0o600)
            #expect {
                try file.read()
            } throws: { $0 as? StoreError == .secretFile(path: file.path, .length(isMore: length > 32, wanted: 32)) }
            #expect(FileManager.default.contents(atPath: file.path)?.count == length)
        }
    }

    @Test("a folder or a pipe in its place is refused without blocking")
    func otherKinds() throws {
        mkdir(file.path, 0o700)
        #expect(throws: StoreError.self) { try file.read() }
        rmdir(file.path)
        mkfifo(file.path, 0o600)
        #expect(throws: StoreError.self) { try file.read() }
    }

    @Test("a file of another user is refused", .enabled(if: geteuid() == 0))
    func otherUser() throws {
        try file.create(secret)
        chown(file.path, 12_345, 0)
        #expect {
            try file.read()
        } throws: { $0 as? StoreError == .secretFile(path: file.path, .otherUser(uid: 12_345)) }
        // The service's own file, read by root.
        chown(folder.path, 12_345, 0)
        #expect(try file.read() == secret)
        unlink(file.path)
        try file.create(secret)
        var status = stat()
        #expect(stat(file.path, &status) == 0 && status.st_uid == 12_345)
    }
}
