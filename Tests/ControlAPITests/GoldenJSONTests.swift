import ControlAPI
import Testing
import Vocabulary
import WordLiterals

struct GoldenJSONTests {
    @Test("a status has every key, the unknown ones null")
    func statusWithNothing() throws {
        let answer = StatusAnswer(
            service: ServiceStatus(state: "stopped", version: nil, startedAt: nil),
            lines: [
                LineStatus(id: "montreal", region: nil, number: "+15145550101", state: "absent", detail: "No modem.")
            ], budget: nil)
        try expect(
            answer,
            #"""
            {"budget":null,"erasure_pending":false,"evidence_key_lost":false,"head":null,"lines":[{"calls":0,"detail":"No modem.","held_by":null,"id":"montreal","ims":null,\#
            "last_received_at":null,"last_replied_at":null,"model":null,"network":null,"next_try_at":null,"notice":null,\#
            "number":"+15145550101","paused":null,"profile":null,"queued":0,"quiet_until":null,"raid":false,"raid_by_hand":false,"raid_since":null,"received":0,"recovery":null,\#
            "refused":0,"region":null,"replied":0,"roaming":null,"signal_dbm":null,"sms":false,\#
            "state":"absent","storage":{"size":null,"used":null},"verified_at":null,"voice":"none",\#
            "voice_detail":null,"voice_notice":null}],\#
            "service":{"detail":null,"started_at":null,"state":"stopped","version":null},"unclaimed":[]}
            """#)
    }

    @Test("a status has its values under the names of the contract")
    func fullStatus() throws {
        var line = LineStatus(
            id: "montreal", region: "Montréal", number: "+15145550101", state: "ready", detail: "Answers texts.")
        line.profile = "quectel-ec25"
        line.model = "EC25"
        line.signalDBm = -73
        line.network = "Bell"
        line.sms = true
        line.received = 12
        line.storage = StorageUse(used: 1, size: 23)
        line.lastReceivedAt = noon
        line.lastRepliedAt = noon
        line.notice = .storageFull(used: 21, size: 23)
        let answer = StatusAnswer(
            service: ServiceStatus(state: "running", version: "0.1.0", startedAt: noon), lines: [line],
            budget: BudgetStatus(currency: "CAD", spent: "0.02", reserved: "0.00", left: "79.98", contactsLeft: 3999))
        try expect(
            answer,
            #"""
            {"budget":{"contacts_left":3999,"currency":"CAD","left":"79.98","reserved":"0.00","spent":"0.02"},"erasure_pending":false,"evidence_key_lost":false,"head":null,\#
            "lines":[{"calls":0,"detail":"Answers texts.","held_by":null,"id":"montreal",\#
            "ims":null,"last_received_at":"2026-11-25T12:00:00.000-05:00",\#
            "last_replied_at":"2026-11-25T12:00:00.000-05:00",\#
            "model":"EC25","network":"Bell","next_try_at":null,"notice":{"code":"storage_full","size":23,"used":21},\#
            "number":"+15145550101","paused":null,"profile":"quectel-ec25",\#
            "queued":0,"quiet_until":null,"raid":false,"raid_by_hand":false,"raid_since":null,"received":12,"recovery":null,"refused":0,"region":"Montréal","replied":0,\#
            "roaming":null,"signal_dbm":-73,"sms":true,"state":"ready",\#
            "storage":{"size":23,"used":1},"verified_at":null,"voice":"none",\#
            "voice_detail":null,"voice_notice":null}],\#
            "service":{"detail":null,"started_at":"2026-11-25T12:00:00.000-05:00","state":"running","version":"0.1.0"},\#
            "unclaimed":[]}
            """#)
    }

    @Test("an event has every key and keeps the names of its details")
    func event() throws {
        var row = EventRow(seq: 7, at: noon, line: "montreal", kind: "sms_received")
        row.sender = "+1514•••••01"
        row.senderID = "s-0123456789abcdef"
        row.text = "\u{202E}salut\n"
        row.reason = "replied_in_window"
        row.details = ["network_time": .string("x"), "missingParts": .array([.integer(2), .null, .bool(true)])]
        try expect(
            row,
            #"""
            {"at":"2026-11-25T12:00:00.000-05:00","cost":null,"details":{"missingParts":[2,null,true],\#
            "network_time":"x"},"kind":"sms_received","line":"montreal","reason":"replied_in_window","reply_id":null,\#
            "sender":"+1514•••••01","sender_id":"s-0123456789abcdef","seq":7,"text":"\u202esalut\n"}
            """#)
    }

    @Test("a budget has the box and its lines")
    func budget() throws {
        let line = LineBudget(
            currency: nil, spent: "0.00", reserved: "0.00", left: nil, contactsLeft: nil, total: nil, perMonth: nil)
        try expect(
            BudgetAnswer(box: line, lines: ["quebec": line]),
            #"""
            {"contacts_left":null,"currency":null,"left":null,"lines":{"quebec":{"balance":null,"contacts_left":null,"currency":null,\#
            "left":null,"per_day":null,"per_month":null,"reserved":"0.00","runs_out_on":null,"spent":"0.00",\#
            "total":null}},"per_day":null,"per_month":null,"reserved":"0.00","runs_out_on":null,"spent":"0.00",\#
            "total":null}
            """#)
    }

    @Test("blocks, lines, requests and errors have every key")
    func rest() throws {
        try expect(
            BlocksAnswer(blocks: [BlockRow(number: nil, senderID: "s-00", at: noon, note: nil)]),
            #"{"blocks":[{"at":"2026-11-25T12:00:00.000-05:00","note":null,"number":null,"sender_id":"s-00"}]}"#)
        try expect(
            LinesAnswer(lines: [
                LineRow(
                    id: "a", region: nil, number: "+1", mode: "answer", calls: "auto", modem: "device /dev/x",
                    state: "paused", detail: "Paused.", paused: PauseRow(at: noon, why: nil, releasePort: true))
            ]),
            #"""
            {"lines":[{"calls":"auto","detail":"Paused.","id":"a",\#
            "law":{"by_number":true,"held_by":null,"profile":null},"mode":"answer","modem":"device /dev/x",\#
            "number":"+1","paused":{"at":"2026-11-25T12:00:00.000-05:00","release_port":true,"why":null},\#
            "region":null,"state":"paused"}],"unclaimed":[]}
            """#)
        try expect(PauseRequest(why: nil, releasePort: false), #"{"release_port":false,"why":null}"#)
        try expect(
            BlockRequest(number: .number("+15145550101"), note: nil), #"{"note":null,"number":"+15145550101"}"#)
        try expect(
            ErrorAnswer(ControlError(.unknownLine, "no line x")),
            #"{"error":{"code":"unknown_line","hint":null,"message":"no line x"}}"#)
    }

    @Test(
        "a missing key, another type and no JSON are errors that name the place",
        arguments: [
            (#"{"release_port":true}"#, "the key `why` is missing"),
            (#"{"why":null,"release_port":"yes"}"#, "`release_port` is of another type"),
            (#"{"why":"#, "no JSON"),
            ("", "no JSON"),
            ("[]", "another type"),
        ])
    func badBody(json: String, message: String) {
        let error = #expect(throws: ControlError.self) { try JSONText.value(PauseRequest.self, from: json.utf8) }
        #expect(error?.code == .usage)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("a national number in a body is refused with its sentence")
    func badNumber() {
        let error = #expect(throws: ControlError.self) {
            try JSONText.value(BlockRequest.self, from: #"{"number":"514-555-0101","note":null}"#.utf8)
        }
        #expect(error?.message.contains("`number`: a number must be written in international form") == true)
    }

    private let noon = ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000)

    private func expect<Value: Codable & Equatable>(_ value: Value, _ json: String) throws {
        #expect(try JSONText.line(value) == json)
        #expect(try JSONText.value(Value.self, from: json.utf8) == value)
    }
}
