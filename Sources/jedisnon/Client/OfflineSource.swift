import ControlAPI
import LineService

/// The database of a service that is down.
struct OfflineSource: AnswerSource {
    let backend: OfflineBackend

    var isRunning: Bool { false }

    func status() async throws -> StatusAnswer { try await backend.status() }
    func budget() async throws -> BudgetAnswer { try await backend.budget() }
    func report(_ query: ReportQuery) async throws -> ReportAnswer { try await backend.report(query) }
    func blocks() async throws -> BlocksAnswer { try await backend.blocks() }
    func keeps() async throws -> KeepsAnswer { try await backend.keeps() }
    func lines() async throws -> LinesAnswer { try await backend.lines() }
    func head() async throws -> NewestHeadAnswer { try await backend.head() }
    func export(_ request: ExportRequest) async throws -> [UInt8] { try await backend.export(request) }
    func copy(into file: borrowing BackupFile) async throws {
        try await backend.copy(into: file.partial, path: file.path)
    }

    /// The events in the database; a service that is down has nothing to follow.
    func events(_ query: EventQuery, follow: Bool, each: (EventRow) throws -> Void) async throws {
        try await backend.events(query, each: each)
    }
}
