import ControlAPI
import EventStore
import Evidence
import Foundation
import LineConfiguration
import Vocabulary
import Words

/// The clock of an export.
struct ExportClock {
    /// The time of the box.
    var now: Timestamp
    /// Whether that time is known to be right; nil = not checked.
    var isKnown: Bool?
    /// When the service started; nil = it does not run.
    var startedAt: Timestamp?
}

extension Answers {
    /// The most rows of the system's record in a file, which also gives their full number.
    private static let maximumSystemRows = 1000
    /// The most earlier heads that a file continues.
    private static let maximumHeads = 400

    /// Everything about one person, as a JSON document in one line.
    ///
    /// The statement comes first; its hash is logged with the purpose, and the log is signed; then the proofs follow.
    /// Events that arrive meanwhile are later than the statement.
    func export(_ request: ExportRequest, clock: ExportClock) async throws -> [UInt8] {
        guard request.hasPurpose else {
            throw ControlError(
                .usage, "an export needs a purpose", hint: "such as the number of the police file, or who asked for it")
        }
        guard Language(rawValue: request.language) != nil else {
            throw ControlError(.usage, "the language is \(SafeText.escaped(request.language))", hint: "en or fr")
        }
        return try await asking {
            let person = Person(request.sender)
            let (log, contacts) = try await store.log(of: person, into: ExportContacts(time: { time($0) }))
            let shown = contacts.indices
            guard let first = shown.first, let last = try await store.newestIndex() else {
                throw ControlError(
                    .unknownPerson, "no contact of this sender is kept: there is nothing to export",
                    hint: "`jedisnon events` shows who contacted a line")
            }
            let system = try await store.systemLog(first...last, limit: Self.maximumSystemRows)
            var draft = ExportDraft(statement(request, log, contacts.sums, clock), contacts: contacts.rows)
            let rows = system.events.compactMap { ExportContacts.row($0, time: time) }
            draft.members["system"] = .array(rows.map { .object($0) })
            draft.members["gaps"] = ExportDocument.gaps(in: rows)
            draft.members["about"] = about(log, clock, systemRows: system.count)
            let note = ExportNote(person: person, purpose: request.purpose, document: draft.statementHash)
            let known = clock.isKnown == false ? nil : clock.now
            let (index, head) = try await store.record(note, at: known, now: clock.now)
            try await prove(&draft.members, shown + system.events.map(\.index), export: index, head)
            var octets: [UInt8] = []
            octets.reserveCapacity(draft.contactOctets * 5 / 4)
            draft.write { octets += SafeText.escapedJSON($0) }
            octets.append(UInt8(ascii: "\n"))
            return octets
        }
    }

    private func statement(
        _ request: ExportRequest, _ log: PersonLog, _ sums: ContactSums, _ clock: ExportClock
    ) -> Details {
        let derived = sums.derived
        let words = EvidenceWords.of(Language(rawValue: request.language) ?? .english)
        return [
            "title": .string(words.title), "notes": .array(words.notes.map { .object($0) }),
            "format": .string(ExportDocument.format), "page": .integer(ExportDocument.page),
            "language": .string(request.language), "purpose": .string(request.purpose),
            "made_at": .string(time(clock.now).rfc3339), "sender": .string(log.number),
            "days": derived.days, "summary": derived.summary,
            "removed": derived.removed,
        ]
    }

    /// Facts about the program and this box, without a name or a location.
    private func about(_ log: PersonLog, _ clock: ExportClock, systemRows: Int) -> JSONValue {
        let regions = configuration.lines.compactMap { line in
            line.region.map { (line.id, JSONValue.string($0)) }
        }
        let flag: (Bool?) -> JSONValue = { $0.map { .bool($0) } ?? .null }
        return .object([
            "version": .string(Program.version), "program_sha256": ProgramHash.hex.map { .string($0) } ?? .null,
            "service_started_at": clock.startedAt.map { .string(time($0).rfc3339) } ?? .null,
            "clock_known": flag(clock.isKnown),
            "time_zone": .string(configuration.service.timeZone.identifier),
            "keep_text_days": .integer(configuration.privacy.keepText.milliseconds / 86_400_000),
            "keep_numbers_days": .integer(configuration.privacy.keepNumbers.milliseconds / 86_400_000),
            "late_leaves": .integer(Int64(log.lateLeaves)), "system_rows": .integer(Int64(systemRows)),
            "regions": .object(Dictionary(regions, uniquingKeysWith: { first, _ in first })),
        ])
    }

    private func prove(
        _ document: inout Details, _ shown: [Int], export: Int, _ head: StoredHead
    ) async throws {
        guard let event = try await store.loggedEvent(at: export),
            var row = ExportContacts.row(event, time: time), let first = shown.first
        else { throw StoreError.failed(answer: "the note of the export is not in the log") }
        let heads = try await store.heads(covering: first, before: head.head.size, limit: Self.maximumHeads)
        // The statement does not cover this value, and the leaf does not contain it.
        row["clock_ahead"] = nil
        document["export"] = .object(row)
        document["head"] = self.row(head)
        document["heads"] = .array(heads.map(self.row))
        let nodes = try await store.proof(
            size: head.head.size, shown: Set(shown + [export]).sorted(), sizes: heads.map(\.head.size))
        document["proofs"] = .array(nodes.map { .string($0.hex) })
    }

    private func row(_ head: StoredHead) -> JSONValue {
        let answer = HeadAnswer(head, time: time)
        return .object([
            "origin": .string(answer.origin), "size": .integer(Int64(answer.size)), "root": .string(answer.root),
            "signature": .string(answer.signature), "key": .string(answer.key),
        ])
    }
}

/// The hash of the running program.
enum ProgramHash {
    /// 64 hexadecimal digits; nil when the program file cannot be read.
    static let hex: String? = {
        guard let file = FileHandle(forReadingAtPath: "/proc/self/exe") else { return nil }
        var hash = RunningHash()
        do {
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
                piece.withUnsafeBytes { hash.take($0) }
            }
        } catch {
            return nil
        }
        return hash.finish().hex
    }()
}
