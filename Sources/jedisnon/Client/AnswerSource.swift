import ControlAPI
import NIOCore

/// Where a read-only command gets its answers: the service, or its database when it is down.
protocol AnswerSource: Sendable {
    /// Whether the answers come from the running service.
    var isRunning: Bool { get }

    func status() async throws -> StatusAnswer
    func events(_ query: EventQuery, follow: Bool, each: (EventRow) throws -> Void) async throws
    func budget() async throws -> BudgetAnswer
    func report(_ query: ReportQuery) async throws -> ReportAnswer
    func blocks() async throws -> BlocksAnswer
    func keeps() async throws -> KeepsAnswer
    func lines() async throws -> LinesAnswer
    func head() async throws -> NewestHeadAnswer
    /// Everything about one person as a document of JSON.
    func export(_ request: ExportRequest) async throws -> [UInt8]
    /// Fills a file with a consistent copy of the database.
    func copy(into file: borrowing BackupFile) async throws
}

extension ControlClient: AnswerSource {
    var isRunning: Bool { true }

    func status() async throws -> StatusAnswer { try await ask(Endpoints.status) }
    func budget() async throws -> BudgetAnswer { try await ask(Endpoints.budget) }
    func blocks() async throws -> BlocksAnswer { try await ask(Endpoints.blocks) }
    func keeps() async throws -> KeepsAnswer { try await ask(Endpoints.keeps) }
    func lines() async throws -> LinesAnswer { try await ask(Endpoints.lines) }

    func head() async throws -> NewestHeadAnswer { try await ask(Endpoints.head) }
    func export(_ request: ExportRequest) async throws -> [UInt8] { try await document(request) }

    func copy(into file: borrowing BackupFile) async throws {
        // A large database on a slow disk takes long.
        try await download(BackupRequest(path: file.path), timeout: .hours(6)) { piece in
            try file.write(piece)
        }
    }
}
