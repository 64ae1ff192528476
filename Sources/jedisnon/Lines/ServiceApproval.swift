import ControlAPI
import LineConfiguration

/// Keeps a change of `lines.d` only if the running service accepts it.
struct ServiceApproval: Sendable {
    /// The requests sent to the service.
    struct Service: Sendable {
        let socket: String
        let reload: @Sendable () async throws -> ReloadAnswer
        let lines: @Sendable () async throws -> LinesAnswer
    }

    /// The expected effect of the change.
    enum Expectation {
        case runs
        case isGone
    }

    /// Nil when no service runs.
    let service: Service?
    /// The main file.
    let main: String

    /// The approval of the service; `client` is nil when none runs.
    init(client: ControlClient?, main: String) {
        self.init(
            service: client.map { client in
                Service(
                    socket: client.socket,
                    reload: { try await client.ask(Endpoints.reload) },
                    lines: { try await client.ask(Endpoints.lines) })
            }, main: main)
    }

    init(service: Service?, main: String) {
        self.service = service
        self.main = main
    }

    /// Asks the service, and restores the earlier state when it refuses; returns a sentence for the user.
    ///
    /// `change` is nil when the file was already right. If the answer got lost, the service may have accepted the
    /// change, which was checked before: it stays, and the error says how to find out.
    func settle(_ change: LineFileChange?, line id: String, _ expectation: Expectation) async throws -> String {
        guard let service else {
            try change?.keep()
            return "The service is not running: this takes effect at start.\n"
        }
        do {
            try await ask(service, line: id, expectation)
        } catch let error as ControlError where error.code == .configuration {
            try change?.undo()
            throw ControlError(
                .configuration,
                "the service refused it; \(change == nil ? "nothing was changed" : "lines.d is as before")",
                hint: [error.message, error.hint].compactMap { $0 }.joined(separator: "\n  "))
        } catch let error as ControlError {
            try change?.keep()
            throw ControlError(
                error.code,
                "the change is made in lines.d, and whether the service took it is not known: \(error.message)",
                hint: "`jedisnon line list` shows the lines it runs, `jedisnon reload` makes it read them again")
        }
        try change?.keep()
        return expectation == .runs
            ? "The service runs it. `jedisnon status` shows how it comes up.\n"
            : "The service has let it go; its history stays.\n"
    }

    private func ask(_ service: Service, line id: String, _ expectation: Expectation) async throws {
        let answer = try await service.reload()
        switch expectation {
        case .runs where (answer.added + answer.changed).contains(id), .isGone where answer.removed.contains(id): return
        default: break
        }
        // Either it had the line already, or it reads another configuration.
        let isThere = try await service.lines().lines.contains { $0.id == id }
        guard isThere == (expectation == .runs) else {
            throw ControlError(
                .configuration,
                "the service on \(SafeText.escaped(service.socket)) does not read \(SafeText.escaped(main))",
                hint: "name its configuration with --config")
        }
    }
}
