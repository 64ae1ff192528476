import ControlAPI
import Foundation
import ModemSimulator
import Testing
import WordLiterals

/// `line verify` on the real program: a code goes in, "ok" goes out.
@Suite(.serialized)
struct VerifyTests {
    @Test(
        "the operator texts the code, the line answers ok, and status says since when it is verified",
        .timeLimit(.minutes(1)))
    func verify() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let process = Process()
        let output = Pipe()
        process.executableURL = ServiceProcess.program
        process.arguments = ["line", "verify", "montreal", "--config", bench.configuration]
        process.standardOutput = output
        try process.run()
        let first = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let code = try #require(first.split(separator: "\n").first?.split(separator: " ").last.map(String.init))
        #expect(code.count == 6)
        bench.modem.deliver(from: "+15145550123", text: code)
        let sent = try await bench.modem.waitForSubmissions(1)
        #expect(sent.first?.text == "ok")
        #expect(sent.first?.to == "+15145550123")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let rest = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(rest.contains("receives and answers"))
        #expect(try bench.status().answer?.lines.first?.verifiedAt != nil)
        #expect(service.terminate() == 0)
    }
}
