import ControlAPI
import EventStore
import Foundation
import LineConfiguration
import LinePolicy
import Vocabulary

/// Turns rows of the store into answers of the control API, with or without a running service.
public struct Answers: Sendable {
    let store: EventStore
    let configuration: Configuration

    /// Makes answers from a store and a configuration.
    public init(store: EventStore, configuration: Configuration) {
        self.store = store
        self.configuration = configuration
    }

    /// The status of every line; `pictures` are the present states, or those when the service stopped.
    public func status(
        service: ServiceStatus, pictures: [LinePicture], unclaimed: [UnclaimedModem] = [], now: Timestamp
    ) async throws(ControlError) -> StatusAnswer {
        let (counters, pauses, raids, verified, budget, isErasurePending, head, isKeyLost) = try await asking {
            (
                try await store.counters(), try await store.pauses(), try await store.raids(),
                try await store.verifiedLines(), try await report(now: now), try await store.isErasurePending(),
                try await store.newestHead(), try await store.isHeadKeyLost(at: now)
            )
        }
        let known = Dictionary(pictures.map { ($0.line, $0) }, uniquingKeysWith: { _, last in last })
        let lines = configuration.lines.map { line in
            var status = LineStatus(line, picture: known[line.id], time: time)
            status.count(counters[line.id] ?? LineCounters(), time: time)
            status.paused = pauses[line.id].map { PauseRow($0, time: time) }
            let raid = raids[line.id]
            status.raid = raid != nil
            status.raidSince = raid.map { time($0.startedAt) }
            status.raidByHand = raid?.isByHand == true
            status.quietUntil = line.rules.quiet.end(after: now, in: configuration.service.timeZone).map(time)
            status.heldBy = line.rules.law.holding.map { .known($0.notice) }
            status.verifiedAt = verified[line.id].map(time)
            return status
        }
        return StatusAnswer(
            service: service, lines: lines, unclaimed: unclaimed,
            budget: configuration.budget == nil ? nil : answer(budget).status, isErasurePending: isErasurePending,
            head: head.map { HeadAnswer($0, time: time) }, isEvidenceKeyLost: isKeyLost)
    }

    /// One page of events, numbers masked unless the query reveals them.
    public func events(_ query: EventQuery) async throws(ControlError) -> [EventRow] {
        let filter = EventFilter(
            line: query.line, since: query.since.map { Timestamp(milliseconds: $0.milliseconds) }, after: query.after,
            last: query.last, limit: query.limit)
        let records = try await asking { try await store.events(filter) }
        return records.map { EventRow($0, reveal: query.reveal, time: time) }
    }

    /// Throws `unknown_line` unless a present or past line has this name, so that a misspelt filter is noticed.
    public func requireKnown(_ line: String?) async throws(ControlError) {
        guard let line, !configuration.lines.contains(where: { $0.id == line }) else { return }
        let filter = EventFilter(line: line, limit: 1)
        guard try await asking({ try await store.events(filter) }).isEmpty else { return }
        let known = configuration.lines.map { SafeText.escaped($0.id) }.joined(separator: ", ")
        throw ControlError(
            .unknownLine, "no line is called \(SafeText.escaped(line))",
            hint: known.isEmpty ? "no line is configured yet" : "the lines are: \(known)")
    }

    /// Spent, reserved and left.
    public func budget(now: Timestamp) async throws(ControlError) -> BudgetAnswer {
        var budget = answer(try await asking { try await report(now: now) })
        let balances = try await asking { try await store.balances() }
        for line in configuration.lines {
            guard let question = line.balance else { continue }
            budget.lines[line.id]?.balance = BalanceRow(
                balances[line.id], floor: question.floor, now: now, time: time)
        }
        return budget
    }

    /// Everybody who is never answered, numbers masked.
    public func blocks() async throws(ControlError) -> BlocksAnswer {
        let blocks = try await asking { try await store.blocks() }
        return BlocksAnswer(
            blocks: blocks.map {
                BlockRow(
                    number: $0.number.map(Masking.masked), senderID: $0.senderID, at: time($0.at), note: $0.note)
            })
    }

    /// Everybody whose contacts are kept, numbers masked.
    public func keeps() async throws(ControlError) -> KeepsAnswer {
        KeepsAnswer(keeps: try await asking { try await store.keeps() }.map(row))
    }

    func row(_ keep: Keep) -> KeepRow {
        KeepRow(
            number: keep.number.map(Masking.masked), senderID: keep.senderID, at: time(keep.at),
            until: time(keep.until), why: keep.why, contents: keep.contents)
    }

    /// The lines as they are configured.
    public func lines(
        pictures: [LinePicture], unclaimed: [UnclaimedModem] = []
    ) async throws(ControlError) -> LinesAnswer {
        let pauses = try await asking { try await store.pauses() }
        let known = Dictionary(pictures.map { ($0.line, $0) }, uniquingKeysWith: { _, last in last })
        return LinesAnswer(
            lines: configuration.lines.map { line in
                LineRow(line, picture: known[line.id], pause: pauses[line.id], time: time)
            }, unclaimed: unclaimed)
    }

    /// A moment in the time zone of the service.
    public func time(_ moment: Timestamp) -> ZonedTime {
        ZonedTime(milliseconds: moment.milliseconds, in: configuration.service.timeZone)
    }

    private func report(now: Timestamp) async throws(StoreError) -> BudgetReport {
        let lines = configuration.lines.map { ($0.id, BudgetLimits($0.budget)) }
        return try await store.budgetReport(
            box: BudgetLimits(configuration.budget), lines: Dictionary(lines, uniquingKeysWith: { first, _ in first }),
            highestReplyPrice: configuration.lines.map(\.rules.highestReplyPrice).max() ?? .zero,
            timeZone: configuration.service.timeZone, now: now)
    }

    private func answer(_ report: BudgetReport) -> BudgetAnswer {
        let currency = configuration.budget?.currency
        let lines = configuration.lines.compactMap { line in
            report.lines[line.id].map { state in
                (line.id, LineBudget(state, currency: line.budget?.currency ?? currency, time: time))
            }
        }
        return BudgetAnswer(
            box: LineBudget(report.box, currency: currency, time: time),
            lines: Dictionary(lines, uniquingKeysWith: { first, _ in first }))
    }

    func asking<Rows>(_ question: () async throws -> Rows) async throws(ControlError) -> Rows {
        do {
            return try await question()
        } catch let error as StoreError {
            throw ControlError(error)
        } catch {
            throw ControlError(.failed, "the database could not be read", hint: SafeText.escaped("\(error)"))
        }
    }
}
