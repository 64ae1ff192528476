import ControlAPI
import EventStore
import Foundation
import Glibc
import LineConfiguration
import LinePolicy
import Vocabulary

/// Answers from the database of a service that is down.
///
/// Every call opens the database, read-only unless a note must be written, and closes it again.
public struct OfflineBackend: Sendable {
    private let configuration: Configuration

    private static let pageSize = 500

    /// The database in the state folder of a configuration.
    public init(configuration: Configuration) {
        self.configuration = configuration
    }

    /// The last known status, with `service.state` `stopped`; without a database, the configuration's lines.
    public func status() async throws(ControlError) -> StatusAnswer {
        guard hasDatabase else { return stoppedStatus() }
        return try await reading { store, answers throws(ControlError) in
            let (run, pictures) = try await lastKnown(store)
            let service = ServiceStatus(
                state: .known(.stopped), version: run?.version, startedAt: (run?.startedAt).map(answers.time))
            return try await answers.status(service: service, pictures: pictures, now: .now)
        }
    }

    /// The events of a query, oldest first; a query that reveals numbers writes its note before the first one.
    public func events(_ query: EventQuery, each: (EventRow) throws -> Void) async throws {
        let store = try open(query.reveal ? .commandLine : .readOnly)
        defer { close(store) }
        let answers = Answers(store: store, configuration: configuration)
        try await answers.requireKnown(query.line)
        if query.reveal { try await note(.reveal(query), in: store) }
        var page = query
        if query.last == nil { page.limit = Self.pageSize }
        while true {
            let rows = try await answers.events(page)
            for row in rows { try each(row) }
            guard let end = rows.last?.seq, query.last == nil, rows.count == Self.pageSize else { return }
            page.after = end
        }
    }

    /// Spent, reserved and left.
    public func budget() async throws(ControlError) -> BudgetAnswer {
        try await reading { _, answers throws(ControlError) in try await answers.budget(now: .now) }
    }

    /// Contacts, people, money, and where callers are from.
    public func report(_ query: ReportQuery) async throws(ControlError) -> ReportAnswer {
        try await reading { _, answers throws(ControlError) in try await answers.report(query, now: .now) }
    }

    /// Everybody who is never answered.
    public func blocks() async throws(ControlError) -> BlocksAnswer {
        try await reading { _, answers throws(ControlError) in try await answers.blocks() }
    }

    /// The newest signed head of the log.
    public func head() async throws(ControlError) -> NewestHeadAnswer {
        try await reading { _, answers throws(ControlError) in try await answers.head() }
    }

    /// Everything about one person, after its note is in the log.
    public func export(_ request: ExportRequest) async throws(ControlError) -> [UInt8] {
        let store = try open(.commandLine)
        defer { close(store) }
        let answers = Answers(store: store, configuration: configuration)
        let user = OperatorIdentity(uid: getuid(), user: Accounts.userName(of: getuid()))
        do {
            return try await OperatorIdentity.$current.withValue(user) {
                // Nothing checks the kernel's clock here: the time of the box is used unchecked.
                try await answers.export(request, clock: ExportClock(now: .now, isKnown: nil, startedAt: nil))
            }
        } catch let error as ControlError {
            throw error
        } catch {
            throw ControlError(.unusable, ErrorSentence.of(error))
        }
    }

    /// Everybody whose contacts are kept.
    public func keeps() async throws(ControlError) -> KeepsAnswer {
        try await reading { _, answers throws(ControlError) in try await answers.keeps() }
    }

    /// The lines as they are configured, in their last known state.
    public func lines() async throws(ControlError) -> LinesAnswer {
        guard hasDatabase else {
            return LinesAnswer(
                lines: configuration.lines.map {
                    LineRow($0, picture: nil, pause: nil) { ZonedTime(milliseconds: $0.milliseconds) }
                })
        }
        return try await reading { store, answers throws(ControlError) in
            try await answers.lines(pictures: lastKnown(store).pictures)
        }
    }

    /// Writes a copy of the database into an empty file, after recording `path` in a note.
    public func copy(into file: String, path: String) async throws(ControlError) {
        let store = try open(.commandLine)
        defer { close(store) }
        try await note(.backup(path: path), in: store)
        do {
            try await store.copy(into: file)
        } catch {
            throw ControlError(error)
        }
    }

    /// Recovers the readable part of a damaged database, and leaves its note in the new one; nil when it is not
    /// damaged.
    public func recover() async throws(ControlError) -> RecoveryReport? {
        let recovery: Recovery
        do {
            guard let found = try EventStore.recover(folder: configuration.service.stateDir, now: .now) else {
                return nil
            }
            recovery = found
        } catch {
            throw ControlError(error)
        }
        let store = try open(.commandLine)
        defer { close(store) }
        try await note(.recover(kept: recovery.kept, isWhole: recovery.tables.allSatisfy(\.isWhole)), in: store)
        return RecoveryReport(recovery)
    }

    /// Whether there is a database; a folder that may not be read does not count as missing.
    private var hasDatabase: Bool {
        access(configuration.service.stateDir + "/" + EventStore.fileName, F_OK) == 0 || errno != ENOENT
    }

    private func stoppedStatus() -> StatusAnswer {
        StatusAnswer(
            service: ServiceStatus(state: .known(.stopped), version: nil, startedAt: nil),
            lines: configuration.lines.map {
                LineStatus($0, picture: nil) { ZonedTime(milliseconds: $0.milliseconds) }
            }, budget: nil)
    }

    private func lastKnown(
        _ store: EventStore
    ) async throws(ControlError) -> (run: ServiceRun?, pictures: [LinePicture]) {
        do {
            return (try await store.lastRun(), try await store.linePictures())
        } catch {
            throw ControlError(error)
        }
    }

    private func note(_ action: OperatorAction, in store: EventStore) async throws(ControlError) {
        let user = OperatorIdentity(uid: getuid(), user: Accounts.userName(of: getuid()))
        do {
            try await OperatorIdentity.$current.withValue(user) {
                _ = try await store.append(action, now: .now)
            }
        } catch {
            // Nothing may be shown without its note.
            throw ControlError(
                .unusable, ErrorSentence.of(error), hint: "nothing was shown: what you do must leave its note first")
        }
    }

    private func reading<Answer>(
        _ question: (EventStore, Answers) async throws(ControlError) -> Answer
    ) async throws(ControlError) -> Answer {
        let store = try open(.readOnly)
        defer { close(store) }
        return try await question(store, Answers(store: store, configuration: configuration))
    }

    private func open(_ mode: EventStore.Mode) throws(ControlError) -> EventStore {
        do {
            return try EventStore.open(folder: configuration.service.stateDir, mode: mode)
        } catch {
            throw ControlError(error)
        }
    }

    private func close(_ store: EventStore) {
        // Errors do not matter: everything is committed, and the process ends soon.
        do { try store.close() } catch {}
    }
}

extension Timestamp {
    /// The clock of the box.
    fileprivate static var now: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
