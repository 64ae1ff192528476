import ControlAPI
import Foundation
import Vocabulary
import WordLiterals

/// A service made of data; it remembers what was asked, in order.
actor FakeBackend: ControlBackend {
    private(set) var asked: [String] = []
    private var rows: [EventRow] = []
    private var failure: (any Error & Sendable)?
    nonisolated let bell = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    nonisolated let ended = AsyncStream<Void>.makeStream()

    init(events count: Int = 0) {
        rows = (0..<count).map { Self.row(Int64($0 + 1)) }
    }

    static let time = ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000)

    static func row(_ seq: Int64) -> EventRow {
        var row = EventRow(seq: seq, at: time, line: "montreal", kind: "sms_received")
        row.text = "\u{202E}text \(seq)\n"
        return row
    }

    func append() {
        rows.append(Self.row(Int64(rows.count + 1)))
        bell.continuation.yield()
    }

    func fail(with error: any Error & Sendable) {
        failure = error
    }

    private func note(_ what: String) throws {
        asked.append(what)
        if let failure { throw failure }
    }

    func status() throws -> StatusAnswer {
        try note("status")
        let service = ServiceStatus(state: "running", version: "0.1.0", startedAt: Self.time)
        return StatusAnswer(service: service, lines: [], budget: nil)
    }

    func verify(line: String) throws -> VerificationAnswer {
        try note("verify \(line)")
        return VerificationAnswer(
            line: line, number: "+15145550101", code: "000000", expiresAt: Self.time, state: "waiting", reason: nil)
    }

    func verification(line: String) throws -> VerificationAnswer {
        try verify(line: line)
    }

    func setRaid(_ request: RaidRequest) throws -> RaidAnswer {
        try note("raid \(request.isOn) \(request.line ?? "everywhere")")
        return RaidAnswer(changed: [], lines: [])
    }

    func notifyTest() throws -> NotifyTestAnswer {
        try note("notify test")
        return NotifyTestAnswer(file: "test.json", spool: "/spool")
    }

    func sims() throws -> [SIMAnswer] {
        try note("sims")
        return []
    }

    func events(_ query: EventQuery) throws -> [EventRow] {
        try note("events after \(query.after ?? 0)")
        let wanted = rows.filter { $0.seq > query.after ?? 0 }
        if let last = query.last { return wanted.suffix(last) }
        return Array(wanted.prefix(query.limit ?? .max))
    }

    nonisolated func eventAnnouncements() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let forward = Task {
            for await _ in bell.stream { continuation.yield() }
            continuation.finish()
        }
        continuation.onTermination = { [ended] _ in
            forward.cancel()
            ended.continuation.yield()
        }
        return stream
    }

    func report(_ query: ReportQuery) throws -> ReportAnswer {
        try note("report")
        return ReportAnswer(
            madeAt: ZonedTime(milliseconds: 0), since: query.since, currency: nil, lines: [], days: [], weeks: [],
            months: [], regions: [], repeatSenders: [], mostWanted: nil)
    }

    func budget() throws -> BudgetAnswer {
        try note("budget")
        let none = LineBudget(
            currency: nil, spent: "0.00", reserved: "0.00", left: nil, contactsLeft: nil, total: nil, perMonth: nil)
        return BudgetAnswer(box: none, lines: [:])
    }

    func addBudget(_ request: BudgetAddition) throws -> BudgetAnswer {
        try note("add \(request.amount)")
        return try budget()
    }

    func blocks() throws -> BlocksAnswer {
        try note("blocks")
        return BlocksAnswer(blocks: [])
    }

    func block(_ request: BlockRequest) throws -> BlockRow {
        try note("block \(request.number.text) \(request.note ?? "-")")
        return BlockRow(number: "+1514•••••01", senderID: "s-0123456789abcdef", at: Self.time, note: request.note)
    }

    func unblock(_ request: UnblockRequest) throws -> UnblockAnswer {
        try note("unblock \(request.number.text)")
        return UnblockAnswer(wasBlocked: true)
    }

    func tryVoice(line: String) throws -> VoiceTrialAnswer {
        try note("try voice \(line)")
        return try voiceTrial(line: line)
    }

    func voiceTrial(line: String) throws -> VoiceTrialAnswer {
        try note("voice trial \(line)")
        return VoiceTrialAnswer(
            line: line, number: "+15145550101", expiresAt: Self.time, state: "waiting", fault: nil)
    }

    func typeVoiceCode(line: String, _ request: VoiceCodeRequest) throws -> VoiceTrialAnswer {
        try note("typed \(request.code ?? "nothing") \(line)")
        return try voiceTrial(line: line)
    }

    func lines() throws -> LinesAnswer {
        try note("lines")
        return LinesAnswer(lines: [])
    }

    func pause(line: String, _ request: PauseRequest) throws -> LineRow {
        try note("pause \(line) \(request.why ?? "-") \(request.releasePort)")
        return row(line, PauseRow(at: Self.time, why: request.why, releasePort: request.releasePort))
    }

    func resume(line: String) throws -> LineRow {
        try note("resume \(line)")
        return row(line, nil)
    }

    /// The octets of the copies it makes.
    static let copyOctets = (0..<500_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    func copy() throws -> String {
        try note("copy")
        let path = FileManager.default.temporaryDirectory.path + "/jedisnon-copy-\(UUID().uuidString)"
        try Data(Self.copyOctets).write(to: URL(filePath: path))
        return path
    }

    func reload() throws -> ReloadAnswer {
        try note("reload")
        return ReloadAnswer(added: ["quebec"], removed: [], changed: [])
    }

    func erase(_ request: ErasureRequest) throws -> ErasureAnswer {
        try note("erase \(request.number.text)")
        return ErasureAnswer(senderID: "s-0123456789abcdef", contents: 2, cancelled: 0, isGone: true)
    }

    func head() throws -> NewestHeadAnswer {
        try note("head")
        return NewestHeadAnswer(head: nil)
    }

    func export(_ request: ExportRequest) throws -> [UInt8] {
        try note("export \(request.sender.text) for \(request.purpose)")
        return Array("{}\n".utf8)
    }

    func keeps() throws -> KeepsAnswer {
        try note("keeps")
        return KeepsAnswer(keeps: [])
    }

    func keep(_ request: KeepRequest) throws -> KeepRow {
        try note("keep \(request.number.text) until \(request.until.text)")
        return KeepRow(
            number: nil, senderID: "s-0123456789abcdef", at: Self.time, until: Self.time, why: request.why, contents: 0)
    }

    func endKeep(_ request: KeepEndRequest) throws -> KeepEndAnswer {
        try note("end keep of \(request.number.text)")
        return KeepEndAnswer(wasKept: true)
    }

    func operatorAction(_ action: OperatorAction) throws {
        switch action {
        case .reveal: try note("action reveal")
        case .backup: try note("action backup")
        default: throw ControlError(.usage, "not asked for: \(action)")
        }
    }

    private func row(_ line: String, _ pause: PauseRow?) -> LineRow {
        LineRow(
            id: line, region: nil, number: "+15145550101", mode: "answer", calls: "auto", modem: "device /dev/x",
            state: pause == nil ? "ready" : "paused", detail: "As asked.", paused: pause)
    }
}
