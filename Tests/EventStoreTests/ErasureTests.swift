import Foundation
import GRDB
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// Words that appear nowhere else.
private let secret = "Zinnoberrot am Kanal um neun, komm allein"

struct ErasureTests {
    @Test("the files contain no trace of an erased person: neither the words nor the number, in any coding")
    func octets() async throws {
        let box = try TestBox()
        let unreadable: [UInt8] = [0x07, 0x91, 0x21, 0x43, 0x04, 0x0B, 0x91] + swapped(caller) + [0xFF, 0xFF]
        let coded =
            Array(secret.utf8) + Array(secret.utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + packed(secret)
        for index in 0..<300 {
            try await box.take(.text("of others \(index)", from: "+1514555\(2000 + index)"))
            if index.isMultiple(of: 3) {
                try await box.take(.text("\(secret) \(index)"))
                _ = try await box.store.ingest(
                    [
                        IncomingMessage(
                            source: .direct, pdu: unreadable + coded + [UInt8(index & 0xFF), UInt8(index >> 8)],
                            content: .undecodable(.legacy("bad")))
                    ], in: .line(), now: noon, start: .notNow)
            }
        }
        try await box.take(.part(1, of: 3, secret))
        try await box.store.block(.number(caller), note: secret, now: noon)
        #expect(try box.holds(Data(secret.utf8)) && box.holds(Data(caller.dropFirst().utf8)))

        let erasure = try await box.store.erase(.number(caller), now: noon + .hours(1))
        #expect(erasure.isGone && erasure.contents >= 200)
        for (what, octets) in [
            ("words", Data(secret.utf8)), ("number", Data(caller.dropFirst().utf8)),
            ("swapped number", Data(swapped(caller))),
            ("UTF-16", Data(secret.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })),
            ("GSM-7", Data(packed(secret))),
        ] {
            #expect(try !box.holds(octets), "\(what)")
        }
        #expect(try box.holds(Data("of others 7".utf8)))
        #expect(try await box.store.isErasurePending() == false)
        // The same holds after a restart, whatever state the file was left in.
        try box.store.close()
        #expect(try !box.holds(Data(secret.utf8)))
    }

    @Test("counts, money, STOP, block and caps remain; past events stay anonymous when the person returns")
    func stays() async throws {
        let box = try TestBox()
        let rules = LineContext.line {
            $0.repliesLifetime = 1; $0.window = .minutes(1)
        }
        try await box.answer(.text("a"), in: rules)
        try await box.take(.text("STOP", from: other))
        try await box.store.block(.number(third), note: "insists", now: noon)
        let before = try await box.counters()
        for person in [caller, other, third] {
            _ = try await box.store.erase(.number(person), now: noon + .hours(1))
        }
        #expect(try await box.counters() == before)
        try await box.expectConsistentMoney()
        #expect(try await box.take(.text("b"), in: rules, now: noon + .hours(2)) == [.lifetimeCap])
        #expect(try await box.take(.text("b", from: other), now: noon + .hours(2)) == [.stopRequested])
        #expect(try await box.take(.text("b", from: third), now: noon + .hours(2)) == [.blocked])
        let texts = try await box.store.events().filter { $0.kind == .smsReceived }
        #expect(texts.map(\.sender) == [nil, nil, caller, other, third])
        #expect(texts.map(\.text) == [nil, nil, "b", "b", "b"])
        #expect(texts[0].senderID == texts[2].senderID)
        #expect(try await box.store.blocks().map(\.note) == [nil])
        let actions = try await box.store.events().filter { $0.payload == .operatorAction(.erase, by: nil) }
        #expect(actions.count == 3 && actions.allSatisfy { $0.sender == nil && $0.senderID != nil })
    }

    @Test("planned replies are cancelled as blocked, a reply being sent is not touched")
    func planned() async throws {
        let box = try TestBox()
        let sending = try #require(
            try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .allowed).started)
        let delayed = LineContext.line("quebec") {
            $0.replyDelayMin = .hours(1); $0.replyDelayMax = .hours(1); $0.repliesPerWindow = 9
        }
        try await box.take(.text("b"), in: delayed)
        let erasure = try await box.store.erase(.number(caller), now: noon)
        #expect(erasure.cancelled == 1)
        #expect(try await box.last(.refused)?.reason == .blocked)
        try await box.store.settle(Settlement(reply: sending.id, outcome: .sent), now: noon)
        #expect(try await box.counters().replied == 1)
        #expect(try await box.number("SELECT count(*) FROM reply WHERE text <> ''") == 0)
        try await box.expectConsistentMoney()
    }

    @Test("a caller in an active call is erased too, and the price of the call is released")
    func spoken() async throws {
        let box = try TestBox()
        var speaking = LineContext.line { $0.calls = .speak }
        speaking.condition.speaks = true
        let call = Contact(kind: .call, sender: .number(caller), text: nil, isPerson: true, networkTime: noon)
        _ = try await box.store.recordCall(call, in: speaking, now: noon, start: .notNow)
        #expect(try await box.store.erase(.number(caller), now: noon).cancelled == 1)
        #expect(try await box.number("SELECT count(*) FROM reply WHERE reserved > 0 OR state = 'planned'") == 0)
        try await box.expectConsistentMoney()
    }

    @Test("while a reader prevents the erasure, it is reported as pending, also after a restart, until the reader ends")
    func reader() async throws {
        let folder = try TestFolder()
        let reader = try await pendingErasure(in: folder)
        // A new run finds what the last one left pending.
        let again = try TestBox(folder)
        #expect(try await again.store.isErasurePending())
        #expect(try await again.store.clearLog() == false)
        #expect(try again.holds(Data(secret.utf8)))
        try reader.close()
        #expect(try await again.store.clearLog())
        #expect(try await again.store.isErasurePending() == false)
        #expect(try !again.holds(Data(secret.utf8)) && !again.holds(Data(caller.dropFirst().utf8)))
    }

    private func pendingErasure(in folder: TestFolder) async throws -> Reader {
        let box = try TestBox(folder)
        try await box.take(.text(secret))
        let reader = try Reader(folder.path)
        let erasure = try await box.store.erase(.number(caller), now: noon, patience: .zero)
        #expect(!erasure.isGone)
        #expect(try await box.store.isErasurePending())
        try box.store.close()
        return reader
    }

    @Test("an unknown person and a kept person cannot be erased")
    func refused() async throws {
        let box = try TestBox()
        await #expect { try await box.store.erase(.number(caller), now: noon) } throws: {
            ($0 as? StoreError)?.kind == .unknownPerson
        }
        try await box.take(.text("a"))
        _ = try await box.store.keep(.number(caller), until: noon + .days(1), why: nil, now: noon)
        await #expect { try await box.store.erase(.number(caller), now: noon) } throws: {
            $0 as? StoreError == .personKept
        }
        #expect(try await box.store.events().first?.text == "a")
    }
}

struct PersonalDataTests {
    @Test("every column of the database is on the list, and no other")
    func columns() async throws {
        let box = try TestBox()
        let found = try await box.store.read { db in
            var found: [String: Set<String>] = [:]
            for table in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'") {
                found[table] = Set(
                    try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table]))
            }
            return found
        }
        let listed = PersonalData.columns.mapValues { Set($0.keys) }
        #expect(found.keys.sorted() == listed.keys.sorted())
        for (table, columns) in found { #expect(columns == listed[table], "\(table)") }
    }

    @Test("every column that can hold personal data is erased by a statement that names it")
    func statements() {
        for (table, columns) in PersonalData.columns {
            for (column, rule) in columns where [.name, .content, .note].contains(rule) {
                // Parts are deleted with their message.
                let owner = table == "part" ? "long_message" : table
                let erased = PersonalData.erasing.contains {
                    $0.contains("DELETE FROM \(owner) ")
                        || ($0.contains("UPDATE \(owner) ") && $0.contains("\(column) ="))
                }
                #expect(erased, "\(table).\(column)")
            }
        }
    }
}

struct KeepTests {
    @Test("a kept person is not erased, is listed, and is erased when the keep ends")
    func endsByItself() async throws {
        let box = try TestBox()
        try await box.take(.text("mine"), .text("of another", from: other))
        let keep = try await box.store.keep(.number(caller), until: noon + .days(500), why: "complaint", now: noon)
        #expect(keep.contents == 2 && keep.number == caller)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(499))
        let kept = try await box.store.events().filter { $0.kind == .smsReceived }
        #expect(kept.map(\.text) == ["mine", nil] && kept.map(\.sender) == [caller, nil])
        #expect(try await box.store.keeps().map(\.why) == ["complaint"])

        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(501))
        #expect(try await box.store.keeps().isEmpty)
        let gone = try await box.store.events().filter { $0.kind == .smsReceived }
        #expect(gone.allSatisfy { $0.text == nil && $0.sender == nil })
        let run = try #require(try await box.last(.retentionRun)?.payload)
        #expect(run == .retentionRun(RetentionDetails(cause: .keepEnded, contents: 2, numbers: 1, records: 0)))
        #expect(try await box.store.isErasurePending() == false)
    }

    @Test("after a keep is ended, the ordinary rules apply to its contacts, also for the time in between")
    func ended() async throws {
        let box = try TestBox()
        try await box.take(.text("old"))
        _ = try await box.store.keep(.number(caller), until: noon + .days(500), why: nil, now: noon)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(100))
        try await box.take(.text("young"), now: noon + .days(100))
        #expect(try await box.store.endKeep(of: .number(caller), now: noon + .days(101)))
        #expect(try await box.store.endKeep(of: .number(caller), now: noon + .days(101)) == false)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(101))
        #expect(try await box.store.events().filter { $0.kind == .smsReceived }.map(\.text) == [nil, "young"])
        #expect(try await box.store.erase(.number(caller), now: noon + .days(101)).isGone)
    }

    @Test("data erased before a keep stays erased; an unknown number can be kept")
    func late() async throws {
        let box = try TestBox()
        try await box.take(.text("old"))
        try await box.take(.text("new"), now: noon + .days(300))
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(100), now: noon + .days(310))
        _ = try await box.store.keep(.number(caller), until: noon + .days(900), why: nil, now: noon + .days(310))
        #expect(try await box.store.events().filter { $0.kind == .smsReceived }.map(\.sender) == [nil, caller])
        let stranger = try await box.store.keep(
            .number(other), until: noon + .days(900), why: nil, now: noon + .days(310))
        #expect(stranger.contents == 0)
        #expect(try await box.store.keeps().count == 2)
    }
}

/// Another program that reads an older state of the database.
private final class Reader {
    private let pool: DatabasePool
    private let snapshot: DatabaseSnapshot

    init(_ folder: String) throws {
        pool = try DatabasePool(path: folder + "/jedisnon.db")
        snapshot = try pool.makeSnapshot()
        _ = try snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM event") }
    }

    func close() throws {
        try snapshot.close()
        try pool.close()
    }
}

extension TestBox {
    /// Whether the octets occur anywhere in the files of the database.
    fileprivate func holds(_ octets: Data) throws -> Bool {
        try ["", "-wal", "-shm"].contains { suffix in
            let path = folder.path + "/jedisnon.db" + suffix
            guard FileManager.default.fileExists(atPath: path) else { return false }
            return try Data(contentsOf: URL(filePath: path)).range(of: octets) != nil
        }
    }
}

/// A number as semi-octets (3GPP TS 23.040, 9.1.2.3).
private func swapped(_ number: String) -> [UInt8] {
    var digits = number.utf8.dropFirst().map { $0 & 15 }
    if !digits.count.isMultiple(of: 2) { digits.append(15) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0 + 1] << 4 | digits[$0] }
}

/// A text of ASCII letters as packed septets (3GPP TS 23.038, 6.1.2.1).
private func packed(_ text: String) -> [UInt8] {
    var (octets, carry, bits) = ([UInt8](), 0, 0)
    for septet in text.utf8 {
        carry |= Int(septet & 0x7F) << bits
        bits += 7
        while bits >= 8 {
            octets.append(UInt8(carry & 0xFF))
            carry >>= 8
            bits -= 8
        }
    }
    return octets
}
