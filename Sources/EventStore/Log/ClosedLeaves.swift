import Evidence
import Foundation
import GRDB
import Vocabulary

extension Database {
    /// Deletes the salts of events whose person or content is about to be erased, and keeps the commitments: every
    /// proof stays valid, and the commitments cannot be tested against guessed words or numbers.
    ///
    /// Call it before the content is erased. Leaves that are already closed stay unchanged.
    func closeLeaves(_ events: [Int64], who: Bool = false, what: Bool = false) throws {
        for seq in events {
            if who { try closeWho(of: seq) }
            if what { try closeWhat(of: seq) }
        }
    }

    private func closeWho(of seq: Int64) throws {
        let row = try first(
            """
            SELECT l.who, l.n, l.previous, s.key FROM leaf l JOIN event e ON e.seq = l.seq JOIN sender s ON s.id = e.sender
            WHERE l.seq = ? AND length(l.who) = 16
            """, [seq])
        guard let row else { return }
        var closed = Data()
        if let number = restored(row[3]), let n = row[1] as Int? {
            let salt = row[0] as Data
            closed = Data(Who(number: number, n: n, previous: row[2]).commitment(salt: Array(salt)).bytes)
        }
        try run("UPDATE leaf SET who = ?, n = NULL, previous = NULL WHERE seq = ?", [closed, seq])
    }

    private func closeWhat(of seq: Int64) throws {
        let row = try first(
            """
            SELECT l.what, e.text, e.pdu, e.data, e.details FROM leaf l JOIN event e ON e.seq = l.seq
            WHERE l.seq = ? AND length(l.what) = 16
            """, [seq])
        guard let row else { return }
        let what = try What(text: row[1], pdu: row[2], data: row[3], details: row[4])
        let salt = row[0] as Data
        try run("UPDATE leaf SET what = ? WHERE seq = ?", [Data(what.commitment(salt: Array(salt)).bytes), seq])
    }
}
