import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// What is known about the SIM and the PIN of a line.
public struct PINRecord: Hashable, Sendable {
    /// The ICCID at the last successful unlock.
    public var iccid: String?
    /// Another SIM was found behind the PIN: it is not entered again until the line is resumed.
    public var isHeld = false

    /// Nothing is known yet.
    public init() {}
}

extension EventStore {
    /// What is known about the SIM and the PIN of a line.
    public func pinRecord(line: String) async throws(StoreError) -> PINRecord {
        try await read { db in
            var record = PINRecord()
            if let row = try db.first("SELECT iccid, held FROM line_pin WHERE line = ?", [line]) {
                record.iccid = row[0]
                record.isHeld = row[1]
            }
            return record
        }
    }

    /// Commits that a PIN is about to be entered at a place (the IMEI, else the path of the device).
    ///
    /// Call it before `AT+CPIN`. False = this PIN was already tried there since the last successful unlock: where the
    /// ICCID cannot be read first, it must not be entered again.
    public func recordPINAttempt(place: String, pin: String, now: Timestamp) async throws(StoreError) -> Bool {
        try await write(now: now) { transaction in
            try transaction.db.run(
                "INSERT OR IGNORE INTO pin_attempt (place, pin, at) VALUES (?, ?, ?)",
                [place, transaction.keyedHash(Data("\(place)\u{0}\(pin)".utf8)), now.milliseconds])
            return transaction.db.changesCount == 1
        }
    }

    /// Records a successful unlock, and the ICCID read after it, if it can be read.
    ///
    /// False = it is not the SIM of this line's last unlock: the line is `failed`, its PIN is held until `line resume`.
    public func pinUnlocked(
        line: String, place: String, iccid: String?, now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write(now: now) { transaction in
            let db = transaction.db
            try db.run("DELETE FROM pin_attempt WHERE place = ?", [place])
            guard let iccid else { return true }
            try db.run("INSERT OR IGNORE INTO line_pin (line) VALUES (?)", [line])
            try db.run(
                "UPDATE line_pin SET iccid = ifnull(iccid, ?1), held = (ifnull(iccid, ?1) <> ?1) WHERE line = ?2",
                [iccid, line])
            return try db.number("SELECT held FROM line_pin WHERE line = ?", [line]) == 0
        }
    }
}

extension Transaction {
    /// The operator looked: the SIM that is in the modem now becomes the line's at its next unlock.
    func acceptSIM(line: String) throws {
        try db.run("UPDATE line_pin SET iccid = NULL, held = 0 WHERE line = ? AND held = 1", [line])
    }
}
