import EventStore
import LineConfiguration
import LinePolicy
import Logging
import Vocabulary

/// Periodic work.
extension Supervisor {
    /// Ends raids whose condition no longer holds.
    func endRaids() async throws {
        for id in try await store.raids().keys {
            guard let rules = setup(of: id)?.rules else { continue }
            _ = try await store.endRaid(on: id, rules: rules, now: await clock.now())
        }
    }

    /// Checks the clock; when the time became known or jumped, notifies every line.
    func followTime() async throws {
        _ = await clock.now()
        let changes = await clock.changes
        guard changes != seenTimeChanges else { return }
        for runner in runners.values { await runner.timeChanged() }
        for setup in LineSetup.all(of: configuration) { try await charge(setup) }
        seenTimeChanges = changes
    }

    /// The work of every minute: the price of the month, heartbeats.
    func upkeep() async throws {
        for setup in LineSetup.all(of: configuration) { try await charge(setup) }
        try await heartbeats(now: await clock.now())
    }

    /// Erases old data in small batches, in a task of its own that delays no other.
    func forgetOld() async throws {
        guard let now = try await clock.retentionTime() else { return }
        try await store.forgetOld(
            keepText: configuration.privacy.keepText, keepNumbers: configuration.privacy.keepNumbers, now: now)
        try await store.keep(within: configuration.privacy.databaseLimit, now: await clock.now())
    }

    /// Ends heartbeats that did not arrive, notifies their lines, and plans the next one that is due.
    private func heartbeats(now: Timestamp) async throws {
        for failure in try await store.endOverdueHeartbeats(after: .minutes(30), now: now) {
            logger.error(
                "the heartbeat from \(failure.sender) to \(failure.receiver) did not arrive: \(failure.failedLine) is not verified any more"
            )
        }
        let faults = try await store.heartbeatFaults()
        for (id, runner) in runners { await runner.note(heartbeatFailed: faults.contains(id)) }
        guard let every = configuration.heartbeat, await clock.trusted() != nil else { return }
        let ready = await readyLines()
        guard let next = try await store.dueHeartbeat(among: ready, every: every, now: now),
            let sender = setup(of: next.sender), let receiver = setup(of: next.receiver)
        else { return }
        let sim = await runners[next.sender]?.sim
        let context = sender.context(sim: sim)
        let token = Self.token()
        switch try await store.planHeartbeat(
            from: context, to: receiver.id, number: receiver.number, token: token, now: now)
        {
        case .planned:
            heartbeatRefusal = nil
            await runners[next.sender]?.replyPlanned()
        case .refused(let reason):
            // It is tried again every minute; the same refusal is logged once.
            let refusal = "no heartbeat from \(sender.id) to \(receiver.id): \(reason.rawValue)"
            if refusal != heartbeatRefusal { logger.notice("\(refusal)") }
            heartbeatRefusal = refusal
        }
    }

    /// The lines that can take part in a heartbeat now, in configuration order.
    private func readyLines() async -> [String] {
        var ready: [String] = []
        for line in configuration.lines {
            guard let runner = runners[line.id] else { continue }
            if await runner.picture.state == .ready { ready.append(line.id) }
        }
        return ready
    }

    /// A random word that no person would write.
    private static func token() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return "hb-" + String((0..<16).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }

    /// Charges the monthly price; not without a usable time, because the month is unknown then.
    private func charge(_ setup: LineSetup) async throws {
        guard setup.monthly > .zero, let now = await clock.trusted() else { return }
        try await store.chargeMonthly(
            setup.monthly, in: setup.context(sim: nil), now: now)
    }
}
