import ControlAPI
import Foundation
import Glibc
import LineConfiguration
import LineService
import Logging
import ModemSimulator
import Synchronization
import Vocabulary

/// The real service on two simulated modems, in a temporary folder.
struct DemoBox: Sendable {
    /// One of the two lines.
    struct Place: Sendable {
        let id: String
        let region: String
        let number: String
    }

    static let montreal = Place(id: "montreal", region: "Montréal", number: "+15145550101")
    static let quebec = Place(id: "quebec", region: "Québec", number: "+14185550102")

    /// Enough for five answers.
    static let total = "0.10"

    let folder: String
    let modems: [String: SimulatedModem]
    private let service: Task<Void, any Error>
    let client: ControlClient

    /// Plugs in the modems, starts the service and waits until both lines are ready.
    static func start() async throws -> DemoBox {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "jedisnon-demo-\(UUID().uuidString.prefix(8))"
        )
        .path(percentEncoded: false)
        guard mkdir(folder, 0o700) == 0 else {
            throw ControlError(
                .unusable,
                "the demo's folder \(SafeText.escaped(folder)) cannot be made: \(String(cString: strerror(errno)))",
                hint: "name another place with TMPDIR")
        }
        folders.withLock { _ = $0.insert(folder) }
        do {
            return try await start(in: folder)
        } catch {
            remove(folder)
            throw error
        }
    }

    private static func start(in folder: String) async throws -> DemoBox {
        var modems: [String: SimulatedModem] = [:]
        for (place, iccid) in [(montreal, "89302720000000000001"), (quebec, "89302720000000000019")] {
            var settings = SimulatedSettings()
            settings.number = place.number
            settings.iccid = iccid
            settings.imei = place.id == montreal.id ? "866758040000013" : "866758040000021"
            settings.latency = .milliseconds(5)
            let modem = SimulatedModem(profile: place.id == quebec.id ? .sim7600 : .generic, settings: settings)
            try modem.start(link: folder + "/" + place.id, voiceLink: folder + "/" + place.id + "-voice")
            modems[place.id] = modem
        }
        let file = folder + "/jedisnon.toml"
        try DemoVoice.writeSpareRecording(to: folder + "/tones.wav")
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        let service = try await startService(file)
        do {
            guard let client = try ControlClient(socket: folder + "/control.sock") else {
                throw ControlError(.failed, "the demo's service does not answer")
            }
            let box = DemoBox(folder: folder, modems: modems, service: service, client: client)
            try await box.waitUntilReady()
            return box
        } catch {
            service.cancel()
            _ = await service.result
            throw error
        }
    }

    /// Stops the service and removes everything.
    func stop() async {
        service.cancel()
        _ = await service.result
        for modem in modems.values { modem.stop() }
        Self.remove(folder)
    }

    /// The folders that are not removed yet.
    private static let folders = Mutex<Set<String>>([])

    /// Removes what is left of every demo of this process.
    static func removeFolders() {
        for folder in folders.withLock({ $0 }) { remove(folder) }
    }

    private static func remove(_ folder: String) {
        folders.withLock { _ = $0.remove(folder) }
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            // If standard error is closed too, the error cannot be reported.
            try? Terminal.writeError(
                "the demo's folder \(SafeText.escaped(folder)) could not be removed: remove it by hand")
        }
    }

    /// Every event so far, numbers in full.
    func events() async throws -> [EventRow] {
        var rows: [EventRow] = []
        try await client.events(EventQuery(), follow: false) { rows.append($0) }
        return rows
    }

    private static func startService(_ file: String) async throws -> Task<Void, any Error> {
        var logger = Logger(label: "jedisnon", factory: { SafeLog(StreamLogHandler.standardError(label: $0)) })
        logger.logLevel = .warning
        return try await StartedService.run(try Configuration.load(path: file), logger: logger)
    }

    private func waitUntilReady() async throws {
        for _ in 0..<200 {
            let status = try await client.status()
            if status.lines.allSatisfy({ $0.state == .ready }) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ControlError(.failed, "the demo's lines did not become ready")
    }

    private static let configuration = """
        [service]
        state_dir = "state"
        socket    = "control.sock"
        language  = "fr"
        time_zone = "America/Toronto"

        [budget]
        currency = "CAD"
        total    = \(total)

        [tariff]
        sms_segment = 0.02
        call        = 0.02

        [policy]
        min_send_interval = "0s"

        [[line]]
        id     = "\(montreal.id)"
        region = "\(montreal.region)"
        number = "\(montreal.number)"
        modem  = { device = "\(montreal.id)" }

        [[line]]
        id     = "\(quebec.id)"
        region = "\(quebec.region)"
        number = "\(quebec.number)"
        modem  = { device = "\(quebec.id)", audio = "\(quebec.id)-voice" }
        calls  = "speak"
        \(DemoVoice.line)

        """
}
