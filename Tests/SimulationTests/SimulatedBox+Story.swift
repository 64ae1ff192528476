import EventStore
import LineCore
import LinePolicy
import SMSCodec
import Vocabulary

@testable import EventStore
@testable import LineService
@testable import ModemSimulator

/// What happens to the box, and what it does by itself.
extension SimulatedBox {
    /// Tells the story to its end; now and then the box does what has to be done.
    func tell(as id: Int) async throws {
        while !isOver {
            try await clock.sleep(id, until: min(nextTick, turns.first?.at ?? nextTick))
            while let turn = turns.first, turn.at <= clock.now {
                turns.removeFirst()
                try await happen(turn.turn)
            }
            if nextTick <= clock.now { try await tick() }
        }
        for wire in wires { clock.wake(wire.id) }
    }

    private func tick() async throws {
        // Where nothing waits to be written, nobody has to look each second.
        nextTick = clock.now + (store.hasNotes || !operatorDid.isEmpty ? .seconds(1) : .seconds(5))
        try await settleOperator()
        await ticker.tick(at: clock.now)
        _ = await time.now()
        let changes = await time.changes
        if changes != seenTimeChanges {
            seenTimeChanges = changes
            for line in lines { line.tell(.conditionsChanged) }
        }
        if story.box.isRaided, !isLocked {
            for id in try await store.raids().keys {
                guard let rules = settings.first(where: { $0.id == id })?.rules else { continue }
                _ = try await store.endRaid(on: id, rules: rules, now: await time.now())
            }
        }
        if clock.now >= Story.calm + .seconds(75) { isOver = try await isSettled() || clock.now >= Story.end }
    }

    /// Nothing is open any more.
    private func isSettled() async throws -> Bool {
        guard !store.hasNotes, lines.allSatisfy(\.isQuiet), try await store.raids().isEmpty else { return false }
        let work = try await store.openWork()
        return work.lines.isEmpty && work.orphans.isEmpty && work.longMessages.isEmpty
    }

    /// A line came to a point: what waits for it there happens.
    func reached(_ point: LinePoint, by line: Int) async throws {
        guard let index = traps.firstIndex(where: { $0.line == line && $0.point == point }) else { return }
        for turn in traps.remove(at: index).turns {
            count(.traps)
            try await happen(turn)
        }
    }

    private func happen(_ turn: Turn) async throws {
        trace(9, "-- \(turn)")
        switch turn {
        case .text(let line, let from, let parts): try bring(parts, from: from, to: line)
        case .call(let line, let from, let rings): ring(line, from: from, rings: rings)
        case .callerHangsUp(let line, let isWaiting): wires[line].settle { $0.callerHangsUp(waiting: isWaiting) }
        case .key(let line, let key, let byEar): press(key, on: line, byEar: byEar)
        case .soundFlow(let line, let isOpen):
            wires[line].settle { if $0.openSound != nil { $0.say(isOpen ? "+QPCMV: 1,0" : "+QPCMV: 0,0") } }
        case .fault(let line, let fault, let times): wires[line].settle { $0.faults.set(fault, times: times) }
        case .pull(let line):
            notePull(line)
            wires[line].pull()
        case .plugIn(let line): wires[line].plugIn()
        case .pause, .reload:
            operatorDid.append(turn)
            try await settleOperator()
        case .lock(let isLocked): try await setLock(isLocked)
        case .clock(let offset, let isSynchronised):
            count(.clockJumps)
            clock.shown.set(offset: offset, isSynchronised: isSynchronised)
        case .crash(let effects):
            effectsToLive = effects
            if effects == 0 { try mayDie() }
        case .trap(let line, let point, let turns): traps.append((line, point, turns))
        case .calm: try await calm()
        }
    }

    private func calm() async throws {
        (traps, effectsToLive) = ([], nil)
        clock.shown.set(offset: .zero, isSynchronised: true)
        if isLocked { try await setLock(false) }
        for wire in wires {
            wire.settle { $0.faults.clear() }
            wire.plugIn()
        }
        for line in settings.indices { operatorDid.append(.pause(line, false)) }
        try await settleOperator()
    }

    // MARK: People

    private func bring(_ parts: [StoryPart], from: String, to line: Int) throws {
        count(.texts)
        if parts.contains(where: { $0.total > 1 }) { count(.longParts) }
        if story.lines.contains(where: { $0.number == from }) { count(.ownNumbers) }
        for part in parts {
            let pdu = try pdus[part] ?? pdu(of: part, from: from)
            pdus[part] = pdu
            witness.came(part, from: from, on: line, at: clock.now)
            wires[line].settle { $0.arrive(pdu) }
        }
    }

    private func pdu(of part: StoryPart, from: String) throws -> String {
        let number = UInt8(truncatingIfNeeded: part.text)
        let header =
            part.total > 1 ? UserDataHeader(octets: [0, 3, number, UInt8(part.total), UInt8(part.number + 1)]) : nil
        let message = Deliver(
            originator: try Address(number: from), dcs: DataCodingScheme(alphabet: .gsm7),
            timestamp: ServiceCentreTimestamp(
                unixSeconds: clock.shown.networkTime.milliseconds / 1_000, quarterHours: 0),
            userData: try UserData(text: part.words, alphabet: .gsm7, header: header))
        return PDU(smsc: try Address(number: "+15145550199"), tpdu: .deliver(message)).hex
    }

    private func ring(_ line: Int, from: String?, rings: Int) {
        let isSecond = !wires[line].machine.calls.present.isEmpty
        wires[line].settle { machine in
            let caller = SimulatedCall.Caller(number: from, validity: from == nil ? 1 : 0)
            guard machine.startRinging(caller, rings: rings, interval: .seconds(3)) else { return }
            count(isSecond ? .secondCallers : .calls)
        }
    }

    private func press(_ key: Character, on line: Int, byEar: Bool) {
        guard let talk = wires[line].machine.calls.first(.active) else { return }
        count(.keys)
        if byEar {
            lines[line].hear(key: key)
        } else {
            wires[line].settle { _ = $0.press(key, for: .milliseconds(120)) }
        }
        if key == "9", let number = talk.caller.number { witness.pressedStop.append(number) }
    }

    // MARK: Trouble

    func notePull(_ line: Int) {
        count(.pulls)
        guard lines.indices.contains(line) else { return }
        if lines[line].isSending { count(.pullsInSending) }
        if !wires[line].machine.calls.present.isEmpty { count(.pullsInCalls) }
    }

    /// A fault of the modem pulled the cable: somebody plugs it in again.
    func vanished(_ line: Int) {
        notePull(line)
        let back = clock.now + .seconds(15)
        let place = turns.firstIndex { $0.at > back } ?? turns.endIndex
        turns.insert((back, .plugIn(line)), at: place)
    }

    // MARK: The operator

    /// Writes down what the operator did, and switches then; a pause that is not written yet holds nothing.
    private func settleOperator() async throws {
        while let turn = operatorDid.first, !isLocked {
            operatorDid.removeFirst()
            switch turn {
            case .pause(let line, true):
                count(.pauses)
                if lines[line].isSending { count(.pausesInSending) }
                try await store.pauseLine(settings[line].id, why: nil, releasePort: false, now: await time.now())
                paused.insert(line)
                lines[line].tell(.conditionsChanged)
            case .pause(let line, false):
                guard paused.contains(line) else { break }
                try await store.resumeLine(settings[line].id, now: await time.now())
                _ = try await store.judgeAllAgain(in: lines[line].context(), now: await time.now())
                paused.remove(line)
                lines[line].tell(.conditionsChanged)
            case .reload:
                count(.reloads)
                for line in settings.indices {
                    settings[line].replyText = "Still no."
                    settings[line].rules.replyParts = 1
                }
                try await follow()
                for line in lines { line.tell(.settingsChanged) }
            default: break
            }
        }
    }
}
