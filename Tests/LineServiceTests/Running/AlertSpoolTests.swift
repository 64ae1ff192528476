import EventStore
import Foundation
import TestFolders
import Testing

@testable import LineService

struct AlertSpoolTests {
    private func folder() throws -> String {
        let path = NSTemporaryDirectory() + "spool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        return path
    }

    @Test("a file appears complete, readable by the group, and no other file is left")
    func whole() async throws {
        let path = try folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await AlertSpool(folder: path).write(StoredAlert(name: "1.json", body: "{}\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["1.json"])
        #expect(try String(contentsOfFile: path + "/1.json", encoding: .utf8) == "{}\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path + "/1.json")[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test("a missing folder is reported in a sentence with its name")
    func missing() async {
        let fault = await #expect(throws: AlertSpool.Fault.self) {
            try await AlertSpool(folder: "/nowhere/spool").write(StoredAlert(name: "1.json", body: "{}"))
        }
        #expect(fault?.sentence == "no notice can be written into /nowhere/spool: No such file or directory")
    }

    @Test("when nobody collects the files, the oldest are removed")
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
}
