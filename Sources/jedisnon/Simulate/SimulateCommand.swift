import ArgumentParser
import ControlAPI
import Foundation
import ModemSimulator
import Vocabulary

/// `jedisnon simulate`: simulated modems on ptys for any program.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run simulated modems on pseudo-terminals, for this or any other program.",
        discussion: """
            Prints the path of every modem's tty, one a line, behind a tab the path of its tty for the sound of calls \
            where its kind has one, and then one line of JSON: {"ready":true,...}. Runs until SIGINT or SIGTERM.

            With --tell, sends one request to the --control socket of a running simulation instead: \
            {"do":"ring","from":"+15145550123"} calls, {"do":"press","key":"9"} presses a key in the call, \
            {"do":"caller_hangs_up"} ends it, {"do":"heard","file":"call.wav"} writes what the caller heard.
            """)

    @Option(help: "How many modems.")
    var count = 1

    @Option(help: "Which kind: \(SimulatedProfile.all.map(\.name).joined(separator: ", ")).")
    var profile = SimulatedProfile.generic.name

    @Option(help: "Links to make: PATH0, PATH0-voice, PATH1... They stay when a modem vanishes and returns.")
    var linkPrefix: String?

    @Option(help: "The Unix socket to control the simulation by.")
    var control: String?

    @Option(help: "The PIN that the SIMs ask for.")
    var pin: String?

    @Option(help: "The own number of the first SIM; the others count on from it.")
    var number: String?

    @Option(help: "From a command to its answer: 5ms, 1s.", transform: duration)
    var latency: Duration = .zero

    @Option(help: "From a message's body to the network's answer: 300ms, 4s.", transform: duration)
    var sendTime: Duration = .zero

    @Option(help: "Go through the boot of a real modem first, this many times as fast.")
    var boot: Double?

    @Option(help: "Say the idle lines of a real modem this often.", transform: duration)
    var chatter: Duration?

    @Option(help: "Bring a text to every modem this often.", transform: duration)
    var textEvery: Duration?

    @Option(help: "A request for the --control socket; prints the answer.")
    var tell: String?

    func validate() throws {
        guard (1...256).contains(count) else { throw ValidationError("--count is 1 to 256") }
        guard SimulatedProfile.named(profile) != nil else {
            let known = SimulatedProfile.all.map(\.name).joined(separator: ", ")
            throw ValidationError("there is no profile \(profile); known: \(known)")
        }
        guard tell == nil || control != nil else { throw ValidationError("--tell needs --control PATH") }
        if let boot, boot <= 0 { throw ValidationError("--boot is a factor above 0") }
        if let textEvery, textEvery < .milliseconds(1) { throw ValidationError("--text-every is at least 1ms") }
    }

    func run() async throws {
        if let tell, let control {
            print(SafeText.escaped(try ControlSocket.ask(path: control, request: tell)))
            return
        }
        let signals = Signals()
        let modems = (0..<count).map(modem)
        // The links of modems that did start are removed in any case.
        defer { modems.forEach { $0.stop() } }
        var paths: [Paths] = []
        for (index, modem) in modems.enumerated() {
            let link = linkPrefix.map { "\($0)\(index)" }
            let path = try modem.start(link: link, voiceLink: link.map { $0 + "-voice" })
            paths.append(Paths(modem: path, voice: modem.voicePath))
        }
        let socket = try control.map { try ControlSocket(path: $0, modems: modems) }
        defer { socket?.close() }
        try announce(paths)
        if let textEvery {
            let texting = Task { try await injectTexts(to: modems, every: textEvery) }
            _ = await signals.first()
            texting.cancel()
        } else {
            _ = await signals.first()
        }
    }

    private func modem(_ index: Int) -> SimulatedModem {
        var settings = SimulatedSettings()
        settings.latency = latency
        settings.sendTime = sendTime
        settings.pin = pin
        settings.chatter = chatter
        settings.seed = UInt64(index + 1)
        if let boot { settings.boot = .cold(pace: boot) }
        settings.iccid = Self.adding(index, to: settings.iccid)
        settings.imei = Self.adding(index, to: settings.imei)
        settings.imsi = Self.adding(index, to: settings.imsi)
        settings.number = (number ?? settings.number).map { Self.adding(index, to: $0) }
        return SimulatedModem(
            profile: SimulatedProfile.named(profile) ?? .generic, settings: settings, traffic: traffic(index))
    }

    /// Adds to the last digits of a number, keeping its length.
    private static func adding(_ index: Int, to number: String) -> String {
        let tail = number.suffix(6)
        guard let value = Int(tail) else { return number }
        let sum = String((value + index) % 1_000_000)
        return number.dropLast(tail.count) + String(repeating: "0", count: max(0, tail.count - sum.count)) + sum
    }

    private struct Paths {
        let modem: String
        let voice: String?
    }

    private func announce(_ paths: [Paths]) throws {
        struct Ready: Encodable {
            let ready: Bool
            let profile: String
            let modems: [String]
            /// Left out for a profile without a voice port.
            let voice: [String]?
            let control: String?
        }
        for path in paths { print(path.modem + (path.voice.map { "\t" + $0 } ?? "")) }
        let voices = paths.compactMap(\.voice)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let ready = try encoder.encode(
            Ready(
                ready: true, profile: profile, modems: paths.map(\.modem), voice: voices.isEmpty ? nil : voices,
                control: control))
        print(String(decoding: ready, as: UTF8.self))
        fflush(nil)
    }

    /// Shows the serial dialogue on a terminal, escaped.
    private func traffic(_ index: Int) -> SimulatedModem.Traffic? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        return { fromModem, bytes in
            let shown = bytes.map { byte in
                switch byte {
                case 0x20..<0x7F: String(UnicodeScalar(byte))
                case 0x0D: "\\r"
                case 0x0A: "\\n"
                default: "\\x" + byte.hexadecimal(2)
                }
            }.joined()
            FileHandle.standardError.write(Data("\(index) \(fromModem ? "<" : ">") \(shown)\n".utf8))
        }
    }

    private func injectTexts(to modems: [SimulatedModem], every interval: Duration) async throws {
        var sender = 0
        while true {
            try await Task.sleep(for: interval)
            for modem in modems {
                modem.deliver(from: Self.adding(sender, to: "+15145560000"), text: "Salut, on se voit ce soir ?")
                sender += 1
            }
        }
    }

    @Sendable private static func duration(_ text: String) throws -> Duration {
        for (unit, one) in [("ms", Duration.milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60))]
        where text.hasSuffix(unit) {
            guard let value = Double(text.dropLast(unit.count)), (0...1_000_000).contains(value) else { break }
            return one * value
        }
        throw ValidationError("\(text) is no duration; write 5ms, 2s or 1m")
    }
}
