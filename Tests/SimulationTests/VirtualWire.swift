import ATProtocol
import Foundation
import Vocabulary

@testable import ModemSimulator

/// One simulated modem and one dialogue with it, in made-up time.
///
/// While a command is under way time goes by: whatever the story has for that time happens in the middle of it.
final class VirtualWire {
    /// The modem.
    var machine: ModemMachine
    /// Somebody has the port open.
    private(set) var isOpen = false
    /// What somebody beside the modem writes down about its calls.
    var watch = CallWatch()
    /// What the modem says unasked.
    var heard: (ATIndication) -> Void = { _ in }
    /// A fault of the modem pulled the cable.
    var vanished: () -> Void = {}
    /// What is done while a command is under way, and when at the latest.
    var meanwhile: () async throws -> Void = {}
    var meanwhileDue: () -> Uptime? = { nil }

    /// Its number among those who take turns.
    let id: Int
    let clock: VirtualClock
    private var dialogue = ATDialogue()
    private var timers: [(timer: ATTimer, at: Uptime)] = []
    private var answer: ATResponse?
    private var isWaiting = false
    private var outbox: [UInt8] = []
    private let origin: ContinuousClock.Instant
    /// Counts what makes it worth to look up: what was done to the modem from outside, and indications.
    private var news = 0

    init(_ settings: SimulatedSettings, profile: SimulatedProfile, id: Int, clock: VirtualClock) {
        (self.id, self.clock) = (id, clock)
        origin = .now
        machine = ModemMachine(
            profile: profile, settings: settings, now: origin + .milliseconds(VirtualClock.start.milliseconds))
    }

    var now: Uptime { clock.now }

    /// Texts that lie in the modem, or wait for it in the network.
    var texts: Int {
        ["SM", "ME"].reduce(machine.network.waiting.count) { $0 + machine.storage.messages(in: $1).count }
    }

    // MARK: The cable

    /// The modem is plugged in, and has its power.
    func plugIn() {
        guard !machine.isPlugged else { return }
        settle { $0.plugIn() }
    }

    /// The cable is pulled.
    func pull() {
        settle { $0.unplug() }
        lose()
    }

    /// Opens the port; false while there is none.
    func open() -> Bool {
        guard machine.isPlugged else { return false }
        settle { $0.hostIsAttached = true }
        isOpen = true
        return true
    }

    /// Closes the port, or finds it closed: what is under way will never be answered.
    func lose() {
        isOpen = false
        outbox = []
        machine.hostIsAttached = false
        perform(dialogue.reset())
        timers = []
        watch.disturb()
    }

    // MARK: Time

    /// Changes the modem at this moment, and hears what it says to that.
    func settle(_ change: (inout ModemMachine) -> Void) {
        machine.advance(to: instant)
        change(&machine)
        hear()
        news += 1
        clock.wake(id)
    }

    /// Lets time go by until `end`, or until something was done to the modem or it said something.
    func pass(until end: Uptime) async throws {
        let before = news
        flush()
        while now < end, news == before { try await step(until: end) }
    }

    /// Goes to the next moment at which something happens, at most `end`.
    private func step(until end: Uptime) async throws {
        flush()
        // The port may have gone with what was written.
        if isWaiting, answer != nil { return }
        var next = end
        for timer in timers { next = min(next, timer.at) }
        if let moment = machine.nextMoment {
            let milliseconds = Int64(((moment - origin) / .milliseconds(1)).rounded(.up))
            next = min(next, Uptime(milliseconds: milliseconds))
        }
        try await clock.sleep(id, until: next)
        machine.advance(to: instant)
        hear()
        while let index = timers.indices.filter({ timers[$0].at <= now }).min(by: { timers[$0].at < timers[$1].at }) {
            perform(dialogue.fire(timers.remove(at: index).timer))
        }
    }

    private var instant: ContinuousClock.Instant { origin + .milliseconds(now.milliseconds) }

    /// Writes what is to be written, and hears what the modem says to it.
    private func flush() {
        while !outbox.isEmpty, isOpen {
            let bytes = outbox
            outbox = []
            machine.now = instant
            machine.receive(bytes)
            hear()
        }
    }

    /// Takes what the modem has said by now.
    private func hear() {
        while let bytes = machine.wire.take(now: instant) {
            if isOpen { perform(dialogue.receive(bytes)) }
        }
        watch.look(at: machine, at: now)
        if machine.wantsToVanish {
            vanished()
            pull()
        }
    }

    // MARK: Commands

    /// Sends a command and waits for its end.
    func ask(_ command: ATCommand) async throws -> ATResponse {
        guard isOpen else { return ATResponse(result: .portLost) }
        if dialogue.isDesynchronised, !(try await resynchronise(attempts: 2)) { return ATResponse(result: .timedOut) }
        return try await end(of: dialogue.send(command))
    }

    /// Sends a command without a body.
    func ask(_ text: String, timeout: Int = 5_000) async throws -> ATResponse {
        try await ask(ATCommand(text, timeout: timeout))
    }

    /// Brings the dialogue back into step; false where nothing is answered.
    func resynchronise(attempts: Int = 3) async throws -> Bool {
        guard isOpen else { return false }
        return try await end(of: dialogue.resynchronise(attempts: attempts, interval: 1_000)).result == .ok
    }

    private func end(of actions: [ATAction]) async throws -> ATResponse {
        answer = nil
        perform(actions)
        isWaiting = true
        defer { isWaiting = false }
        // Every command has a timer of its own, so this ends.
        while answer == nil {
            try await step(until: meanwhileDue() ?? now + .minutes(10))
            try await meanwhile()
        }
        return answer ?? ATResponse(result: .portLost)
    }

    private func perform(_ actions: [ATAction]) {
        for action in actions {
            switch action {
            // It goes out when all of the actions are done: a real port answers no sooner.
            case .write(let bytes): outbox += bytes
            case .start(let timer, let milliseconds):
                timers.removeAll { $0.timer == timer }
                timers.append((timer, now + Span(milliseconds: Int64(milliseconds))))
            case .cancel(let timer): timers.removeAll { $0.timer == timer }
            case .bodyWritten: break
            case .finished(let response): answer = response
            case .indication(let indication):
                news += 1
                heard(indication)
            case .rejected: answer = ATResponse(result: .timedOut)
            }
        }
    }
}
