import ControlAPI
import Foundation
import ModemSimulator
import Vocabulary
import WordLiterals

/// The real service, and simulated sticks in a make-believe `/sys`.
final class HotplugBench {
    let folder: String
    let configuration: String
    private let bed = Testbed.shared
    private var sticks: [String: (stick: Stick, modem: SimulatedModem)] = [:]
    private var service: ServiceProcess?

    /// The ICCIDs of two SIMs.
    static let firstSIM = "89302720000000000001"
    static let secondSIM = "89302720000000000019"

    /// Writes the configuration with these `[[line]]` tables.
    init(lines: String, service more: String = "", policy: String = "min_send_interval = \"0s\"") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "jedisnon-hotplug-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        configuration = folder + "/jedisnon.toml"
        let text = """
            [service]
            state_dir = "state"
            socket    = "control.sock"
            time_zone = "America/Toronto"
            \(more)
            [policy]
            \(policy)
            \(lines)
            """
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    deinit {
        _ = service?.terminate()
        for port in Array(sticks.keys) { pull(port) }
        // A folder that stays behind in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A line for the configuration.
    static func line(_ id: String, number: String, modem: String, more: String = "") -> String {
        """
        [[line]]
        id     = "\(id)"
        number = "\(number)"
        modem  = { \(modem) }
        \(more)

        """
    }

    @discardableResult
    func start() throws -> ServiceProcess {
        let process = try ServiceProcess(configuration: configuration, log: folder + "/log")
        service = process
        return process
    }

    /// Ends the service and returns its exit code.
    func stop() -> Int32? {
        defer { service = nil }
        return service?.terminate()
    }

    /// Plugs a stick with a modem in: EC25 with four ports, an E173 with three, or another.
    func plug(_ modem: SimulatedModem, as stick: (SimulatedModem) -> Stick, into port: String, firstNode: Int = 0)
        throws
    {
        if modem.path == nil { try modem.reappear() }
        try plug(stick(modem), with: modem, into: port, firstNode: firstNode)
    }

    /// Plugs in a stick of another kind.
    func plug(_ stick: Stick, with modem: SimulatedModem, into port: String, firstNode: Int = 0) throws {
        try bed.plug(stick, into: port, firstNode: firstNode)
        sticks[port] = (stick, modem)
    }

    /// Pulls a stick out.
    func pull(_ port: String) {
        guard let (_, modem) = sticks.removeValue(forKey: port) else { return }
        modem.vanish()
        bed.unplug(port)
    }

    /// A modem with a SIM, running.
    static func modem(
        _ profile: SimulatedProfile, iccid: String, imei: String = "866758040000013",
        settings change: (inout SimulatedSettings) -> Void = { _ in }
    ) throws -> SimulatedModem {
        var settings = SimulatedSettings()
        settings.iccid = iccid
        settings.imei = imei
        change(&settings)
        let modem = SimulatedModem(profile: profile, settings: settings)
        _ = try modem.start()
        return modem
    }

    func status() throws -> StatusAnswer? {
        let (output, _, _) = try ServiceProcess.command(["status", "--config", configuration, "--json"])
        return output.isEmpty ? nil : try JSONText.value(StatusAnswer.self, from: output.utf8)
    }

    func events() throws -> [EventRow] {
        let (output, errors, code) = try ServiceProcess.command(["events", "--config", configuration, "--json"])
        guard code == 0 else { throw BenchError(what: errors) }
        return try output.split(separator: "\n").map { try JSONText.value(EventRow.self, from: $0.utf8) }
    }

    /// Starts `line verify` and returns the code; the command itself is not waited for.
    func askForCode(_ line: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = ServiceProcess.program
        process.arguments = ["line", "verify", line, "--config", configuration]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let code = text.split(separator: "\n").first?.split(separator: " ").last else {
            throw BenchError(what: "no code: \(text)")
        }
        return String(code)
    }

    /// Asks for the status until it satisfies a condition.
    @discardableResult
    func wait(
        for what: String, within time: Duration = .seconds(20), until condition: (StatusAnswer) -> Bool
    ) async throws -> StatusAnswer {
        let deadline = ContinuousClock.now + time
        var last: StatusAnswer?
        while ContinuousClock.now < deadline {
            last = try status()
            if let last, last.service.state == "running", condition(last) { return last }
            try await Task.sleep(for: .milliseconds(50))
        }
        let lines = last?.lines.map { "\($0.id) \($0.state): \($0.detail)" } ?? []
        let unclaimed = last?.unclaimed.map { "\($0.usbPath ?? "-") \($0.state): \($0.detail)" } ?? []
        throw BenchError(what: "no \(what): \(lines) unclaimed: \(unclaimed) \(log)")
    }

    /// Waits until a line is in a state.
    @discardableResult
    func wait(for line: String, to be: String, within time: Duration = .seconds(20)) async throws -> LineStatus {
        let status = try await wait(for: "\(line) \(be)", within: time) { status in
            status.lines.contains { $0.id == line && $0.state.text == be }
        }
        guard let found = status.lines.first(where: { $0.id == line }) else { throw BenchError(what: "no \(line)") }
        return found
    }

    var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }
}

extension Stick {
    /// A Quectel EC25: the AT port is interface 2, the port for sound 1.
    static func ec25(_ modem: SimulatedModem) -> Stick {
        Stick(
            vendor: "2c7c", product: "0125", name: "EC25", driver: "option1",
            ttys: (0...3).map { TTY(interface: $0, modem: (1...2).contains($0) ? modem : nil, isVoice: $0 == 1) })
    }

    /// A Huawei E173: the AT port is the last one, the port for sound the one before it.
    static func huawei(_ modem: SimulatedModem) -> Stick {
        Stick(
            vendor: "12d1", product: "1436", name: "HUAWEI Mobile", driver: "option1",
            ttys: [0, 3, 4].map { TTY(interface: $0, modem: $0 >= 3 ? modem : nil, isVoice: $0 == 3) })
    }

    /// A USB serial converter: it may lead to anything.
    static func converter(_ modem: SimulatedModem) -> Stick {
        Stick(
            vendor: "0403", product: "6001", name: "FT232R USB UART", driver: "ftdi_sio",
            ttys: [TTY(interface: 0, modem: modem)])
    }

    /// A stick no profile knows, with a driver that binds to modems only.
    static func unknown(_ modem: SimulatedModem) -> Stick {
        Stick(
            vendor: "1e0e", product: "9fff", name: "Some modem", driver: "option1",
            ttys: [TTY(interface: 0, modem: nil), TTY(interface: 1, modem: modem)])
    }
}
