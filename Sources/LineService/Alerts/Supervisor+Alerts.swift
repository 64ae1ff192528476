import ControlAPI
import EventStore
import Foundation
import Glibc
import LineConfiguration
import LineCore
import LinePolicy
import Logging
import Vocabulary
import Words

/// Notices for people elsewhere: finds problems and writes notices as files.
extension Supervisor {
    /// Free space, in octets, below which a notice reports the disk as full.
    private static let leastSpace: UInt64 = 64 << 20

    /// Checks the box, records the notices that are due, and writes them into the spool.
    func sendAlerts() async throws {
        guard let settings = configuration.notify else { return }
        let now = await clock.now()
        let zone = configuration.service.timeZone
        let state = try await store.alertState(now: now, timeZone: zone)
        let lines = await pictures().map { BoxStatus.Line($0.line, $0.state, $0.notice?.code) }
        let occurrences = state.events.compactMap { event in
            event.payload.map { BoxStatus.Occurrence(line: event.line, $0) }
        }
        let view = BoxStatus(
            lines: lines, balances: try await balances(now: now), isDiskFull: isDiskFull(),
            isEvidenceKeyLost: try await store.isHeadKeyLost(at: now), hasCrashed: state.hasCrashed,
            occurrences: occurrences)
        var board = TroubleBoard(
            state.open, aliveAt: state.aliveAt, alertsToday: state.alertsToday, rules: settings.rules)
        let told = board.look(at: view, now: now)
        let head = told.isEmpty ? nil : try await evidence(now: now)
        let last = board.isFull ? told.lastIndex { $0.kind != .alive } : nil
        let files = try told.enumerated().map { index, alert in
            (alert, try file(alert, number: index, isLast: index == last, head, now: now))
        }
        try await store.keep(
            AlertDecision(open: board.open, told: files, seenSeq: state.newestSeq), after: state, now: now,
            timeZone: zone)
        try await spool(into: settings.spool, now: now)
    }

    /// The standing of the balance of each prepaid SIM.
    private func balances(now: Timestamp) async throws -> [String: BalanceStanding] {
        let asking = configuration.lines.compactMap { line in line.balance.map { (line.id, $0.floor) } }
        guard !asking.isEmpty else { return [:] }
        let stored = try await store.balances()
        return Dictionary(
            asking.map { ($0, BalanceStanding(stored[$0]?.known, floor: $1, now: now)) }, uniquingKeysWith: { $1 })
    }

    /// Writes a test notice, and returns the name of its file.
    func testAlert() async throws -> NotifyTestAnswer {
        guard let settings = configuration.notify else {
            throw ControlError(
                .configuration, "nobody is told anything: the configuration has no [notify]",
                hint: "add [notify] to the configuration, then `jedisnon reload`; see configuration.md")
        }
        let now = await clock.now()
        let file = try file(.test, number: 0, isLast: false, try await evidence(now: now), now: now)
        do {
            try await AlertSpool(folder: settings.spool).write(file)
        } catch {
            throw ControlError(.unusable, error.sentence, hint: "the folder must belong to the service's user")
        }
        return NotifyTestAnswer(file: file.name, spool: settings.spool)
    }

    /// Writes recorded notices into the spool; those that cannot be written are tried again next time.
    private func spool(into folder: String, now: Timestamp) async throws {
        let waiting = try await store.waitingAlerts()
        guard !waiting.isEmpty else { return }
        var done: [Int64] = []
        do throws(AlertSpool.Fault) {
            for (id, file) in waiting {
                try await AlertSpool(folder: folder).write(file)
                done.append(id)
            }
            loggedSpoolFault = ""
        } catch {
            if loggedSpoolFault != error.sentence { logger.error("\(error.sentence)") }
            loggedSpoolFault = error.sentence
        }
        try await store.spooled(done, now: now)
    }

    /// The newest head of the log, and whether its key was lost: each notice carries them out of the box.
    private func evidence(now: Timestamp) async throws -> AlertEvidence {
        let zone = configuration.service.timeZone
        return AlertEvidence(
            head: try await store.newestHead().map { head in
                HeadAnswer(head) { ZonedTime(milliseconds: $0.milliseconds, in: zone) }
            }, isKeyLost: try await store.isHeadKeyLost(at: now))
    }

    private func file(
        _ alert: Alert, number: Int, isLast: Bool, _ evidence: AlertEvidence?, now: Timestamp
    ) throws -> StoredAlert {
        let zone = configuration.service.timeZone
        let language = configuration.service.language
        // Names sort by time.
        let id =
            String(format: "%014lld-%02d-", now.milliseconds, number) + "\(alert.kind.rawValue)-\(alert.phase.rawValue)"
        let content = AlertFile(
            alert, id: id, text: language.words.sentence(alert), language: language, isLastToday: isLast,
            evidence: evidence, now: now
        ) { ZonedTime(milliseconds: $0.milliseconds, in: zone) }
        return StoredAlert(name: id + ".json", body: try JSONText.line(content) + "\n")
    }

    private func isDiskFull() -> Bool {
        var disk = statvfs()
        guard statvfs(configuration.service.stateDir, &disk) == 0 else { return true }
        return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < Self.leastSpace
    }
}

extension NotifySettings {
    /// The rules for ``TroubleBoard``.
    fileprivate var rules: AlertRules { AlertRules(kinds: kinds, after: after, alive: alive, perDay: perDay) }
}
