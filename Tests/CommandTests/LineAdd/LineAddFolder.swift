import ControlAPI
import Foundation
import LineConfiguration
import WordLiterals

@testable import jedisnon

/// A folder with a configuration in it, thrown away with the value.
final class LineAddFolder {
    let path: String
    var main: String { path + "/jedisnon.toml" }
    var trial: LineTrial { LineTrial(main: main) }

    init(_ more: String = "") throws {
        path = FileManager.default.temporaryDirectory.appending(path: "jedisnon-line-add-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let text = """
            [service]
            state_dir = "state"
            language = "en"
            \(more)
            [[line]]
            id = "montreal"
            number = "+15145550101"
            modem = { iccid = "89302720000000000001" }
            """
        try text.write(toFile: main, atomically: true, encoding: .utf8)
    }

    deinit {
        // A folder left in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        let folder = URL(filePath: path + "/" + name).deletingLastPathComponent().path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/lines.d/" + name, encoding: .utf8)
    }

    /// Everything in `lines.d`, hidden names included; nil when there is no such folder.
    func names() throws -> [String]? {
        guard FileManager.default.fileExists(atPath: path + "/lines.d") else { return nil }
        return try FileManager.default.contentsOfDirectory(atPath: path + "/lines.d").sorted()
    }

    func interview(_ request: LineRequest, sims: [SIMAnswer] = [], questions: Questions? = nil) throws -> LineFile {
        try LineInterview(
            request: request, sims: UnclaimedSIMs(sims: sims, reason: sims.isEmpty ? "none" : nil), trial: trial,
            configuration: request.draft.without(in: main, folder: trial.folder), questions: questions
        ).line()
    }

    static func sim(_ iccid: String, number: String? = nil) -> SIMAnswer {
        var modem = UnclaimedModem(usbPath: "1-1", device: "/dev/ttyUSB2", state: "ready", detail: "")
        modem.iccid = Masking.masked(iccid)
        modem.sim = String(iccid.suffix(4))
        modem.number = number
        return SIMAnswer(iccid: iccid, modem: modem)
    }
}

/// Somebody at a terminal, whose answers are known beforehand.
final class ScriptedPerson {
    private var answers: [String]
    private(set) var heard = ""

    init(_ answers: [String]) { self.answers = answers }

    var questions: Questions {
        Questions(
            read: { self.answers.isEmpty ? nil : self.answers.removeFirst() }, write: { self.heard += $0 })
    }

    var hasSaidAll: Bool { answers.isEmpty }
}
