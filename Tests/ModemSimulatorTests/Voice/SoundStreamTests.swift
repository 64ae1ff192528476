import Testing

@testable import ModemSimulator

/// What the caller hears, with a clock moved by hand.
struct SoundStreamTests {
    private static func withSound() -> Line {
        let line = Line.inCall(.sim7600)
        _ = line.ask("AT+CPCMREG=1")
        return line
    }

    @Test("the caller hears 20 ms at a time, and nothing else than what was written")
    func heard() {
        let line = Self.withSound()
        let sound = Sound.ramp(640)
        #expect(line.write(Sound.octets(sound)) == 1280)
        line.tick(4)
        #expect(line.voice.heard == sound)
        #expect(line.voice.underrunMilliseconds == 0)
        #expect(line.voice.firstOctetAfterAudioOn == .zero)
        #expect(line.voice.octetsTaken == 1280)
    }

    @Test("silence before the first octet is heard and no underrun; after it, it is one")
    func underrun() {
        let line = Self.withSound()
        line.tick(3)
        line.write(Sound.octets(Sound.ramp(240)))
        line.tick(4)
        line.write(Sound.octets(Sound.ramp(160, from: 500)))
        line.tick(1)
        let expected =
            [Int16](repeating: 0, count: 480) + Sound.ramp(240) + [Int16](repeating: 0, count: 400)
            + Sound.ramp(160, from: 500)
        #expect(line.voice.heard == expected)
        #expect(line.voice.underrunMilliseconds == 50)
        #expect(line.voice.longestGapMilliseconds == 50)
        #expect(line.voice.firstOctetAfterAudioOn == .milliseconds(60))
    }

    @Test("silence behind the last octet is an underrun and no gap, and none once the host has closed the port")
    func tail() {
        let line = Self.withSound()
        line.write(Sound.octets(Sound.ramp(160)))
        line.tick(3)
        #expect(line.voice.underrunMilliseconds == 40)
        line.machine.soundHostIsAttached = false
        line.tick(10)
        #expect(line.voice.underrunMilliseconds == 40)
        #expect(line.voice.longestGapMilliseconds == 0)
    }

    @Test("the modem holds 100 ms and takes no more")
    func room() {
        let line = Self.withSound()
        #expect(line.write([UInt8](repeating: 1, count: 5000)) == 1600)
        line.machine.soundWasRead(unread: 320)
        #expect(line.voice.maximumAhead == 120)
        line.tick()
        #expect(line.room == 320)
        #expect(line.voice.overflowOctets == 0)
    }

    @Test("a turn that comes late loses nothing and counts no gap")
    func lateTurn() {
        let line = Self.withSound()
        let sound = Sound.ramp(160 * 20)
        var rest = Sound.octets(sound)
        // The thread sleeps for 200 ms; the port holds what the host wrote meanwhile.
        line.machine.now += .milliseconds(200)
        repeat { rest.removeFirst(line.write(rest)) } while line.machine.soundTick() != nil
        #expect(line.voice.heard == Array(sound.prefix(1600)))
        #expect(line.voice.underrunMilliseconds == 0)
        // 200 ms are heard, 100 ms wait in the modem, 100 ms in the port.
        #expect(rest.count == 1600)
    }

    @Test("half a sample waits for its other half")
    func oddOctets() {
        let line = Self.withSound()
        let bytes = Sound.octets(Sound.ramp(320))
        line.write(Array(bytes.prefix(321)))
        line.tick()
        line.write(Array(bytes.dropFirst(321)))
        line.tick()
        #expect(line.voice.heard == Sound.ramp(320))
        // Also where it is the last one there is.
        line.write(Array(bytes.prefix(161)))
        line.tick()
        line.write(Array(bytes[161..<320]))
        line.tick()
        let halves = Sound.ramp(80) + [Int16](repeating: 0, count: 80) + Sound.ramp(80, from: 81)
        #expect(line.voice.heard.dropFirst(320).starts(with: halves))
    }

    @Test("what is written while no sound is on is thrown away and counted")
    func strays() {
        let line = Line(.sim7600)
        line.write([UInt8](repeating: 1, count: 100))
        #expect(line.voice.strayOctets == 100)
        line.ring()
        _ = line.ask("ATA")
        line.write([UInt8](repeating: 1, count: 7))
        _ = line.ask("AT+CPCMREG=1")
        line.write([UInt8](repeating: 1, count: 640))
        line.tick()
        _ = line.ask("AT+CPCMREG=0")
        // Still on its way when sound went off.
        line.write([UInt8](repeating: 1, count: 30))
        line.machine.soundWasRead(unread: 0)
        line.write([UInt8](repeating: 1, count: 5))
        #expect(line.voice.strayOctets == 12)
        #expect(line.voice.unplayedOctets == 350)
        #expect(line.voice.heard.count == 160)
    }

    @Test("sound ends with the call, and what was due is heard")
    func endOfCall() {
        let line = Self.withSound()
        line.write(Sound.octets(Sound.ramp(480)))
        line.machine.now += .milliseconds(45)
        line.machine.callerHangsUp(waiting: false)
        #expect(line.voice.heard == Sound.ramp(320))
        #expect(line.voice.unplayedOctets == 320)
        #expect(!line.voice.isAudioOn)
        #expect(line.voice.audioOffAt == 45)
        #expect(line.voice.callSeconds == 0.045)
        #expect(line.machine.nextSoundTick == nil)
    }

    @Test("two minutes are kept, and counting goes on")
    func cap() {
        let line = Self.withSound()
        line.tick(121 * 50)
        #expect(line.voice.heard.count == 120 * 8000)
    }

    @Test("AT+CPCMFRM=1 makes it 16 kHz")
    func wide() {
        let line = Line.inCall(.sim7600)
        #expect(line.ask("AT+CPCMFRM=1") == ["OK"])
        #expect(line.ask("AT+CPCMFRM?") == ["+CPCMFRM: 1", "OK"])
        _ = line.ask("AT+CPCMREG=1")
        #expect(line.write([UInt8](repeating: 1, count: 9000)) == 3200)
        #expect(line.tick().count == 640)
        #expect(line.voice.heard.count == 320)
        #expect(line.voice.sampleRate == 16_000)
    }

    @Test("the host hears the caller, and silence between")
    func downlink() {
        let line = Self.withSound()
        #expect(line.tick(2) == [UInt8](repeating: 0, count: 640))
        #expect(line.say(Sound.ramp(200)))
        #expect(Sound.samples(line.tick(2)) == Sound.ramp(200) + [Int16](repeating: 0, count: 120))
        #expect(line.say(Sound.ramp(200)))
        line.machine.callerHangsUp(waiting: false)
        #expect(!line.say(Sound.ramp(1)))
        line.ring()
        _ = line.ask("ATA")
        #expect(line.voice.isAudioOn)
        #expect(line.tick() == [UInt8](repeating: 0, count: 320))
    }

    @Test("a port that takes a part of a frame, at any octet, never shows shifted samples", arguments: 0...6)
    func partialWrites(first: Int) {
        var writer = SampleWriter()
        var port: [UInt8] = []
        // Takes so many octets of each frame, then all.
        for (frame, most) in [first, 3, 0, 2, 100, 1, 100].enumerated() {
            writer.write(Sound.octets(Sound.ramp(4, from: 1000 * (frame + 1)))) { bytes in
                port += bytes.prefix(most)
                return min(most, bytes.count)
            }
        }
        #expect(port.count.isMultiple(of: 2))
        for sample in Sound.samples(port) { #expect((0..<4).contains(Int(sample) % 1000)) }
        #expect(Sound.samples(port).suffix(4) == [7000, 7001, 7002, 7003])
    }
}
