import ControlAPI
import Foundation
import ModemSimulator
import SoundJudge
import Testing
import Vocabulary
import Voice
import WordLiterals

extension Bench {
    /// A line that speaks, on a modem with a voice port.
    static func speaking(
        _ profile: SimulatedProfile = .sim7600, calls: String = "speak", message: String? = "Un essai de la voix.",
        policy: String = "", more: String = "", line: String = ""
    ) throws -> Bench {
        let text = message.map { "message = { fr = \"\($0)\" }" } ?? ""
        return try Bench(
            profile: profile, policy: "min_send_interval = \"0s\"\n\(policy)",
            line: "calls = \"\(calls)\"\n\(text)\n\(line)", more: more, modemKeys: ", audio = \"voice\"")
    }

    /// What `jedisnon prompt render` says callers of a line hear.
    func prompt(line: String = "montreal", rate: Int = 8_000) throws -> [Int16] {
        let file = folder + "/prompt.wav"
        let (_, errors, code) = try ServiceProcess.command([
            "prompt", "render", line, "--config", configuration, "--out", file, "--rate", "\(rate)",
        ])
        guard code == 0 else { throw BenchError(what: errors) }
        // 44 octets of header, then the samples.
        return Bench.samples(try Data(contentsOf: URL(filePath: file)).dropFirst(44))
    }

    /// Raw little-endian samples.
    static func samples(_ octets: Data) -> [Int16] {
        let octets = [UInt8](octets)
        return stride(from: 0, to: octets.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(octets[$0]) | UInt16(octets[$0 + 1]) << 8)
        }
    }

    /// Waits until every line is in a state.
    func waitForAll(_ state: String, within time: Duration = .seconds(30)) async throws {
        let deadline = ContinuousClock.now + time
        while ContinuousClock.now < deadline {
            if let lines = try status().answer?.lines, lines.allSatisfy({ $0.state.text == state }) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchError(what: "not every line became \(state)")
    }

    /// Waits until the call is over and returns its events.
    func callEnded(_ count: Int = 1, within time: Duration = .seconds(60)) async throws -> [EventRow] {
        try await wait(within: time) { rows in rows.count { $0.kind == "call_ended" } >= count }
    }
}

extension SimulatedProfile: CustomTestStringConvertible {
    /// The name of the profile.
    public var testDescription: String { name }
}

extension EventRow {
    /// A detail as plain text: `true`, `3`, `caller`; nil when there is none.
    func detail(_ name: String) -> String? {
        switch details[name] {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .bool(let value): "\(value)"
        default: nil
        }
    }
}
