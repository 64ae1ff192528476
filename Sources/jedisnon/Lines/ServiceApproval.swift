import ControlAPI
import LineConfiguration

/// Lets a change of `lines.d` stand only if the service that runs takes it.
struct ServiceApproval: Sendable {
    /// What a service is asked.
    struct Service: Sendable {
        let socket: String
        let reload: @Sendable () async throws -> ReloadAnswer
        let lines: @Sendable () async throws -> LinesAnswer
    }

    /// What the change should have brought about.
    enum Expectation {
        case runs
        case isGone
    }

    /// Nil when none runs.
    let service: Service?
    /// The main file.
    let main: String

    /// The approval of whoever answers; `client` is nil when nobody does.
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

    /// Asks, and brings the earlier state back when the answer is no; says what follows.
    ///
    /// `change` is nil when the file was already as it should be. A service whose answer got lost may have taken the
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
        // Either it knew already, or it reads another configuration.
        let isThere = try await service.lines().lines.contains { $0.id == id }
        guard isThere == (expectation == .runs) else {
            throw ControlError(
                .configuration,
                "the service on \(SafeText.escaped(service.socket)) does not read \(SafeText.escaped(main))",
                hint: "name its configuration with --config")
        }
    }
}
