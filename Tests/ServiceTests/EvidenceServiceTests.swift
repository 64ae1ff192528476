import ControlAPI
import Evidence
import Foundation
import Glibc
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals
import Words

/// `head`, `export` and `verify-export` of the real program.
@Suite(.serialized)
struct EvidenceServiceTests {
    private static let number = "+15145550123"
    private static let texts = [
        "who are you?", "I know where you live \u{1F52A}", "lla\u{202E} 001$ dna", "שלום, אני רואה אותך", "=1+1",
        "<script>alert(1)</script> & \"quotes\"\nand a second line", "\u{200B}nothing\u{FEFF} to see",
    ]

    @Test("a sender's file proves itself in each form; whatever is changed in it is found", .timeLimit(.minutes(3)))
    func export() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(try command(bench, "head").code == 1)
        #expect(try command(bench, "head", "--json").output == "null\n")
        for (index, text) in Self.texts.enumerated() {
            bench.modem.deliver(from: Self.number, text: text)
            bench.modem.deliver(from: "+1514555020\(index)", text: "of another")
        }
        _ = try await bench.wait { rows in
            rows.count { $0.kind == .smsReceived } == 2 * Self.texts.count && rows.contains { $0.kind == .replySent }
        }

        let json = bench.folder + "/file.json"
        let written = try export(bench, to: json)
        #expect(written.code == 0, "\(written)")
        var status = stat()
        #expect(stat(json, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(try export(bench, to: json).code == 73)
        let raw = try String(contentsOfFile: json, encoding: .utf8)
        for hidden in ["\u{202E}", "\u{200F}", "555020", "of another", bench.folder, "modem\""] {
            #expect(!raw.contains(hidden), "\(hidden.debugDescription)")
        }
        let value = try StrictJSON.value(raw.utf8)
        let document = try object(value)
        let contacts = try rows(document, "contacts")
        #expect(contacts.map { $0["text"] } == Self.texts.map { .string($0) })
        #expect(contacts.allSatisfy { $0["pdu"] != .null && $0["as_received"] == .string(Self.number) })
        #expect(contacts.map { $0["code_points"] != .null } == [false, true, true, false, false, false, true])
        #expect(document["title"] == .string(EvidenceWords.of(.english).title) && document["gaps"] == .array([]))
        #expect(try rows(document, "notes").contains { $0["about"] == "attestation" })
        #expect(document["purpose"] == "file 7" && document["sender"] == .string(Self.number))
        let published = try command(bench, "head")
        #expect(published.code == 0 && SignedHead(note: published.output) != nil)
        let answer = try #require(try bench.status().answer?.head)
        #expect(answer.note == published.output)

        let found = try command("verify-export", json)
        #expect(found.code == 0 && found.output.contains("integrity    holds"), "\(found)")
        try walk(value)
        try python(json, published: published.output, bench)

        // Each form, also with the service down; a later file continues the earlier head.
        let head = bench.folder + "/published"
        try published.output.write(toFile: head, atomically: true, encoding: .utf8)
        bench.modem.deliver(from: Self.number, text: "once more")
        _ = try await bench.wait { $0.count { $0.kind == .smsReceived } == 2 * Self.texts.count + 1 }
        for (index, path) in ["a.html", "b.CSV", "c.json"].enumerated() {
            if index == 1 { #expect(service.terminate() == 0) }
            let file = bench.folder + "/" + path
            let written = try export(bench, to: file, "--language", "fr")
            #expect(written.code == 0, "\(written)")
            let found = try command("verify-export", file, "--head", head, "--json")
            #expect(found.code == 0, "\(path): \(found)")
            #expect(found.output.contains(#""anchoring":"holds""#) && found.output.contains("first 7 of 8"), "\(found)")
            try touched(file)
        }
        let page = try String(contentsOfFile: bench.folder + "/a.html", encoding: .utf8)
        #expect(page.contains("Copie d'un document") || page.contains("Copie d&#39;un document"))
        #expect(
            page.contains("U+1F52A") && page.contains("lla\\u202e 001$ dna") && page.contains("&lt;script&gt;alert"))
        // Each sheet bears the hash; a head is three lines.
        let hash = try #require(page.firstMatch(of: /content:"SHA-256 ([0-9a-f]{64})"/)).1
        #expect(page.ranges(of: hash).count == 3)
        #expect(page.contains(/<pre>jedisnon\/[0-9a-f]{16}\n[0-9]+\n[A-Za-z0-9+\/=]{44}<\/pre>/))
        #expect(
            !page.contains("http://") && !page.contains("https://") && !page.contains("<img")
                && !page.contains("@import"))
        let table = try String(contentsOfFile: bench.folder + "/b.CSV", encoding: .utf8)
        #expect(table.contains("\"note\"") && table.contains(EvidenceWords.of(.french).showsNotList[1]))
        #expect(table.contains("\"'=1+1\"") && table.contains("\"'\(Self.number)\""))
        let mark = try Data(contentsOf: URL(filePath: bench.folder + "/b.CSV")).prefix(3)
        #expect(Array(mark) == [0xEF, 0xBB, 0xBF])
        let actions = try await bench.events().filter { $0.details["action"] == "export" }
        #expect(actions.count == 4 && actions.allSatisfy { $0.sender == nil && $0.details["purpose"] == "file 7" })
        #expect(actions.last?.details["by"] != .null)
    }

    @Test("what is no file of ours, and what may not be written, is refused with a sentence", .timeLimit(.minutes(2)))
    func refused() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: Self.number, text: "a")
        _ = try await bench.wait { $0.contains { $0.kind == .replySent } }
        for arguments in [
            ["--sender", Self.number, "--purpose", " \u{A0}", "--out", bench.folder + "/x.json"],
            ["--sender", Self.number, "--purpose", "p", "--out", bench.folder + "/x.pdf"],
            ["--sender", Self.number, "--purpose", "p", "--out", bench.folder + "/x.json", "--language", "de"],
            ["--sender", "+15145559999", "--purpose", "p", "--out", bench.folder + "/x.json"],
            ["--sender", Self.number, "--out", bench.folder + "/x.json"],
        ] {
            let refused = try command(bench, ["export"] + arguments)
            #expect(refused.code == 64 && !refused.errors.isEmpty, "\(arguments): \(refused)")
        }
        symlink("/nowhere/at/all", bench.folder + "/link.json")
        for out in ["/link.json", "/no/folder.json"] {
            #expect(try export(bench, to: bench.folder + out).code == 73)
        }
        #expect(access(bench.folder + "/x.json", F_OK) != 0)
        #expect(try await bench.events().count { $0.details["action"] == "export" } <= 1)

        for (name, octets) in [
            ("empty", [UInt8]()), ("zero", [0]), ("no utf8", [0x7B, 0x22, 0xFF]), ("json", Array("{}".utf8)),
            ("deep", Array(repeating: UInt8(ascii: "["), count: 1_000_000)),
            ("twice", Array(#"{"format":"jedisnon-evidence/1","format":"jedisnon-evidence/1"}"#.utf8)),
            ("page", Array("<html><script type=\"application/json\" id=\"evidence\">{</script>".utf8)),
            ("table", Array("record,n\r\n\"".utf8)),
        ] {
            let path = bench.folder + "/bad"
            try Data(octets).write(to: URL(filePath: path))
            let refused = try command("verify-export", path)
            #expect(
                [64, 65].contains(refused.code) && !refused.errors.isEmpty && refused.output.isEmpty,
                "\(name): \(refused)")
        }
        for path in [bench.folder, "/dev/zero", bench.folder + "/none"] {
            #expect(try [64, 65].contains(command("verify-export", path).code), "\(path)")
        }
        let huge = bench.folder + "/huge.json"
        #expect(truncate(huge, 0) != 0)
        _ = FileManager.default.createFile(atPath: huge, contents: nil)
        #expect(truncate(huge, 1 << 40) == 0)
        #expect(try command("verify-export", huge).code == 65)
        #expect(service.terminate() == 0)
    }

    @Test(
        "a log that was written anew, or cut off at its end, does not continue a head that was published before",
        .timeLimit(.minutes(2)),
        arguments: [
            """
            UPDATE event SET text = 'other words' WHERE kind = 'sms_received';
            DELETE FROM leaf; DELETE FROM leaf_block; UPDATE sender SET contacts = 0, last_contact = NULL;
            """,
            """
            DELETE FROM event WHERE seq > 6; DELETE FROM leaf WHERE seq > 6;
            UPDATE sender SET contacts = (SELECT max(n) FROM leaf), last_contact = (SELECT max(position) FROM leaf);
            """,
        ])
    func rewritten(forgery: String) async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        for text in Self.texts { bench.modem.deliver(from: Self.number, text: text) }
        _ = try await bench.wait { rows in
            rows.count { $0.kind == .smsReceived } == Self.texts.count && rows.contains { $0.kind == .replySent }
        }
        #expect(try export(bench, to: bench.folder + "/before.json").code == 0)
        let head = bench.folder + "/published"
        try command(bench, "head").output.write(toFile: head, atomically: true, encoding: .utf8)
        #expect(service.terminate() == 0)
        // Whoever has the box has its key too.
        let forged = try run("/usr/bin/sqlite3", [bench.folder + "/state/jedisnon.db", forgery + "DELETE FROM head;"])
        #expect(forged.code == 0, "\(forged)")
        let file = bench.folder + "/after.json"
        #expect(try export(bench, to: file).code == 0)
        let found = try command("verify-export", file, "--head", head)
        #expect(found.code == 0 && found.output.contains("integrity    holds"), "\(found)")
        #expect(found.output.contains("anchoring    fails"), "\(found)")
        let before = try command("verify-export", bench.folder + "/before.json", "--head", head)
        #expect(before.output.contains("anchoring    holds"), "\(before)")
    }

    // MARK: Changes

    /// Changes every value of a document once, and takes out every contact but the last: never does it hold.
    private func walk(_ value: JSONValue) throws {
        let original = try ExportVerification(value).verdicts()
        #expect(original.integrity.state == .holds && original.completeness.state == .holds, "\(original)")
        var changes = 0
        for changed in Self.changes(of: value) {
            changes += 1
            guard let check = try? ExportVerification(changed.value) else { continue }
            #expect(check.verdicts().integrity.state == .fails, "\(changed.place) was changed")
        }
        #expect(changes > 250)
        var document = try object(value)
        let contacts = try rows(document, "contacts")
        for place in contacts.indices.dropLast() {
            var left = contacts
            left.remove(at: place)
            document["contacts"] = .array(left.map { .object($0) })
            let verdicts = try ExportVerification(.object(document)).verdicts()
            #expect(verdicts.integrity.state == .fails)
            #expect(verdicts.completeness.state == (place == 0 ? .unknown : .fails), "without contact \(place + 1)")
        }
        document["contacts"] = .array(contacts.reversed().map { .object($0) })
        #expect(try ExportVerification(.object(document)).verdicts().integrity.state == .fails)
    }

    /// The value with each single value in it changed.
    private static func changes(of value: JSONValue, _ place: String = "") -> [(place: String, value: JSONValue)] {
        switch value {
        case .null: return [(place, "x")]
        case .bool(let flag): return [(place, .bool(!flag))]
        case .integer(let number): return [(place, .integer(number + 1))]
        case .string(let text):
            let other = text.last == "0" ? "1" : "0"
            return [(place, .string(text.isEmpty ? "x" : text.dropLast() + other))]
        case .array(let values):
            return values.indices.flatMap { index in
                changes(of: values[index], "\(place)[\(index)]").map { change in
                    var all = values
                    all[index] = change.value
                    return (change.place, .array(all))
                }
            }
        case .object(let members):
            return members.flatMap { name, value in
                changes(of: value, "\(place).\(name)").map { change in
                    (change.place, .object(members.merging([name: change.value]) { _, new in new }))
                }
            }
        }
    }

    /// The verifier of the docs says the same, of the file and of every change of it; and openssl of the signature.
    private func python(_ file: String, published: String, _ bench: Bench) throws {
        let docs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs").path(percentEncoded: false)
        let head = bench.folder + "/head"
        try published.write(toFile: head, atomically: true, encoding: .utf8)
        let checked = try run(
            "/usr/bin/env", ["python3", docs + "/verify_export.py", file, head, bench.folder + "/signed"])
        #expect(checked.code == 0 && checked.output.contains("anchoring    holds"), "\(checked)")
        let signature = try run(
            "/usr/bin/openssl",
            [
                "pkeyutl", "-verify", "-pubin", "-inkey", bench.folder + "/signed.pem", "-rawin", "-in",
                bench.folder + "/signed.txt", "-sigfile", bench.folder + "/signed.sig",
            ])
        #expect(signature.code == 0, "\(signature)")
        let changes = try run("/usr/bin/env", ["python3", "-B", "-c", Self.changing, docs, file])
        #expect(changes.code == 0, "\(changes)")
    }

    private static let changing = """
        import copy, json, sys
        sys.path.insert(0, sys.argv[1])
        import verify_export as v
        file = json.load(open(sys.argv[2], encoding="utf-8"))
        def holds(f):
            try: return v.integrity(f)
            except (KeyError, ValueError, TypeError, StopIteration, RuntimeError, IndexError): return False
        assert holds(file) and v.completeness(file) == "holds"
        tried = 0
        def walk(box, place):
            global tried
            for key in list(box) if isinstance(box, dict) else range(len(box)):
                value = box[key]
                if isinstance(value, (dict, list)):
                    walk(value, place + [key])
                elif key not in ("signature", "key", "origin") or place[:1] not in (["head"], ["heads"]):
                    last = str(value)[-1:]
                    box[key] = "x" if value is None else (not value) if isinstance(value, bool) else value + 1 \\
                        if isinstance(value, int) else (value[:-1] + ("1" if last == "0" else "0")) or "x"
                    assert not holds(file), place + [key]
                    box[key] = value
                    tried += 1
        walk(file, [])
        assert tried > 250, tried
        for place in range(len(file["contacts"]) - 1):
            other = copy.deepcopy(file)
            del other["contacts"][place]
            assert not holds(other) and v.completeness(other) == ("unknown" if place == 0 else "fails"), place
        """

    /// A page or table of which a word is changed does not hold, whichever copy of the word it is.
    private func touched(_ path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let places = text.ranges(of: "who are you?")
        #expect(places.count == (path.hasSuffix("json") ? 1 : 2))
        for place in places {
            let copy = path.replacing(".", with: "-touched.")
            try text.replacingCharacters(in: place, with: "who art you?").write(
                toFile: copy, atomically: true, encoding: .utf8)
            let found = try command("verify-export", copy)
            #expect(found.code == 1 && found.output.contains("integrity    fails"), "\(found)")
        }
    }

    // MARK: Support

    private func export(_ bench: Bench, to path: String, _ more: String...) throws -> (
        output: String, errors: String, code: Int32
    ) {
        try command(bench, ["export", "--sender", Self.number, "--purpose", "file 7", "--out", path] + more)
    }

    private func command(_ bench: Bench, _ arguments: String...) throws -> (output: String, errors: String, code: Int32)
    {
        try command(bench, arguments)
    }

    private func command(_ bench: Bench, _ arguments: [String]) throws -> (output: String, errors: String, code: Int32)
    {
        try ServiceProcess.command(arguments + ["--config", bench.configuration])
    }

    private func command(_ arguments: String...) throws -> (output: String, errors: String, code: Int32) {
        try ServiceProcess.command(arguments)
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (output: String, code: Int32) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: output, as: UTF8.self), process.terminationStatus)
    }

    private func object(_ value: JSONValue) throws -> Details {
        guard case .object(let members) = value else { throw BenchError(what: "no object") }
        return members
    }

    private func rows(_ document: Details, _ name: String) throws -> [Details] {
        guard case .array(let values)? = document[name] else { throw BenchError(what: "no list") }
        return try values.map(object)
    }
}
