import Foundation
import Glibc
import ModemSimulator

/// A program on the other end of the tty: plain POSIX, nothing of the product.
final class Host {
    private let descriptor: Int32
    private var unread = ""

    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        if descriptor < 0 { throw HostError(what: "cannot open \(path): \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }

    /// Keeps every other program without privileges from opening the tty.
    func useAlone() { _ = ioctl(descriptor, UInt(TIOCEXCL)) }

    /// Writes one byte at a time.
    func trickle(_ text: String) {
        for byte in Array(text.utf8) {
            withUnsafePointer(to: byte) { _ = Glibc.write(descriptor, $0, 1) }
            usleep(200)
        }
    }

    /// Reads until the condition holds and returns all that came; throws what did come when the time is over.
    func read(within milliseconds: Int = 3000, until condition: (String) -> Bool) throws -> String {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while !condition(unread) {
            guard ContinuousClock.now < deadline else { throw HostError(what: "only came: \(unread.debugDescription)") }
            guard try readSome(10) else { throw HostError(what: "hang-up after \(unread.debugDescription)") }
        }
        defer { unread = "" }
        return unread
    }

    /// Everything that comes in a while.
    func readAll(for milliseconds: Int = 100) throws -> String {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < deadline, try readSome(10) {}
        defer { unread = "" }
        return unread
    }

    /// False at a hang-up.
    private func readSome(_ milliseconds: Int32) throws -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return count < 0 && errno == EAGAIN }
        unread += String(String.UnicodeScalarView(bytes.prefix(count).map { Unicode.Scalar($0) }))
        return true
    }

    /// Whether the modem was pulled out.
    func isHungUp(within milliseconds: Int32 = 2000) -> Bool {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&entry, 1, milliseconds) > 0 && Int32(entry.revents) & POLLHUP != 0
    }

    /// The lines of the answer to one command line, the final result last; echo is expected to be off.
    func ask(_ command: String, within milliseconds: Int = 3000) throws -> [String] {
        write(command + "\r")
        return Host.lines(try read(within: milliseconds) { Host.endsInFinalResult($0) })
    }

    /// Sends a body after the prompt and returns the answer's lines.
    func send(_ command: String, body: String, prompt: String = "> ") throws -> [String] {
        write(command + "\r")
        _ = try read { $0.hasSuffix(prompt) }
        write(body + "\u{1A}")
        return Host.lines(try read { Host.endsInFinalResult($0) })
    }

    static func lines(_ text: String) -> [String] {
        // By scalars: as characters CR LF is one, and "\r\r\n" would hide a line end.
        text.unicodeScalars.split(separator: "\n").map { line in
            String(String.UnicodeScalarView(line.last == "\r" ? line.dropLast() : line))
        }.filter { !$0.isEmpty }
    }

    static func endsInFinalResult(_ text: String) -> Bool {
        guard text.utf8.last == 0x0A, let last = lines(text).last else { return false }
        return ["OK", "ERROR", "NO CARRIER", "COMMAND NOT SUPPORT"].contains(last) || last.hasPrefix("+CME ERROR")
            || last.hasPrefix("+CMS ERROR")
    }
}

struct HostError: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}

/// A running modem with a host on it whose echo is off.
struct Bench {
    let modem: SimulatedModem
    let host: Host

    init(_ profile: SimulatedProfile = .generic, _ change: (inout SimulatedSettings) -> Void = { _ in }) throws {
        var settings = SimulatedSettings()
        change(&settings)
        modem = SimulatedModem(profile: profile, settings: settings)
        host = try Host(try modem.start())
        host.write("ATE0\r")
        _ = try host.read { $0.contains("\r\nOK\r\n") }
    }

    /// Runs with a bench and stops its modem.
    static func with(
        _ profile: SimulatedProfile = .generic, _ change: (inout SimulatedSettings) -> Void = { _ in },
        _ body: (SimulatedModem, Host) throws -> Void
    ) throws {
        let bench = try Bench(profile, change)
        defer { bench.modem.stop() }
        try body(bench.modem, bench.host)
    }
}

/// PDUs that the tests send; the texts were coded by hand from 3GPP TS 23.040.
enum Sample {
    /// SUBMIT to +15145550123, "hello" in GSM 7 bit, no validity: 18 octets after the empty service centre.
    static let submit = "0001000B915141550521F3000005E8329BFD06"
    static let submitLength = 18
    /// The same, asking for a status report.
    static let submitWithReport = "0021000B915141550521F3000005E8329BFD06"
    /// DELIVER of class 0 from +15145550123, "hello".
    static let flash = "00040B915141550521F3001062115221000000 05E8329BFD06".replacing(" ", with: "")
}
