import Synchronization
import Testing
import Vocabulary

@testable import Voice

/// The pacer tick by tick, without a thread and without time.
struct PacerTests {
    let port = FakePort()
    let mailbox = AudioMailbox()

    func pacer(timeout: Int64 = .max, hasPriority: Bool = true) -> Pacer {
        Pacer(port: port, mailbox: mailbox, timeout: timeout, hasPriority: hasPriority)
    }

    /// A job whose end can be looked at without waiting for it.
    func job(_ samples: [Int16]) -> PlayJob {
        let job = PlayJob(samples)
        mailbox.add(job, frame: port.frame)
        return job
    }

    static let samples = (1...400).map { Int16($0) }

    static func octets(_ samples: [Int16]) -> [UInt8] {
        samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    @Test("silence flows when there is nothing to say: 40 ms at once, then a frame a tick")
    func silence() {
        let pacer = pacer()
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        #expect(port.written == [UInt8](repeating: 0, count: 640))
        for _ in 0..<10 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        #expect(port.written.count == 640 + 10 * 320)
    }

    @Test("a thread without priority writes 80 ms ahead")
    func noPriority() {
        let pacer = pacer(hasPriority: false)
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        #expect(port.written.count == 1280)
        #expect(pacer.step(ticks: 1, isHeld: false) == nil)
        #expect(port.written.count == 1600)
    }

    @Test("a piece is written as it is, its last frame filled with silence, and ends when it was played")
    func piece() async {
        let pacer = pacer()
        let job = job(Self.samples)
        for tick in 0..<3 { #expect(pacer.step(ticks: min(tick, 1), isHeld: false) == nil) }
        #expect(!job.hasEnded)
        #expect(pacer.step(ticks: 1, isHeld: false) == nil)
        #expect(job.hasEnded)
        let report = await job.report()
        #expect(report.finished)
        #expect(report.fault == nil)
        #expect((report.frames, report.written) == (3, 3))
        #expect(Array(port.written.prefix(800)) == Self.octets(Self.samples))
        #expect(port.written.dropFirst(800).allSatisfy { $0 == 0 })
    }

    @Test("pieces follow each other in order")
    func pieces() async {
        let pacer = pacer()
        let first = job([Int16](repeating: 1, count: 160))
        let second = job([Int16](repeating: 2, count: 160))
        for _ in 0..<8 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        #expect(await first.report().finished)
        #expect(await second.report().finished)
        #expect(port.written.filter { $0 == 1 }.count == 160)
        #expect(port.written.filter { $0 == 2 }.count == 160)
    }

    @Test("an empty piece ends at once, finished")
    func nothing() async {
        let pacer = pacer()
        let job = job([])
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        #expect(pacer.step(ticks: 2, isHeld: false) == nil)
        #expect(await job.report().finished)
    }

    @Test("a partial write keeps its rest first in line, to the octet", arguments: [0, 1, 77, 319])
    func partial(room: Int) async {
        let pacer = pacer()
        let job = job(Self.samples)
        port.room = room
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        #expect(port.written.count == room)
        #expect(pacer.step(ticks: 1, isHeld: false) == nil)
        port.room = .max
        for _ in 0..<8 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        let report = await job.report()
        #expect(report.finished)
        #expect(report.refusals == 2)
        #expect(Array(port.written.prefix(800)) == Self.octets(Self.samples))
    }

    @Test("after a modem that took nothing, no more than a frame a tick is offered")
    func noBurst() {
        let pacer = pacer()
        port.room = 0
        for _ in 0..<15 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        port.room = .max
        #expect(pacer.step(ticks: 1, isHeld: false) == nil)
        #expect(port.written.count == 320)
        for _ in 0..<5 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        #expect(port.written.count == 6 * 320)
    }

    @Test("a modem that takes nothing for too long ends the piece, and says so")
    func stuck() async {
        let pacer = pacer(timeout: -1)
        let job = job(Self.samples)
        port.room = 400
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        #expect(job.hasEnded)
        let report = await job.report()
        #expect(!report.finished)
        #expect(report.fault == .notTaken)
        #expect(report.written == 1)
        // The frame that was begun is written to its end, then silence.
        port.room = .max
        for _ in 0..<3 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        #expect(Array(port.written.prefix(640)) == Array(Self.octets(Self.samples).prefix(640)))
        #expect(port.written.dropFirst(640).allSatisfy { $0 == 0 })
    }

    @Test("a modem that took nothing from the start ends the first piece too")
    func stuckFromTheStart() async {
        let pacer = pacer(timeout: -1)
        port.room = 100
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        let job = job(Self.samples)
        #expect(pacer.step(ticks: 1, isHeld: false) == nil)
        #expect(job.hasEnded)
        let report = await job.report()
        #expect(report.fault == .notTaken)
        #expect((report.written, report.milliseconds) == (0, 0))
    }

    @Test("while the modem holds, nothing is written, and the piece waits")
    func held() async {
        let pacer = pacer(timeout: 60_000_000_000)
        let job = job(Self.samples)
        for _ in 0..<100 { #expect(pacer.step(ticks: 1, isHeld: true) == nil) }
        #expect(port.written.isEmpty)
        #expect(!job.hasEnded)
    }

    @Test("a cancelled piece ends at the next tick")
    func cancelled() async {
        let pacer = pacer()
        let job = job(Self.samples)
        job.cancel()
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        let report = await job.report()
        #expect(!report.finished)
        #expect(report.fault == nil)
    }

    @Test("a card that ran out gets its lead again")
    func underrun() async {
        let pacer = pacer()
        let job = job(Self.samples)
        #expect(pacer.step(ticks: 0, isHeld: false) == nil)
        port.answer = .underrun
        #expect(pacer.step(ticks: 1, isHeld: false) == nil)
        #expect(port.written.count == 640 + 640)
        for _ in 0..<4 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        #expect(await job.report().underruns == 1)
    }

    @Test("a port that fails says so")
    func failed() {
        let pacer = pacer()
        port.answer = .failed(.portGone)
        #expect(pacer.step(ticks: 0, isHeld: false) == .portGone)
    }

    @Test("keys in the caller's sound come out, and the sound does not stay")
    func keys() async {
        let pacer = pacer()
        port.toSay = Tones.press("9", milliseconds: 100, pause: 100)
        for _ in 0..<3 { #expect(pacer.step(ticks: 1, isHeld: false) == nil) }
        mailbox.end(fault: nil, frame: 320)
        var keys: [Character] = []
        for await key in mailbox.keys { keys.append(key.character) }
        #expect(keys == ["9"])
    }
}
