import EventStore
import Foundation
import LinePolicy
import TestFolders
import Testing
import Vocabulary

@testable import LineService

struct AlertSpoolTests {
    private func folder() throws -> String {
        let path = NSTemporaryDirectory() + "spool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        return path
    }

    @Test("a file appears whole, for the group to read, and nothing else is left")
    func whole() async throws {
        let path = try folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await AlertSpool(folder: path).write(StoredAlert(name: "1.json", body: "{}\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["1.json"])
        #expect(try String(contentsOfFile: path + "/1.json", encoding: .utf8) == "{}\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path + "/1.json")[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test("a folder that is not there is a sentence that names it")
    func missing() async {
        let fault = await #expect(throws: AlertSpool.Fault.self) {
            try await AlertSpool(folder: "/nowhere/spool").write(StoredAlert(name: "1.json", body: "{}"))
        }
        #expect(fault?.sentence == "no notice can be written into /nowhere/spool: No such file or directory")
    }

    @Test("where nobody takes them, the oldest go")
    func bounded() async throws {
        let path = try folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        for number in 1...1_003 {
            try Data().write(to: URL(filePath: path + "/\(String(format: "%05d", number)).json"))
        }
        try await AlertSpool(folder: path).write(StoredAlert(name: "99999.json", body: "{}"))
        let left = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(left.count == AlertSpool.limit && left.first == "00005.json" && left.last == "99999.json")
    }

    @Test("what is trouble: a line that receives nothing, a SIM, a disk; a pause and a line that needs a look are none")
    func trouble() {
        let lines: [(line: String, state: LineState, code: NoticeCode?)] = [
            ("a", .ready, nil), ("b", .absent, nil), ("c", .pinRequired, nil), ("d", .paused, nil),
            ("e", .degraded, nil), ("f", .degraded, .notRecorded), ("g", .starting, nil),
        ]
        #expect(
            Trouble.found(lines, isDiskFull: false) == [
                Trouble(.lineDown, line: "b"), Trouble(.sim, line: "c"), Trouble(.disk), Trouble(.lineDown, line: "g"),
            ])
        #expect(Trouble.found([], isDiskFull: true) == [Trouble(.disk)])
    }
}
