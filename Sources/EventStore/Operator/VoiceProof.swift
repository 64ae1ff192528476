import GRDB
import LinePolicy
import Vocabulary

/// What a proof that callers hear a line holds for: another modem, firmware or SIM has to prove it again.
public struct VoiceIdentity: Hashable, Sendable {
    /// The IMEI, or the model of a modem that tells none.
    public var modem: String
    /// The firmware (`+CGMR`).
    public var firmware: String
    /// The ICCID.
    public var sim: String

    /// An identity from its parts.
    public init(modem: String, firmware: String, sim: String) {
        self.modem = modem
        self.firmware = firmware
        self.sim = sim
    }
}

/// What is known about a line's voice.
public enum VoiceProof: Hashable, Sendable {
    /// Nobody has heard it yet, with this modem, firmware and SIM.
    case none
    /// A person typed the code that the line had spoken.
    case verified(at: Timestamp)
    /// A caller did not hear it since, and why.
    case failed(at: Timestamp, fault: VoiceFault)
}

extension EventStore {
    /// What is known about the voice of a line with this modem, firmware and SIM.
    public func voiceProof(line: String, of identity: VoiceIdentity) async throws(StoreError) -> VoiceProof {
        try await read { db in
            let row = try db.first(
                """
                SELECT verified_at, failed_at, fault FROM voice_proof
                WHERE line = ? AND modem = ? AND firmware = ? AND sim = ?
                """, [line, identity.modem, identity.firmware, identity.sim])
            guard let row else { return .none }
            if let failed = row[1] as Int64? {
                return .failed(at: Timestamp(milliseconds: failed), fault: fault(in: row[2]))
            }
            return (row[0] as Int64?).map { .verified(at: Timestamp(milliseconds: $0)) } ?? .none
        }
    }

    /// Notes that a person heard the line.
    public func voiceVerified(line: String, with identity: VoiceIdentity, now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            try transaction.keepProof(line, identity, verified: now, failed: nil, fault: nil)
            try transaction.append(
                .voiceVerified, EventDraft(line: line))
        }
    }

    /// Notes that a caller could not hear the line: it does not speak of its own accord until it is verified again.
    public func voiceFailed(
        line: String, with identity: VoiceIdentity, fault: VoiceFault, now: Timestamp
    ) async throws(StoreError) {
        try await write(now: now) { try $0.keepProof(line, identity, verified: nil, failed: now, fault: fault) }
    }

    /// Notes that the operator asked to hear the line.
    public func voiceTrialBegun(line: String, now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            _ = try transaction.append(
                .lineVerifyVoice, EventDraft(line: line))
        }
    }
}

extension Transaction {
    fileprivate func keepProof(
        _ line: String, _ identity: VoiceIdentity, verified: Timestamp?, failed: Timestamp?, fault: VoiceFault?
    ) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO voice_proof (line, modem, firmware, sim, verified_at, failed_at, fault)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                line, identity.modem, identity.firmware, identity.sim, verified?.milliseconds, failed?.milliseconds,
                try fault.map { try StoredJSON.text($0) },
            ])
    }
}

/// The fault in a column; the sentence that an older version wrote there stands for itself.
private func fault(in column: DatabaseValue) -> VoiceFault {
    let text = restored(column) ?? ""
    return (try? StoredJSON.value(VoiceFault.self, from: text)) ?? .legacy(text)
}
