import LinePolicy
import SeededRandom
import Testing
import Vocabulary

@testable import LineCore

/// Inputs between any two steps of a line, or during one of them.
struct WorkLaneInterleavingTests {
    private typealias Change = @Sendable (inout MadeUpLine) -> Void

    /// All inputs, and the inputs that end them again.
    private static let events: [(name: String, begin: Change, end: Change)] = [
        (
            "a call", { $0.hasCall = true },
            {
                $0.hasCall = false; $0.lane.asked(.callIsOver, at: $0.now)
            }
        ),
        (
            "a pause",
            {
                $0.isPaused = true
                $0.generation += 1
                $0.lane.asked(.conditionsChanged, at: $0.now)
            },
            {
                $0.isPaused = false
                $0.generation += 1
                $0.lane.asked(.conditionsChanged, at: $0.now)
            }
        ),
        ("a STOP of somebody else", { $0.generation += 1 }, { _ in }),
        (
            "a loss of the network",
            {
                $0.isHome = false
                $0.lane.heard(.registration(.circuitSwitched, status: 2), at: $0.now)
            },
            {
                $0.isHome = true
                $0.lane.heard(.registration(.circuitSwitched, status: 1), at: $0.now)
            }
        ),
        (
            "a SIM that is pulled",
            {
                $0.iccid = nil
                $0.lane.heard(.sim(.gone), at: $0.now)
            },
            {
                $0.iccid = MadeUpLine.own
                $0.lane.heard(.sim(.came), at: $0.now)
            }
        ),
        ("a full disk", { $0.diskIsFull = true }, { $0.diskIsFull = false }),
        ("silence", { $0.unanswered = 1 }, { _ in }),
        ("a refusal", { $0.refused = ["SM"] }, { $0.refused = [] }),
        ("a text", { $0.receive(200) }, { _ in }),
        ("other settings", { $0.lane.asked(.settingsChanged, at: $0.now) }, { _ in }),
        ("a modem that forgot", { $0.lane.heard(.settingsLost, at: $0.now) }, { _ in }),
    ]

    /// A line with two texts and a reply of three parts in progress.
    private func busy() -> MadeUpLine {
        var line = MadeUpLine()
        line.parts = 3
        line.interval = .zero
        line.begin()
        line.run(for: .milliseconds(500))
        line.receive(1)
        line.receive(2)
        return line
    }

    /// The number of effects until they are finished.
    private var length: Int {
        var line = busy()
        var count = 0
        while line.step() { count += 1 }
        return count
    }

    @Test("with each input at each step nothing is lost, nothing is sent twice, and nothing while forbidden")
    func eachStep() {
        #expect(length > 12)
        for position in 0..<length {
            for isDuring in [false, true] {
                for event in Self.events {
                    var line = busy()
                    for _ in 0..<position { line.step() }
                    if isDuring { line.step { line, _ in event.begin(&line) } } else { event.begin(&line) }
                    line.run(for: .seconds(3))
                    event.end(&line)
                    line.run(for: .minutes(4))
                    let place = "\(event.name) \(isDuring ? "during" : "before") step \(position)"
                    #expect(line.wrongs.isEmpty, "\(place)")
                    #expect(line.lane.end == nil, "\(place)")
                    #expect(line.memories["SM"]?.isEmpty == true, "\(place)")
                    let texts = Set(line.recorded.map(\.content.octets))
                    #expect(texts.isSuperset(of: [[1], [2]]) && texts.count == line.recorded.count, "\(place)")
                    #expect(line.planned.isEmpty && line.sending == nil, "\(place)")
                    // The rest of a text is not sent by a SIM that was out.
                    guard event.name != "a SIM that is pulled" else { continue }
                    #expect(line.outcomes.values.allSatisfy { $0 == .sent }, "\(place)")
                    #expect(line.onAir.values.allSatisfy { $0 == [0, 1, 2] }, "\(place)")
                }
            }
        }
    }

    @Test("when the port is released or lost, or the service stops, at any step, no reply is left in progress")
    func eachStepPort() {
        let ends: [(String, Change)] = [
            (
                "released",
                {
                    $0.releasesPort = true; $0.lane.asked(.releasePort, at: $0.now)
                }
            ),
            (
                "stops",
                {
                    $0.ending = .afterPart; $0.lane.asked(.releasePort, at: $0.now)
                }
            ),
            (
                "starts over",
                {
                    $0.ending = .afterReply; $0.lane.asked(.releasePort, at: $0.now)
                }
            ),
            ("lost", { $0.lane.asked(.portLost, at: $0.now) }),
            ("restarted", { $0.lane.heard(.restarted, at: $0.now) }),
        ]
        for position in 0..<length {
            for isDuring in [false, true] {
                for (name, end) in ends {
                    var line = busy()
                    for _ in 0..<position { line.step() }
                    if isDuring { line.step { line, _ in end(&line) } } else { end(&line) }
                    line.run(for: .minutes(3))
                    line.close()
                    let place = "\(name) \(isDuring ? "during" : "before") step \(position)"
                    #expect(line.lane.end != nil, "\(place)")
                    #expect(line.wrongs.isEmpty && line.sending == nil, "\(place)")
                    // A reply that was begun and not sent completely is unknown, and is never sent again.
                    for (reply, parts) in line.onAir where parts.count < 3 {
                        guard case .unknown = line.outcomes[reply] else {
                            Issue.record("\(place): \(String(describing: line.outcomes[reply]))")
                            continue
                        }
                    }
                    // A line that starts over sends the reply in progress.
                    if name == "starts over" {
                        #expect(line.onAir.values.allSatisfy { $0.count == 3 }, "\(place)")
                    }
                    #expect(!line.planned.contains { line.onAir[$0] != nil }, "\(place)")
                }
            }
        }
    }

    @Test("storms of all inputs end in a correct state")
    func stormsEverything() {
        for seed in 0..<400 {
            var random = SeededGenerator(seed: UInt64(seed))
            var line = MadeUpLine()
            line.parts = Int.random(in: 1...3, using: &random)
            line.interval = .seconds(Int64.random(in: 0...6, using: &random))
            line.begin()
            var open: [Int] = []
            var octet: UInt8 = 0
            for _ in 0..<60 where line.lane.end == nil {
                let event = Int.random(in: 0..<Self.events.count, using: &random)
                // At most until the session ends for a reason of its own.
                if open.contains(event) {
                    Self.events[event].end(&line)
                    open.removeAll { $0 == event }
                } else if Self.events[event].name != "a text" {
                    Self.events[event].begin(&line)
                    open.append(event)
                }
                if octet < 120, line.iccid != nil {
                    octet += 1
                    line.receive(octet, isAnnounced: Bool.random(using: &random))
                }
                line.run(for: .milliseconds(Int64.random(in: 1...9_000, using: &random)))
            }
            for event in open { Self.events[event].end(&line) }
            line.run(for: .minutes(Int64(octet) + 10))
            #expect(line.wrongs.isEmpty, "seed \(seed)")
            #expect(line.lane.end == nil, "seed \(seed)")
            #expect(Set(line.recorded.map(\.content.octets)).count == Int(octet), "seed \(seed)")
            #expect(line.recorded.count == Int(octet), "seed \(seed)")
            #expect(line.memories["SM"]?.isEmpty == true && line.planned.isEmpty && line.sending == nil, "seed \(seed)")
            #expect(line.outcomes.count == Int(octet), "seed \(seed)")
        }
    }

    /// A line with a due balance query, and a text that comes meanwhile.
    private func curious() throws -> MadeUpLine {
        var line = MadeUpLine()
        line.question = BalanceQuestion(
            code: try ServiceCode("*123#"), pattern: try AmountPattern(#"(\d+\.\d\d)"#), floor: nil)
        line.menu = (NetworkText(stage: .waits, readings: ["Balance 12.50, 1 for more"]), .seconds(2))
        line.begin()
        return line
    }

    @Test(
        "with each input at each step a balance query is sent once a day, and only while permitted")
    func eachStepBalance() throws {
        var whole = try curious()
        var length = 0
        while whole.lane.balance.stage.isIdle || length < 20 {
            if !whole.step() { whole.now = whole.now + .milliseconds(500) }
            length += 1
            guard length < 200 else { break }
        }
        #expect(whole.asked.written.count == 1)
        for position in 0..<(length + 10) {
            for isDuring in [false, true] {
                for event in Self.events {
                    var line = try curious()
                    for _ in 0..<position where !line.step() { line.now = line.now + .milliseconds(500) }
                    if isDuring { line.step { line, _ in event.begin(&line) } } else { event.begin(&line) }
                    line.run(for: .seconds(3))
                    event.end(&line)
                    line.run(for: .minutes(4))
                    let place = "\(event.name) \(isDuring ? "during" : "before") step \(position)"
                    #expect(line.wrongs.isEmpty && line.lane.end == nil, "\(place)")
                    #expect(line.asked.written.count == 1, "\(place)")
                    #expect(
                        line.balances.filter { $0 != .notAsked } == [.amount(Money(micros: 12_500_000))], "\(place)")
                    #expect(line.endedMenus == 1 && line.planned == [], "\(place) \(line.endedMenus)")
                }
            }
        }
    }

    @Test("when the port is lost or released at any step, a query was sent, or does not count")
    func eachStepBalancePort() throws {
        let ends: [Change] = [
            { $0.lane.asked(.portLost, at: $0.now) },
            {
                $0.releasesPort = true; $0.lane.asked(.releasePort, at: $0.now)
            },
        ]
        for position in 0..<40 {
            for isDuring in [false, true] {
                for end in ends {
                    var line = try curious()
                    for _ in 0..<position where !line.step() { line.now = line.now + .milliseconds(500) }
                    if isDuring { line.step { line, _ in end(&line) } } else { end(&line) }
                    line.run(for: .minutes(2))
                    line.close()
                    #expect(line.wrongs.isEmpty, "step \(position)")
                    #expect(line.asked.committed.count == line.asked.written.count, "step \(position)")
                }
            }
        }
    }
}

extension BalanceWatch.Stage {
    fileprivate var isIdle: Bool { if case .idle = self { true } else { false } }
}
