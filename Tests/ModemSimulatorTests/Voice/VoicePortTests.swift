import Foundation
import Glibc
import ModemSimulator
import Testing

/// The second tty, opened by a host.
struct VoicePortTests {
    private static func path(_ name: String) -> String {
        NSTemporaryDirectory() + "voice-\(name)-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    }

    /// Runs with an answered call whose sound is on.
    private static func withSound(
        _ profile: SimulatedProfile, _ command: String, _ body: (SimulatedModem, Host, VoiceHost) throws -> Void
    ) throws {
        try Bench.with(profile) { (modem, host) throws in
            let voice = try VoiceHost(try #require(modem.voicePath))
            modem.ring(from: "+15145550123")
            _ = try host.read { $0.hasSuffix("RING\r\n") }
            // The maker's own words come behind its OK.
            for command in ["ATA", command] {
                host.write(command + "\r")
                _ = try host.read { $0.contains("\r\nOK\r\n") }
            }
            try body(modem, host, voice)
        }
    }

    @Test(
        "what a host plays is what the caller hears, without a gap",
        arguments: [("sim7600", "AT+CPCMREG=1"), ("quectel-ec25", "AT+QPCMV=1,0"), ("huawei-e173", "AT^DDSETEX=2")])
    func played(profile: String, command: String) throws {
        try Self.withSound(try #require(SimulatedProfile.named(profile)), command) { (modem, host, voice) throws in
            let sound = Sound.ramp(160 * 25)
            let record = try voice.play(sound, on: modem)
            let first = try #require(record.heard.firstIndex(of: 1))
            #expect(record.heard[first...].starts(with: sound))
            #expect(record.longestGapMilliseconds == 0)
            #expect(record.maximumAhead > 100)
            #expect(record.strayOctets == 0)
            #expect(record.isAudioOn)
            host.write("AT+CHUP\r")
            _ = try host.read { $0.contains("\r\nOK\r\n") }
            #expect(!modem.voice.isAudioOn)
            #expect(modem.calls.count == 1)
        }
    }

    @Test("the host hears the caller speak and press keys")
    func caller() throws {
        try Self.withSound(.sim7600, "AT+CPCMREG=1") { (modem, _, voice) throws in
            modem.callerSays([Int16](repeating: 77, count: 320))
            let spoken = Sound.samples(try voice.read(3200)).filter { $0 == 77 }
            #expect(spoken.count == 320)
            modem.press("9")
            let tone = Array(Sound.samples(try voice.read(4800)).drop { $0 == 0 }.prefix(800))
            #expect(Sound.share(of: 852, in: tone) > 0.3)
            #expect(Sound.share(of: 1477, in: tone) > 0.3)
        }
    }

    @Test("a modem that stalls makes the host's writes fail")
    func stalls() throws {
        try Self.withSound(.quectelEC25, "AT+QPCMV=1,0") { (modem, _, voice) throws in
            modem.set(fault: .audioStalls(after: 3200))
            let taken = voice.write([UInt8](repeating: 1, count: 100_000))
            #expect(taken < 100_000)
            usleep(200_000)
            #expect(modem.voice.octetsTaken == 3200)
            #expect(modem.voice.maximumAhead > 100)
        }
    }

    @Test("the port may be pulled away alone, and returns with the modem")
    func vanishes() throws {
        try Self.withSound(.quectelEC25, "AT+QPCMV=1,0") { (modem, host, voice) throws in
            modem.set(fault: .audioPortVanishes(after: 640))
            _ = voice.write([UInt8](repeating: 1, count: 1280))
            #expect(voice.isHungUp())
            #expect(modem.voicePath == nil)
            #expect(try host.ask("AT+CLCC").first?.hasPrefix("+CLCC: 1,1,0") == true)
            modem.vanish()
            #expect(modem.voice.endedAt != nil)
            try modem.reappear()
            #expect(modem.voicePath != nil)
        }
    }

    @Test("it has a link of its own, comes and goes with the modem, and may be missing")
    func links() throws {
        let (link, voiceLink) = (Self.path("at"), Self.path("sound"))
        let modem = SimulatedModem(profile: .sim7600)
        try modem.start(link: link, voiceLink: voiceLink)
        #expect(modem.voicePath == voiceLink)
        let voice = try VoiceHost(voiceLink)
        modem.vanish()
        #expect(voice.isHungUp())
        #expect(access(voiceLink, F_OK) != 0)
        modem.set(fault: .audioPortMissing)
        try modem.reappear()
        #expect(modem.path == link)
        #expect(modem.voicePath == nil)
        modem.vanish()
        try modem.reappear()
        #expect(modem.voicePath == voiceLink)
        modem.stop()
        #expect(access(voiceLink, F_OK) != 0)
    }

    @Test("a family without sound has no such port")
    func none() throws {
        let modem = SimulatedModem(profile: .generic)
        try modem.start(voiceLink: Self.path("none"))
        defer { modem.stop() }
        #expect(modem.voicePath == nil)
    }

    @Test("what is written without a call is read and thrown away")
    func strays() async throws {
        let modem = SimulatedModem(profile: .sim7600)
        try modem.start()
        defer { modem.stop() }
        do {
            let voice = try VoiceHost(try #require(modem.voicePath))
            #expect(voice.write([UInt8](repeating: 1, count: 5000)) == 5000)
        }
        try await modem.wait(for: "5000 stray octets") { $0.voice.strayOctets == 5000 }
    }

    @Test("eight modems speak at once, each its own sound")
    func eight() throws {
        let benches = try (0..<8).map { _ in try Bench(.sim7600) }
        defer { benches.forEach { $0.modem.stop() } }
        let voices = try benches.map { bench in
            bench.modem.ring(from: "+15145550123")
            for command in ["ATA", "AT+CPCMREG=1"] {
                bench.host.write(command + "\r")
                _ = try bench.host.read { $0.contains("\r\nOK\r\n") }
            }
            return try VoiceHost(try #require(bench.modem.voicePath))
        }
        let sounds = (0..<8).map { Sound.ramp(4000, from: 1 + 1000 * $0) }
        for (voice, sound) in zip(voices, sounds) { #expect(voice.write(Sound.octets(sound)) == 8000) }
        for (bench, sound) in zip(benches, sounds) {
            let record = try VoiceHost.hear(sound, on: bench.modem)
            let first = try #require(record.heard.firstIndex { $0 != 0 })
            #expect(record.heard[first...].starts(with: sound))
            #expect(record.longestGapMilliseconds == 0)
        }
    }
}
