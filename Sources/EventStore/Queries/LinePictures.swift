import GRDB
import LinePolicy
import Synchronization
import Vocabulary

/// A line as `status` shows it, without its counters.
public struct LinePicture: Hashable, Sendable, Codable {
    /// The id of the line.
    public var line: String
    /// Its place in the configuration, from 0.
    public var position: Int
    /// The region it represents.
    public var region: String?
    /// Its E.164 number.
    public var number: String
    /// Its state.
    public var state: LineState
    /// Its notice; nil when an older version stored the state of a line without trouble.
    public var notice: Notice?
    /// The English sentence that an older version stored.
    public var legacyDetail: String?
    /// The modem profile in use.
    public var profile: String?
    /// The model the modem names.
    public var model: String?
    /// The signal in dBm.
    public var signalDBm: Int?
    /// The network it is registered on.
    public var network: String?
    /// Whether texts can be received and answered.
    public var sms: Bool
    /// The state of its voice.
    public var voice: VoiceState
    /// The notice about its voice; nil before the modem was examined, and when an older version stored the state.
    public var voiceNotice: VoiceNotice?
    /// The English sentence about the voice that an older version stored.
    public var legacyVoiceDetail: String?
    /// Messages in the modem's memory.
    public var storageUsed: Int?
    /// The size of that memory.
    public var storageSize: Int?
    /// Whether the SIM is roaming; nil when unknown.
    public var isRoaming: Bool?
    /// Whether voice over LTE is registered; nil when the modem does not report it.
    public var ims: IMSState?
    /// When the modem is tried again; nil while it works or is awaited.
    public var nextTryAt: Timestamp?
    /// The recovery step that comes first then.
    public var recovery: RecoveryStep?

    /// The state of a line of which only the configuration is known.
    public init(
        line: String, position: Int, region: String?, number: String, state: LineState, notice: Notice? = nil,
        legacyDetail: String? = nil
    ) {
        self.line = line
        self.position = position
        self.region = region
        self.number = number
        self.state = state
        self.notice = notice
        self.legacyDetail = legacyDetail
        sms = false
        voice = .none
    }
}

extension LinePicture {
    // The sentences of an older version keep their names, and are no longer written.
    private enum CodingKeys: String, CodingKey {
        case line, position, region, number, state, notice, profile, model, signalDBm, network, sms, voice, voiceNotice
        case storageUsed, storageSize, isRoaming, ims, nextTryAt, recovery
        case legacyDetail = "detail"
        case legacyVoiceDetail = "voiceDetail"
    }

    /// A copy with the signal and the number of messages of another.
    fileprivate func withReadings(of other: LinePicture) -> LinePicture {
        var copy = self
        if signalDBm != nil, other.signalDBm != nil { copy.signalDBm = other.signalDBm }
        if storageUsed != nil, other.storageUsed != nil { copy.storageUsed = other.storageUsed }
        return copy
    }

    /// Whether both read the same to a person.
    fileprivate func readsTheSame(as other: LinePicture) -> Bool {
        guard state == other.state, (notice == nil) == (other.notice == nil) else { return false }
        guard let notice, let new = other.notice else { return legacyDetail == other.legacyDetail }
        // No sentence contains how full a memory is.
        if case .storageFull = notice, case .storageFull = new { return true }
        return notice == new
    }
}

/// The last run of the service.
public struct ServiceRun: Hashable, Sendable {
    /// The version of the program.
    public var version: String
    /// When it started.
    public var startedAt: Timestamp
}

extension EventStore {
    /// Stores the state of a line; nothing is written when only frequently changing readings changed.
    ///
    /// These are the signal and how full the memory is: they are written with the next other change, or once an hour,
    /// because each commit wears the card. A change of state or sentence also writes `line_state`. Returns whether it
    /// did.
    @discardableResult
    public func saveLineState(_ picture: LinePicture, now: Timestamp) async throws(StoreError) -> Bool {
        let known = try await read { try storedPicture(picture.line, in: $0) }
        if known == picture { return false }
        let savedAt = picturesSavedAt.withLock { $0[picture.line] }
        if let known, known.withReadings(of: picture) == picture, let savedAt,
            savedAt <= now, now < savedAt + .hours(1)
        {
            return false
        }
        picturesSavedAt.withLock { $0[picture.line] = now }
        return try await write(now: now) { transaction in
            let before = try storedPicture(picture.line, in: transaction.db)
            try transaction.db.run(
                "INSERT OR REPLACE INTO line_picture (line, picture) VALUES (?, ?)",
                [picture.line, try StoredJSON.text(picture)])
            if let before, before.readsTheSame(as: picture) { return false }
            let change = StateDetails(
                state: picture.state, detail: picture.legacyDetail, notice: picture.notice, was: before?.state)
            try transaction.append(.lineState(change), EventDraft(line: picture.line))
            return true
        }
    }

    /// The stored states, in the order of the configuration.
    public func linePictures() async throws(StoreError) -> [LinePicture] {
        try await read { db in
            try db.rows("SELECT picture FROM line_picture").map { try StoredJSON.value(LinePicture.self, from: $0[0]) }
                .sorted { ($0.position, $0.line) < ($1.position, $1.line) }
        }
    }

    /// Records the start of the service; `status` shows it when the service is down.
    public func serviceStarted(version: String, now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            try transaction.db.run("UPDATE box SET version = ?, started_at = ?", [version, now.milliseconds])
        }
    }

    /// The last run of the service; nil when it never ran.
    public func lastRun() async throws(StoreError) -> ServiceRun? {
        try await read { db in
            guard let row = try db.first("SELECT version, started_at FROM box WHERE version IS NOT NULL") else {
                return nil
            }
            return ServiceRun(version: row[0], startedAt: Timestamp(milliseconds: row[1]))
        }
    }
}

private func storedPicture(_ line: String, in db: Database) throws -> LinePicture? {
    try db.first("SELECT picture FROM line_picture WHERE line = ?", [line])
        .map { try StoredJSON.value(LinePicture.self, from: $0[0]) }
}
