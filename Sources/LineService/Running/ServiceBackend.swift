import ControlAPI
import EventStore
import Glibc
import LineConfiguration
import LineCore
import LinePolicy
import NIOCore
import Vocabulary
import Words

/// The control API of the running box.
struct ServiceBackend: ControlBackend {
    let opening: SupervisorOpening

    /// Throws while the service waits for its database.
    private var supervisor: Supervisor {
        get throws(ControlError) {
            if let supervisor = opening.opened { return supervisor }
            throw ControlError(.notRunning, opening.sentence, hint: "it goes on by itself once that has passed")
        }
    }

    private var store: EventStore {
        get throws(ControlError) { try supervisor.store }
    }

    func status() async throws -> StatusAnswer {
        guard opening.opened != nil else { return waiting() }
        let answers = try await answers()
        return try await answers.status(
            service: ServiceStatus(
                state: .known(.running), version: Program.version, startedAt: answers.time(await supervisor.startedAt)),
            pictures: await supervisor.pictures(), unclaimed: await supervisor.directory.unclaimed(),
            now: await supervisor.clock.now())
    }

    /// The status while the database cannot be used: every line waits, with the reason.
    private func waiting() -> StatusAnswer {
        let lines = opening.configuration.lines.map { line in
            var status = LineStatus(line, picture: nil) { ZonedTime(milliseconds: $0.milliseconds) }
            status.detail = opening.sentence
            return status
        }
        let service = ServiceStatus(
            state: .known(.waiting), detail: opening.sentence, version: Program.version, startedAt: nil)
        return StatusAnswer(service: service, lines: lines, budget: nil)
    }

    func events(_ query: EventQuery) async throws -> [EventRow] {
        let answers = try await answers()
        // Recorded once per answer: later pages continue where the first one ended.
        if query.after == nil { try await answers.requireKnown(query.line) }
        return try await answers.events(query)
    }

    func eventAnnouncements() throws -> AsyncStream<Void> {
        let commits = try store.commits()
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watch = Task {
            for await _ in commits { continuation.yield() }
            // The database was closed.
            continuation.finish()
        }
        let look = Task {
            // Includes events of other processes, such as a command that found no running service a moment ago.
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(5))
                continuation.yield()
            }
        }
        continuation.onTermination = { _ in
            watch.cancel()
            look.cancel()
        }
        return stream
    }

    func budget() async throws -> BudgetAnswer {
        try await answers().budget(now: await supervisor.clock.now())
    }

    func report(_ query: ReportQuery) async throws -> ReportAnswer {
        try await answers().report(query, now: await supervisor.clock.now())
    }

    func addBudget(_ request: BudgetAddition) async throws -> BudgetAnswer {
        guard try await supervisor.configuration.budget?.total != nil else {
            throw ControlError(
                .usage, "the box has no total to add to", hint: "set `total` in [budget], then reload")
        }
        try await asking {
            try await store.addBudget(Amount.positive(request.amount), now: await supervisor.clock.now())
        }
        return try await budget()
    }

    func blocks() async throws -> BlocksAnswer {
        try await answers().blocks()
    }

    func block(_ request: BlockRequest) async throws -> BlockRow {
        let before = try await asking { Set(try await store.blocks().map(\.senderID)) }
        try await asking {
            try await store.block(Person(request.number), note: request.note, now: await supervisor.clock.now())
        }
        let rows = try await blocks().blocks
        let row = try await asking {
            let blocks = try await store.blocks()
            let found = blocks.first { $0.isOf(request.number) } ?? blocks.first { !before.contains($0.senderID) }
            return rows.first { $0.senderID == found?.senderID }
        }
        guard let row else { throw ControlError(.failed, "the block was stored and cannot be found") }
        return row
    }

    func unblock(_ request: UnblockRequest) async throws -> UnblockAnswer {
        try await asking {
            UnblockAnswer(
                wasBlocked: try await store.unblock(Person(request.number), now: await supervisor.clock.now()))
        }
    }

    func erase(_ request: ErasureRequest) async throws -> ErasureAnswer {
        try await asking {
            let erasure = try await store.erase(Person(request.number), now: await supervisor.clock.now())
            return ErasureAnswer(
                senderID: erasure.senderID, contents: erasure.contents, cancelled: erasure.cancelled,
                isGone: erasure.isGone)
        }
    }

    func keeps() async throws -> KeepsAnswer {
        try await answers().keeps()
    }

    func keep(_ request: KeepRequest) async throws -> KeepRow {
        let answers = try await answers()
        let now = try await supervisor.clock.now()
        let until = request.until.moment(in: answers.configuration.service.timeZone)
        guard until.milliseconds > now.milliseconds else {
            throw ControlError(
                .usage, "\(request.until.text) is past", hint: "name the last day on which the contacts are needed")
        }
        return try await asking {
            answers.row(
                try await store.keep(
                    Person(request.number), until: Timestamp(milliseconds: until.milliseconds), why: request.why,
                    now: now))
        }
    }

    func endKeep(_ request: KeepEndRequest) async throws -> KeepEndAnswer {
        try await asking {
            KeepEndAnswer(
                wasKept: try await store.endKeep(of: Person(request.number), now: await supervisor.clock.now()))
        }
    }

    func lines() async throws -> LinesAnswer {
        try await answers().lines(
            pictures: await supervisor.pictures(), unclaimed: await supervisor.directory.unclaimed())
    }

    func sims() async throws -> [SIMAnswer] {
        try await supervisor.directory.sims()
    }

    func pause(line: String, _ request: PauseRequest) async throws -> LineRow {
        try await asking { try await supervisor.pause(line, why: request.why, releasePort: request.releasePort) }
        return try await row(of: line)
    }

    func resume(line: String) async throws -> LineRow {
        try await asking { try await supervisor.resume(line) }
        return try await row(of: line)
    }

    func notifyTest() async throws -> NotifyTestAnswer {
        try await supervisor.testAlert()
    }

    func setRaid(_ request: RaidRequest) async throws -> RaidAnswer {
        let changed = try await asking { try await supervisor.setRaid(request.isOn, on: request.line) }
        return RaidAnswer(changed: changed, lines: try await store.raids().keys.sorted())
    }

    func verify(line: String) async throws -> VerificationAnswer {
        try await asking { try await supervisor.verify(line) }
        return try await verification(line: line)
    }

    func tryVoice(line: String) async throws -> VoiceTrialAnswer {
        try await asking { try await supervisor.tryVoice(line) }
        return try await voiceTrial(line: line)
    }

    func voiceTrial(line: String) async throws -> VoiceTrialAnswer {
        let answers = try await answers()
        let found = try await asking { try await supervisor.voiceTrial(line) }
        let number = try await row(of: line).number
        guard let found else {
            throw ControlError(
                .failed,
                "no try of the voice of \(SafeText.escaped(line)) is under way: the line may have started anew",
                hint: "run `jedisnon line verify \(SafeText.escaped(line)) --voice`")
        }
        let left = found.expiresAt - .now()
        return VoiceTrialAnswer(
            line: line, number: number, expiresAt: answers.time(try await supervisor.clock.now() + left),
            state: .known(found.state), fault: found.fault?.sentence)
    }

    func typeVoiceCode(line: String, _ request: VoiceCodeRequest) async throws -> VoiceTrialAnswer {
        try await asking { try await supervisor.typeVoiceCode(line, code: request.code) }
        return try await voiceTrial(line: line)
    }

    func verification(line: String) async throws -> VerificationAnswer {
        let answers = try await answers()
        let found = try await asking {
            try await store.verification(line: line, now: await supervisor.clock.now())
        }
        let number = try await row(of: line).number
        guard let found else {
            throw ControlError(
                .failed, "nobody asked for a code of the line \(SafeText.escaped(line))",
                hint: "run `jedisnon line verify \(SafeText.escaped(line))`")
        }
        return VerificationAnswer(
            line: line, number: number, code: found.code, expiresAt: answers.time(found.expiresAt),
            state: .known(found.state), reason: found.reason.map { .known($0) })
    }

    func copy() async throws -> String {
        try await asking {
            let store = try store
            let place = try store.placeForCopy()
            do {
                // The lines must be able to write meanwhile.
                try await store.copy(into: place, reserve: 64 << 20)
            } catch {
                unlink(place)
                throw error
            }
            return place
        }
    }

    func head() async throws -> NewestHeadAnswer { try await answers().head() }

    func export(_ request: ExportRequest) async throws -> [UInt8] {
        let trusted = try await supervisor.clock.trusted()
        return try await answers().export(
            request,
            clock: ExportClock(
                now: try await supervisor.clock.now(), isKnown: trusted != nil,
                startedAt: try await supervisor.startedAt))
    }

    func reload() async throws -> ReloadAnswer {
        do {
            let reloaded = try await supervisor.reload()
            await reloaded.completion.value
            return reloaded.answer
        } catch let error as StoreError {
            let known = ControlError(error)
            throw ControlError(
                known.code, "what the new configuration changes cannot be written down: \(known.message)",
                hint: "the previous configuration stays in force; run `jedisnon reload` again")
        } catch let error as ConfigurationError {
            throw ControlError(
                .configuration, Masking.maskedText(error.description), hint: "the previous configuration stays in force"
            )
        }
    }

    func operatorAction(_ action: OperatorAction) async throws {
        try await asking {
            try await store.append(action, now: await supervisor.clock.now())
        }
    }

    private func answers() async throws(ControlError) -> Answers {
        Answers(store: try store, configuration: await (try supervisor).configuration)
    }

    private func row(of line: String) async throws -> LineRow {
        guard let row = try await lines().lines.first(where: { $0.id == line }) else {
            throw ControlError(.unknownLine, "the line \(SafeText.escaped(line)) has gone")
        }
        return row
    }

    /// Gives the store's errors their exit codes.
    @discardableResult
    private func asking<Answer>(_ question: () async throws -> Answer) async throws -> Answer {
        do {
            return try await question()
        } catch let error as StoreError {
            throw ControlError(error)
        }
    }
}

extension Block {
    fileprivate func isOf(_ person: PersonName) -> Bool {
        switch person {
        case .number(let number): self.number == number
        case .senderID(let id): senderID == id
        }
    }
}

extension Person {
    /// A person as named in a command.
    init(_ name: PersonName) {
        switch name {
        case .number(let number): self = .number(number)
        case .senderID(let id): self = .senderID(id)
        }
    }
}
