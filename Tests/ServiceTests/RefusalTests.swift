import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Every command that the service writes before a line is ready, refused for ever on one line, never answered on another:
/// every line becomes ready and answers a text, or is degraded and says why.
@Suite(.serialized)
struct RefusalServiceTests {
    @Test("no single command keeps a line down", .timeLimit(.minutes(3)))
    func everyCommand() async throws {
        let lines = try Self.lines(of: try await Self.commands())
        #expect(lines.count > 50)
        let box = try ManyLines(lines)
        let service = try box.start()
        let states = try await box.wait(within: .seconds(60)) {
            $0.allSatisfy { ["ready", "degraded"].contains($0.state) }
        }
        for (line, state) in zip(lines, states) {
            // Without announcements, or without one of two memories, a line works and says what it lacks.
            let mayLack = ["+CNMI=2,1,0,0,0", "+CNMI", "+CPMS=", "+CPMS"].contains { line.command.hasPrefix($0) }
            let expected: LineState = mayLack && state.state == "degraded" ? .degraded : .ready
            #expect(state.state == expected, "\(line.fault): \(state.state): \(state.detail)")
        }
        for (number, modem) in box.modems.enumerated() {
            modem.deliver(from: ManyLines.sender(number), text: "Salut")
        }
        for (number, modem) in box.modems.enumerated() {
            let sent = try await modem.waitForSubmissions(1, within: .seconds(40))
            #expect(sent.map(\.to) == [ManyLines.sender(number)], "\(lines[number].fault)")
            #expect(!modem.commands.contains { $0.hasPrefix("AT+CFUN=") }, "\(lines[number].fault): nothing was reset")
        }
        #expect(service.terminate() == 0)
    }

    /// What the service writes to a modem that nothing is wrong with.
    private static func commands() async throws -> [String] {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let written = bench.modem.commands
        #expect(service.terminate() == 0)
        var commands: [String] = []
        for command in written.map({ $0.dropFirst(2) }) where command.first.map({ !$0.isLetter }) ?? false {
            // A listing is what a line lives by.
            guard !command.hasPrefix("+CMGL") else { continue }
            let name = String(command.prefix { $0 != "=" && $0 != "?" })
            for one in [String(command), name] where !commands.contains(one) { commands.append(one) }
        }
        return commands
    }

    private static func lines(of commands: [String]) throws -> [ManyLines.Line] {
        let forms: [SimulatedFault.SendError] = [.error, .cme(3), .cme(4), .cms(302), .cms(500), .unsupported]
        return commands.enumerated().flatMap { number, command in
            [
                ManyLines.Line(command: command, fault: .commandFails(command, forms[number % forms.count])),
                ManyLines.Line(command: command, fault: .noAnswer(to: command)),
            ]
        }
    }
}

/// One service with many lines, each on a modem with a fault of its own.
private final class ManyLines {
    struct Line {
        var command: String
        var fault: SimulatedFault
    }

    let modems: [SimulatedModem]
    private let folder: String
    private let configuration: String

    /// A sender of its own for each line, of the numbers that are nobody's.
    static func sender(_ number: Int) -> String { (number < 100 ? "+1514555" : "+1438555") + "01" + pair(number % 100) }

    /// The line's own number.
    static func own(_ number: Int) -> String { (number < 100 ? "+1418555" : "+1819555") + "01" + pair(number % 100) }

    private static func pair(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }

    init(_ lines: [Line]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "jedisnon-test-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var text = """
            [service]
            state_dir = "state"
            socket    = "control.sock"
            time_zone = "America/Toronto"

            [policy]
            min_send_interval = "0s"

            """
        var modems: [SimulatedModem] = []
        for (number, line) in lines.enumerated() {
            var settings = SimulatedSettings()
            settings.iccid = "8930272000000000\(1000 + number)"
            settings.imei = "86675804000\(1000 + number)"
            settings.number = Self.own(number)
            let modem = SimulatedModem(settings: settings)
            modem.set(fault: line.fault, times: nil)
            try modem.start(link: folder + "/modem\(number)")
            modems.append(modem)
            text += """

                [[line]]
                id     = "line-\(number)"
                number = "\(Self.own(number))"
                modem  = { device = "modem\(number)" }

                """
        }
        self.modems = modems
        configuration = folder + "/jedisnon.toml"
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    deinit {
        modems.forEach { $0.stop() }
        // A folder that stays behind in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    func start() throws -> ServiceProcess {
        try ServiceProcess(configuration: configuration, log: folder + "/log")
    }

    /// The lines, once the condition holds for them; as they are when the time is over.
    func wait(within time: Duration, until condition: ([LineStatus]) -> Bool) async throws -> [LineStatus] {
        let deadline = ContinuousClock.now + time
        var lines: [LineStatus] = []
        repeat {
            let (output, _, _) = try ServiceProcess.command(["status", "--config", configuration, "--json"])
            if !output.isEmpty { lines = try JSONText.value(StatusAnswer.self, from: output.utf8).lines }
            if lines.count == modems.count, condition(lines) { break }
            try await Task.sleep(for: .milliseconds(250))
        } while ContinuousClock.now < deadline
        return lines
    }
}
