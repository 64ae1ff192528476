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

/// Notices for people elsewhere when something breaks: finds what is wrong and writes notices as files.
extension Supervisor {
    /// Free space, in octets, below which a notice reports the disk as full.
    private static let leastSpace: UInt64 = 64 << 20

    /// Finds what to report, records it, and writes the notices into the spool.
    func sendAlerts() async throws {
        guard let settings = configuration.notify else { return }
        let now = await clock.now()
        let zone = configuration.service.timeZone
        let state = try await store.alertState(now: now, timeZone: zone)
        var board = TroubleBoard(state.open, after: settings.after)
        let lines = await pictures().map { ($0.line, $0.state, $0.notice?.code) }
        let wrong = Trouble.found(lines, isDiskFull: isDiskFull()).filter {
            settings.kinds.contains($0.kind.alertKind)
        }
        let room = max(0, settings.perDay - state.toldToday)
        var told = Self.happened(state, settings: settings)
        if settings.alive > .zero, settings.kinds.contains(.alive),
            state.aliveAt.map({ now - $0 >= settings.alive || now < $0 }) ?? true
        {
            told.append(.alive(ready: lines.count { $0.1 == .ready }, of: lines.count))
        }
        told = Array(told.prefix(room))
        told += board.look(at: Set(wrong), now: now, atMost: room - told.count)
        let files = try told.enumerated().map { index, one in
            (one, try file(one, number: index, isLast: state.toldToday + index + 1 == settings.perDay, now: now))
        }
        try await store.keep(
            AlertDecision(open: board.open, told: files, seenSeq: state.newestSeq), after: state, now: now,
            timeZone: zone)
        try await spool(into: settings.spool, now: now)
    }

    /// Writes a test notice, and returns the name of its file.
    func testAlert() async throws -> NotifyTestAnswer {
        guard let settings = configuration.notify else {
            throw ControlError(
                .configuration, "nobody is told anything: the configuration has no [notify]",
                hint: "add [notify] to the configuration, then `jedisnon reload`; see configuration.md")
        }
        let now = await clock.now()
        let file = try file(.test, number: 0, isLast: false, now: now)
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
            toldSpool = ""
        } catch {
            if toldSpool != error.sentence { logger.error("\(error.sentence)") }
            toldSpool = error.sentence
        }
        try await store.spooled(done, now: now)
    }

    /// Single events since the last look that each need a notice.
    private static func happened(_ state: AlertState, settings: NotifySettings) -> [Alert] {
        var told: [Alert] = state.hasCrashed ? [.crashed] : []
        let raids = state.events.compactMap { event in
            if case .raidStarted(let isByHand)? = event.payload, let line = event.line { (line, isByHand) } else { nil }
        }
        if !raids.isEmpty {
            told.append(
                .raidBegan(lines: Array(Set(raids.map(\.0))).sorted(), isByHand: raids.allSatisfy { $0.1 }))
        }
        for event in state.events {
            switch event.payload {
            case .raidEnded(let raid)?: told.append(.raidEnded(line: event.line ?? "", raid))
            case .budgetWarning(let limit)?: told.append(.budgetWarning(line: limited(event, limit), limit))
            case .budgetExhausted(let limit)?: told.append(.budgetExhausted(line: limited(event, limit), limit))
            default: break
            }
        }
        return told.filter { settings.kinds.contains($0.kind) }
    }

    private static func limited(_ event: EventRecord, _ limit: LimitDetails) -> String? {
        limit.scope == .line ? event.line : nil
    }

    private func file(
        _ alert: Alert, number: Int, isLast: Bool, now: Timestamp
    ) throws -> StoredAlert {
        let zone = configuration.service.timeZone
        let language = configuration.service.language
        // Names sort in the order of time.
        let id =
            String(format: "%014lld-%02d-", now.milliseconds, number) + "\(alert.kind.rawValue)-\(alert.phase.rawValue)"
        let content = AlertFile(
            alert, id: id, text: language.words.sentence(alert), language: language, isLastToday: isLast,
            now: now
        ) { ZonedTime(milliseconds: $0.milliseconds, in: zone) }
        return StoredAlert(name: id + ".json", body: try JSONText.line(content) + "\n")
    }

    private func isDiskFull() -> Bool {
        var disk = statvfs()
        guard statvfs(configuration.service.stateDir, &disk) == 0 else { return true }
        return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < Self.leastSpace
    }
}

extension Trouble {
    /// What is wrong, by the states of the lines; a paused or degraded line can still receive.
    static func found(_ lines: [(line: String, state: LineState, code: NoticeCode?)], isDiskFull: Bool) -> [Trouble] {
        var found = lines.compactMap { line, state, code -> Trouble? in
            switch state {
            case .pinRequired, .simMissing: Trouble(.sim, line: line)
            case .absent, .noNetwork, .failed, .starting: Trouble(.lineDown, line: line)
            case .degraded: code == .notRecorded ? Trouble(.disk) : nil
            case .ready, .paused: nil
            }
        }
        if isDiskFull { found.append(Trouble(.disk)) }
        return found
    }
}
