import Foundation

@testable import ModemSimulator

/// A modem as a value, with a host that has both ttys open, and a clock that is moved by hand.
final class Line {
    var machine: ModemMachine

    init(_ profile: SimulatedProfile = .generic, _ change: (inout SimulatedSettings) -> Void = { _ in }) {
        var settings = SimulatedSettings()
        change(&settings)
        machine = ModemMachine(profile: profile, settings: settings, now: .now)
        machine.plugIn()
        machine.hostIsAttached = true
        machine.soundHostIsAttached = true
        _ = ask("ATE0")
    }

    /// A line on which a call is answered.
    static func inCall(
        _ profile: SimulatedProfile = .generic, _ change: (inout SimulatedSettings) -> Void = { _ in }
    ) -> Line {
        let line = Line(profile, change)
        line.ring()
        _ = line.ask("ATA")
        return line
    }

    /// Writes a command line and returns what the modem says at this moment.
    func ask(_ command: String) -> [String] {
        machine.receive(Array((command + "\r").utf8))
        return said()
    }

    /// What the modem has to say by now.
    func said() -> [String] {
        machine.advance(to: machine.now)
        var bytes: [UInt8] = []
        while let some = machine.wire.take(now: machine.now) { bytes += some }
        return Host.lines(String(decoding: bytes, as: UTF8.self))
    }

    /// Lets time pass, timer by timer, and returns what the modem says meanwhile.
    func pass(_ duration: Duration) -> [String] {
        let end = machine.now + duration
        var lines: [String] = []
        while let next = machine.timers.next, next <= end {
            machine.advance(to: next)
            lines += said()
        }
        machine.now = end
        return lines + said()
    }

    @discardableResult
    func ring(_ number: String? = "+15145550123", rings: Int = 10) -> Bool {
        machine.startRinging(
            .init(number: number, validity: number == nil ? 1 : 0), rings: rings, interval: .seconds(3))
    }

    // MARK: Sound

    /// The caller says something.
    func say(_ samples: [Int16]) -> Bool { machine.callerSays(samples) }

    /// The caller presses a key for 100 ms, or another while.
    func press(_ key: Character, _ milliseconds: Int = 100) -> Bool {
        machine.press(key, for: .milliseconds(milliseconds))
    }

    /// How much the modem takes now.
    var room: Int { machine.soundCapacity() }

    /// The host's octets go to the modem as far as it takes them; returns how many it took.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Int {
        var taken = 0
        while taken < bytes.count {
            let room = machine.soundCapacity()
            guard room > 0 else { break }
            let piece = bytes[taken...].prefix(room)
            machine.receiveSound(Array(piece))
            taken += piece.count
        }
        return taken
    }

    /// So many ticks of 20 ms pass, each looked at in time; returns what came from the caller.
    @discardableResult
    func tick(_ count: Int = 1) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<count {
            machine.now += .milliseconds(20)
            while let some = machine.soundTick() { bytes += some }
        }
        return bytes
    }

    var voice: VoiceRecord { machine.journal.voice }
}

/// Sound that can be told from silence and from other sound.
enum Sound {
    /// So many samples that count up from 1.
    static func ramp(_ count: Int, from first: Int = 1) -> [Int16] { (0..<count).map { Int16((first + $0) % 30_000) } }

    static func octets(_ samples: [Int16]) -> [UInt8] {
        samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    static func samples(_ bytes: [UInt8]) -> [Int16] {
        stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }

    /// The share of a frequency in the energy of samples (Goertzel).
    static func share(of frequency: Double, in samples: [Int16], rate: Double = 8000) -> Double {
        let coefficient = 2 * cos(2 * Double.pi * frequency / rate)
        var (first, second, energy) = (0.0, 0.0, 0.0)
        for sample in samples {
            (first, second) = (Double(sample) + coefficient * first - second, first)
            energy += Double(sample) * Double(sample)
        }
        guard energy > 0 else { return 0 }
        let power = first * first + second * second - coefficient * first * second
        return power / (energy * Double(samples.count) / 2)
    }
}
