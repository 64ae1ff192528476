import ControlAPI
import Foundation
import Glibc
import LineConfiguration
import LinePolicy
import Logging
import ModemSimulator
import Vocabulary

/// A raid against a copy of a configuration, on simulated modems, in a temporary folder: nothing is sent.
struct RaidRehearsal {
    /// The configuration as the operator wrote it.
    let configuration: Configuration
    let attackers: RaidTrace.Attackers
    let count: Int
    /// The attacked lines; all others get no texts.
    let lines: [LineSettings]

    static let duration = Span.hours(4)
    /// The most texts on their way to one line, so that each is judged at its own time.
    private static let backlog = 8

    /// Plays the raid and returns the result.
    func play() async throws -> RehearsalReport {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "jedisnon-rehearsal-\(UUID().uuidString.prefix(8))"
        ).path(percentEncoded: false)
        guard mkdir(folder, 0o700) == 0 else {
            throw ControlError(
                .unusable,
                "the rehearsal's folder \(SafeText.escaped(folder)) cannot be made: \(String(cString: strerror(errno)))",
                hint: "name another place with TMPDIR")
        }
        // Errors do not matter: a folder that cannot be removed is in the temporary folder.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var modems: [String: SimulatedModem] = [:]
        for (index, line) in lines.enumerated() {
            var settings = SimulatedSettings()
            settings.number = line.number
            settings.iccid = "8930272000000000" + String(1_000 + index)
            settings.imei = "86675804000" + String(1_000 + index)
            let modem = SimulatedModem(profile: .generic, settings: settings)
            try modem.start(link: "\(folder)/\(index)", voiceLink: "\(folder)/\(index)-voice")
            modems[line.id] = modem
        }
        defer { for modem in modems.values { modem.stop() } }

        var logger = Logger(label: "jedisnon", factory: { SafeLog(StreamLogHandler.standardError(label: $0)) })
        logger.logLevel = .error
        // At noon no quiet hours apply, and no month ends.
        let clock = RehearsalClock(begin: noon())
        let copy = copy(in: folder)
        let service = try await StartedService.run(copy, logger: logger, clock: clock.source)
        do {
            let report = try await attack(modems, clock: clock, socket: copy.service.socket, folder: folder)
            service.cancel()
            _ = await service.result
            return report
        } catch {
            service.cancel()
            _ = await service.result
            throw error
        }
    }

    /// The configuration with simulated modems, a state of its own, and nothing that leaves the box or makes the outcome look
    /// better than it would be: answers go at once.
    private func copy(in folder: String) -> Configuration {
        var copy = configuration
        copy.service.stateDir = folder + "/state"
        copy.service.socket = folder + "/control.sock"
        copy.service.adopt = .ask
        copy.notify = nil
        copy.dashboard = nil
        copy.heartbeat = nil
        copy.lines = lines.enumerated().map { index, line in
            var line = line
            line.modem = .device("\(folder)/\(index)")
            line.audio = nil
            line.pinFile = nil
            line.profile = "generic"
            line.prompt = [:]
            line.rules.minSendInterval = .zero
            line.rules.replyDelayMin = .zero
            line.rules.replyDelayMax = .zero
            return line
        }
        return copy
    }

    private func noon() -> Timestamp {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = configuration.service.timeZone
        let day = calendar.startOfDay(for: Date())
        let date = calendar.date(bySettingHour: 12, minute: 0, second: 0, of: day) ?? day
        return Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
    }

    private func attack(
        _ modems: [String: SimulatedModem], clock: RehearsalClock, socket: String, folder: String
    ) async throws -> RehearsalReport {
        guard let client = try ControlClient(socket: socket) else {
            throw ControlError(.failed, "the rehearsal's service does not answer")
        }
        try await waitUntilReady(client)
        let began = ContinuousClock.now
        let traces = lines.map { RaidTrace(attackers: attackers, count: count, prefix: String($0.number.dropLast(7))) }
        for number in 0..<count {
            try Task.checkCancellation()
            let index = number % lines.count
            guard let modem = modems[lines[index].id] else { continue }
            let text = traces[index][number]
            clock.set(to: Span(milliseconds: Int64(text.share * Double(Self.duration.milliseconds))))
            modem.deliver(from: text.sender, text: text.text, at: clock.now.date)
            while waiting(modem) > Self.backlog { try await Task.sleep(for: .milliseconds(1)) }
        }
        while modems.values.contains(where: { waiting($0) > 0 }) { try await Task.sleep(for: .milliseconds(5)) }
        clock.set(to: Self.duration)
        return try await report(client, folder: folder, took: ContinuousClock.now - began)
    }

    private func waiting(_ modem: SimulatedModem) -> Int {
        modem.waitingInNetwork + modem.stored(in: "SM").count + modem.stored(in: "ME").count
    }

    private func report(
        _ client: ControlClient, folder: String, took: Duration
    ) async throws -> RehearsalReport {
        var report = RehearsalReport(attackers: attackers.rawValue, texts: count, took: took)
        // The last texts are still being committed when the modem is empty.
        for _ in 0..<200 {
            let status = try await client.ask(Endpoints.status)
            report.take(status)
            if report.received >= count, status.lines.allSatisfy({ $0.queued == 0 || $0.quietUntil != nil }) { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        report.take(try await client.ask(Endpoints.budget))
        try await client.events(EventQuery(), follow: false) { report.take($0) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/state")
        report.octets = files.reduce(0) { $0 + (FileStatus(path: "\(folder)/state/\($1)")?.size ?? 0) }
        return report
    }

    private func waitUntilReady(_ client: ControlClient) async throws {
        for _ in 0..<600 {
            if try await client.ask(Endpoints.status).lines.allSatisfy({ $0.state == .ready }) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ControlError(.failed, "the rehearsal's lines did not become ready")
    }
}
