import EventStore
import Foundation
import LineCore
import LinePolicy
import Vocabulary

@testable import ModemSimulator

/// One story from a seed: a line, its modem and its store from noon on, through trouble into calm, and what was wrong.
final class Simulation {
    let seed: UInt64
    private let folder: String
    private let wire: VirtualWire
    private let world: StoryWorld
    private var line: SimulatedLine
    private(set) var coverage = Coverage()
    private var reference: UInt8 = 0

    init(seed: UInt64) throws {
        self.seed = seed
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        folder = base + "/jedisnon-simulation-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var settings = SimulatedSettings()
        settings.latency = .milliseconds(5)
        settings.sendTime = .milliseconds(900)
        settings.seed = seed
        wire = VirtualWire(settings)
        world = StoryWorld(seed: seed)
        line = SimulatedLine(
            wire: wire, world: world, store: try EventStore.open(folder: folder + "/state", mode: .service))
    }

    deinit {
        // What is left in the memory of this machine goes with it.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Plays the story to its end and returns what was wrong, one sentence each.
    func run() async throws -> [String] {
        wire.nextTurn = { [world] in world.next }
        wire.turn = { [self] in try goOn() }
        wire.vanished = { [self] in notePull() }
        line.operatorTurn = { [self] in await settleOperator() }
        wire.plugIn()
        while !world.isOver(at: wire.now) {
            do {
                try await line.live()
            } catch is Crash {
                try await restart()
            }
        }
        let judge = Judge(line: line, wire: wire, world: world)
        let wrong = try await judge.verdict()
        coverage.add(line.coverage)
        coverage.add(judge.coverage)
        try line.store.close()
        return wrong
    }

    /// The program died: what was only in its memory is gone.
    private func restart() async throws {
        wire.lose()
        coverage.add(line.coverage)
        let sends = line.sendsWhileRinging
        // As after kill -9: nothing is written any more, and the notes are lost.
        try line.store.close()
        let store = try EventStore.open(folder: folder + "/state", mode: .service)
        try await store.recover(now: world.time(at: wire.now))
        line = SimulatedLine(wire: wire, world: world, store: store)
        line.sendsWhileRinging = sends
        line.operatorTurn = { [self] in await settleOperator() }
        _ = try await store.judgeAllAgain(in: line.context(), now: world.time(at: wire.now))
    }

    // MARK: The story

    /// What the operator did since: the store is told in a transaction of its own.
    private var operatorDid: [StoryWorld.Turn] = []

    private func notePull() {
        coverage.count(.pulls)
        if line.isSending { coverage.count(.pullsInSending) }
    }

    private func goOn() throws {
        while let turn = world.take(at: wire.now) { try happen(turn) }
    }

    private func happen(_ turn: StoryWorld.Turn) throws {
        switch turn {
        case .text(let from, let text):
            coverage.count(.texts)
            reference &+= 1
            let pdus = DeliverBuilder.pdus(
                from: from, text: text,
                at: Date(timeIntervalSince1970: Double(world.time(at: wire.now).milliseconds) / 1000),
                quarters: 0, smsc: "+15145550199", reference: reference)
            wire.settle { machine in for pdu in pdus { _ = machine.arrive(pdu) } }
        case .call(let from):
            wire.settle { machine in
                let rings = machine.startRinging(.init(number: from, validity: 0), rings: 8, interval: .seconds(3))
                if rings { coverage.count(.calls) }
            }
        case .callerHangsUp: wire.settle { $0.callerHangsUp(waiting: false) }
        case .fault(let fault, let times): wire.settle { $0.faults.set(fault, times: times) }
        case .pull:
            notePull()
            wire.pull()
        case .plugIn: wire.plugIn()
        case .jump:
            coverage.count(.clockJumps)
            line.tell(.conditionsChanged)
        case .pause:
            coverage.count(.pauses)
            operatorDid.append(turn)
            line.tell(.conditionsChanged)
        case .reload:
            coverage.count(.reloads)
            operatorDid.append(turn)
            world.replyText = "Still no."
            world.rules.replyParts = 1
            line.tell(.settingsChanged)
        case .lock, .crash: break
        case .calm:
            wire.settle { $0.faults.clear() }
            wire.plugIn()
            // A modem that is stuck for good is pulled out and plugged in by somebody.
            wire.pull()
            wire.plugIn()
            operatorDid.append(.pause(false))
            line.tell(.conditionsChanged)
        }
    }

    /// Writes down what the operator did; a pause that is not written yet holds nothing.
    func settleOperator() async {
        while let turn = operatorDid.first, !world.isLocked {
            operatorDid.removeFirst()
            let time = world.time(at: wire.now)
            do {
                switch turn {
                case .pause(true):
                    try await line.store.pauseLine(StoryWorld.line, why: nil, releasePort: false, now: time)
                case .pause: _ = try await line.store.resumeLine(StoryWorld.line, now: time)
                case .reload: _ = try await line.store.judgeAllAgain(in: line.context(), now: time)
                default: break
                }
            } catch {
                operatorDid.insert(turn, at: 0)
                return
            }
            line.tell(.conditionsChanged)
        }
    }
}
