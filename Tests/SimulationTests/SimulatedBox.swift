import EventStore
import Foundation
import LineCore
import LinePolicy
import Logging
import Vocabulary

@testable import EventStore
@testable import LineService
@testable import ModemSimulator

/// The box of a story: its store, its clock, its lines and their modems, and the program that runs and dies on it.
final class SimulatedBox {
    private static let quiet = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
    private static let buildDate = Timestamp(seconds: 1_767_225_600)

    let story: Story
    let clock = VirtualClock()
    let wires: [VirtualWire]
    let witness = Witness()
    private let folder: StateFolder
    private(set) var store: EventStore
    private(set) var time: ServiceClock
    private(set) var ticker: StoreTicker
    private(set) var lines: [SimulatedLine] = []
    /// The settings of the lines, as they are now.
    var settings: [StoryLine] { story.lines }
    /// The lines whose pause is written down.
    var paused: Set<Int> = []
    /// The disk takes nothing.
    var isLocked = false
    /// What the operator did and could not be written down yet.
    var operatorDid: [Turn] = []
    var traps: [(line: Int, point: LinePoint, turns: [Turn])] = []
    /// Effects that are left until the program dies.
    var effectsToLive: Int?
    /// What the story has still to come.
    var turns: ArraySlice<(at: Uptime, turn: Turn)>
    var nextTick = VirtualClock.start
    var seenTimeChanges = 0
    var pdus: [StoryPart: String] = [:]
    /// Everything is over.
    var isOver = false
    private(set) var coverage = Coverage()

    /// The box of a story, with its program started; `lines` answers what the store's ticker asks.
    init(_ story: Story, lines ticked: any TickedLines) async throws {
        self.story = story
        turns = story.turns[...]
        folder = try StateFolder.withDatabase()
        let clock = clock
        if story.box.startsWithoutClock { clock.shown.set(offset: .days(-20_000), isSynchronised: false) }
        wires = story.lines.enumerated().map { VirtualWire($1.modem, profile: $1.profile, id: $0, clock: clock) }
        store = try EventStore.open(folder: folder.path, mode: .service)
        time = try await Self.time(store, clock.shown)
        ticker = StoreTicker(store: store, clock: time, lines: ticked, logger: Self.quiet)
        for (index, line) in settings.enumerated() where line.voice == .verified {
            try await store.voiceVerified(line: line.id, with: voiceIdentity(of: index), now: await time.now())
        }
        try await startLines()
        for wire in wires {
            wire.vanished = { [unowned self] in vanished(wire.id) }
            wire.plugIn()
        }
    }

    /// The program died: what was only in its memory is gone, and it starts anew.
    func restart(lines ticked: any TickedLines) async throws {
        for wire in wires { wire.lose() }
        try await setLock(false)
        // As after kill -9: nothing is written any more, and the notes are lost.
        try store.close()
        effectsToLive = nil
        store = try EventStore.open(folder: folder.path, mode: .service)
        for reply in witness.outcomes.keys {
            let isOpen = try await store.read {
                try $0.number("SELECT 1 FROM reply WHERE id = \(reply) AND state = 'sending'") != nil
            }
            if isOpen { witness.forgot(reply) }
        }
        time = try await Self.time(store, clock.shown)
        ticker = StoreTicker(store: store, clock: time, lines: ticked, logger: Self.quiet)
        try await startLines()
    }

    private static func time(_ store: EventStore, _ shown: ShownClocks) async throws -> ServiceClock {
        shown.start()
        return try await ServiceClock(
            store: store, buildDate: buildDate, timeZone: zone, logger: quiet, source: { shown.look() })
    }

    private func startLines() async throws {
        seenTimeChanges = 0
        nextTick = clock.now
        let now = await time.now()
        try await store.recover(now: now)
        paused = Set(try await store.pauses().keys.compactMap { id in settings.firstIndex { $0.id == id } })
        lines = wires.indices.map { SimulatedLine(box: self, index: $0) }
        try await follow()
    }

    /// The store follows the settings as they are.
    func follow() async throws {
        let isTimeKnown = await time.trusted() != nil
        try await store.apply(
            settings.indices.map { ConfiguredLine(context: lines[$0].context()) }, now: await time.now(),
            isTimeKnown: isTimeKnown)
    }

    func close() throws { try store.close() }

    // MARK: What others ask

    private static let zone = TimeZone(identifier: "America/Toronto") ?? .gmt

    func context(of index: Int, sim: String?, isRoaming: Bool) -> LineContext {
        let line = settings[index]
        var budget = BudgetRules()
        budget.box.total = story.box.total
        return LineContext(
            line: line.id, sim: sim ?? "line:\(line.id)", rules: line.rules,
            condition: LineCondition(isRoaming: isRoaming), replyText: line.replyText, budget: budget,
            timeZone: Self.zone, joinedText: JoinedParts.text, edges: JoinedParts.edges)
    }

    func voiceIdentity(of index: Int) -> VoiceIdentity {
        VoiceIdentity(modem: settings[index].modem.imei, firmware: "1", sim: settings[index].modem.iccid)
    }

    func setLock(_ isLocked: Bool) async throws {
        self.isLocked = isLocked
        try await store.onWriter { try $0.run("PRAGMA query_only = \(isLocked)") }
    }

    func count(_ kind: Coverage.Kind, _ number: Int = 1) { coverage.count(kind, number) }

    /// Dies where the story has the program killed: before an effect, or after it and before that was noted.
    func mayDie() throws {
        guard let left = effectsToLive else { return }
        effectsToLive = left > 0 ? left - 1 : nil
        if left == 0 { throw died() }
    }

    /// The program dies now.
    func died() -> Crash {
        count(.crashes)
        if lines.contains(where: \.isSending) { count(.crashesInSending) }
        if wires.contains(where: { !$0.machine.calls.present.isEmpty }) { count(.crashesInCalls) }
        return Crash()
    }

    /// `JEDISNON_TRACE`: what happens is printed, for whoever looks for a fault.
    private static let traces = ProcessInfo.processInfo.environment["JEDISNON_TRACE"] != nil

    func trace(_ line: Int, _ what: @autoclosure () -> String) {
        if Self.traces { print("\(clock.now - VirtualClock.start) \(line): \(what())") }
    }
}
