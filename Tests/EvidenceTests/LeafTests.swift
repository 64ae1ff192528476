import Evidence
import SeededRandom
import Testing
import Vocabulary

struct LeafTests {
    private let leaf = Leaf(
        index: 7, at: Timestamp(milliseconds: 1_773_576_000_120), line: "mont\"réal", kind: "reply_sent", reason: nil,
        reply: 3, cost: "0.02", facts: ["parts": 1], who: nil, what: TreeHash(hashing: [1]))

    @Test("a leaf is the canonical JSON of its parts")
    func canonical() throws {
        for who in [nil, TreeHash(hashing: [2])] {
            var leaf = leaf
            leaf.who = who
            let value = JSONValue.object([
                "index": 7, "at": 1_773_576_000_120, "line": "mont\"réal", "kind": "reply_sent", "reason": .null,
                "reply": 3, "cost": "0.02", "facts": .object(["parts": 1]), "what": .string(leaf.what.hex),
                "who": who.map { .string($0.hex) } ?? .null,
            ])
            #expect(leaf.canonical == value.canonical)
            #expect(leaf.hash == TreeHash(hashing: [0], Array(value.canonical.utf8)))
        }
    }

    @Test("who and what are salted canonical JSON")
    func commitments() {
        let salt = Array(UInt8(0)..<16)
        let who = JSONValue.object(["number": "+15145550123", "n": 2, "previous": 4])
        #expect(
            Who(number: "+15145550123", n: 2, previous: 4).commitment(salt: salt)
                == TreeHash(hashing: salt, Array(who.canonical.utf8)))
        let what = JSONValue.object([
            "text": "zero\u{0} 🔪 \u{202E}", "pdu": .array(["0791", "ff"]), "data": "00",
            "details": .object(["class": 1]),
        ])
        #expect(
            What(
                text: "zero\u{0} 🔪 \u{202E}", pdus: [[7, 0x91], [255]], data: [0], details: ["class": 1]
            ).commitment(salt: salt) == TreeHash(hashing: salt, Array(what.canonical.utf8)))
        let nothing = JSONValue.object(["text": .null, "pdu": .array([]), "data": .null, "details": .object([:])])
        #expect(
            What(text: nil, pdus: [], data: nil, details: [:]).commitment(salt: salt)
                == TreeHash(hashing: salt, Array(nothing.canonical.utf8)))
    }

    @Test("what stays for ever are numbers, yes and no, and words of fixed sets")
    func facts() {
        let facts = Leaf.facts(of: [
            "parts": 2, "heard": true, "state": "ready", "was": .null, "detail": "+15145550123", "why": "secret",
            "by": .object(["uid": 0]), "parts_missing": .array([1]), "path": "/home/x", "action": "export",
        ])
        #expect(facts == ["parts": 2, "heard": true, "state": "ready", "action": "export"])
    }
}

struct EncodingTests {
    @Test("base64 and hexadecimal are read as they were written, and nothing else is")
    func roundTrip() {
        var random = SeededGenerator(seed: 3)
        for count in 0..<70 {
            let octets = random.octets(count)
            #expect(Base64.octets(of: Base64.text(octets)) == octets)
            #expect(Hex.octets(of: Hex.text(octets)) == octets)
        }
        #expect(Base64.text(Array("foobar".utf8)) == "Zm9vYmFy" && Base64.text(Array("fooba".utf8)) == "Zm9vYmE=")
        #expect(Base64.text(Array("foob".utf8)) == "Zm9vYg==")
        for wrong in ["Zg=", "Zh==", "Z", "Zm9v\n", "=Zg="] { #expect(Base64.octets(of: wrong) == nil, "\(wrong)") }
        for wrong in ["0", "0G", "AB"] { #expect(Hex.octets(of: wrong) == nil) }
    }

    @Test(
        "JSON of which there are two readings is refused, with its place",
        arguments: [
            #"{"a":1,"a":2}"#, "1.5", "1e3", "01", "-0", "9007199254740992", #""\ud800""#, #""\ud800\u0041""#, "[1,]",
            "{}x", "", "nul", "\"\n\"", #"{"a"}"#, #""\x""#, "\"", "[", "-", #""\u12"#,
        ])
    func refused(text: String) {
        #expect(throws: StrictJSON.Fault.self) { try StrictJSON.value(text.utf8) }
    }

    @Test("deep JSON and octets that are no UTF-8 are refused")
    func hostile() throws {
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(throws: StrictJSON.Fault(what: "values lie more than 32 deep", offset: 33)) {
            try StrictJSON.value(deep.utf8)
        }
        for octets: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0x5C, 0x6E, 0xC0, 0x80, 0x22], [0xFE]] {
            #expect(throws: StrictJSON.Fault.self) { try StrictJSON.value(octets) }
        }
        let text = #" { "a" : [ 1 , -7 , true , null , "\u00e9\ud83d\udd2a\/\n" ] , "" : { } } "#
        #expect(
            try StrictJSON.value(text.utf8)
                == .object(["a": .array([1, -7, true, .null, "é🔪/\n"]), "": .object([:])]))
    }

    @Test("what is canonical is read as it was")
    func canonicalIsRead() throws {
        let value = JSONValue.object([
            "x": "\u{0}\u{1F}\"\\é\u{202E}🔪", "y": .array([.null, false, 9_007_199_254_740_991]),
        ])
        #expect(try StrictJSON.value(value.canonical.utf8) == value)
    }
}

struct SignedHeadTests {
    private let secret = Array(UInt8(1)...32)

    @Test("a head is a signed note, read as it was written, and its signature is the key's alone")
    func note() throws {
        let key = try #require(HeadKey(secret: secret))
        let head = try key.sign(size: 42, root: TreeHash(hashing: [9]))
        let note = head.note(key: key.publicKey)
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6 && lines[1] == "42" && lines[3].isEmpty && lines[4].hasPrefix("— \(lines[0]) "))
        #expect(lines[0].hasPrefix("jedisnon/") && lines[0].count == 25)
        #expect(SignedHead(note: note) == head)
        #expect(head.isSigned(by: key.publicKey))
        let stranger = try #require(HeadKey(secret: HeadKey.newSecret()))
        #expect(!head.isSigned(by: stranger.publicKey))
        var other = head
        other.size = 43
        #expect(!other.isSigned(by: key.publicKey))
        other = head
        other.root = TreeHash(hashing: [8])
        #expect(!other.isSigned(by: key.publicKey))
        for wrong in ["", note + "x", String(note.dropLast()), note.replacing("\n42\n", with: "\n042\n")] {
            #expect(SignedHead(note: wrong) == nil)
        }
        #expect(HeadKey(secret: [1]) == nil)
    }
}
