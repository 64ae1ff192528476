import ATProtocol
import Testing

/// Answers about messages and memories.
struct MessageTests {
    private let pdu = Conversation.pdu

    @Test("a listing is read message by message, and what is no PDU in between is passed over")
    func listing() {
        let lines = [
            "+CMGL: 0,1,,24", pdu, "+CMGL: 3,0,\"Name, \"of\" it\",24", "DST: 0", pdu.lowercased(), "+CMGL: 4,1,,24",
            "UNDER-VOLTAGE WARNNING", "00", pdu, "BATTERY LOW", "+CMGL: 6,1,,24 \(pdu)", "+CMGL: 7,1,24", pdu,
        ]
        let found = StoredMessage.list(lines)
        #expect(found.map(\.index) == [0, 3, 4, 6, 7])
        #expect(found.map(\.status) == [1, 0, 1, 1, 1])
        #expect(found.map { $0.pdu.uppercased() } == Array(repeating: pdu, count: 5))
        #expect(found.allSatisfy { $0.length == 24 && $0.fit == .exact })
    }

    /// Lines of a listing with one message at place 3, and how it is read.
    static let damaged: [(lines: [String], index: Int?, fit: StoredMessage.Fit)] = {
        let pdu = Conversation.pdu
        let split = pdu.index(pdu.startIndex, offsetBy: 20)
        let spaced = stride(from: 0, to: pdu.count, by: 2).map { String(pdu.dropFirst($0).prefix(2)) }
        return [
            (["+CMGL: 3,1,,24", "\"\(pdu)\""], 3, .exact),
            (["+CMGL: 3,1,,24", spaced.joined(separator: " ")], 3, .exact),
            (["+CMGL: 3,1,,24", String(pdu[..<split]), "BATTERY LOW", String(pdu[split...])], 3, .exact),
            (["+CMGL: 3,1,,24", String(pdu.dropFirst(2))], 3, .bare),
            (["+CMGL: 3,1,,25", pdu], 3, .bare),
            (["+CMGL: 3,1,,24", String(pdu.dropLast(6))], 3, .doubtful),
            (["+CMGL: 3,1,,24", String(pdu.dropLast(1))], 3, .doubtful),
            (["+CMGL: 3,1,,24", pdu + "07"], 3, .doubtful),
            (["+CMGL: 3,1,,2X", pdu], 3, .doubtful),
            (["+CMGL: 3,1,,", pdu], 3, .doubtful),
            (["+CMGL: 3,9,,24", pdu], 3, .exact),
            (["+CMGL: 3,\"REC UNREAD\",,24", pdu], 3, .exact),
            (["+CMGL: 3,24", pdu], 3, .exact),
            (["+CMGL: 3", pdu], 3, .doubtful),
            (["+CMGL: 24", pdu], nil, .exact),
            (["+CMGL: x,1,,24", pdu], nil, .exact),
            (["+CMGL: ", pdu], nil, .doubtful),
            ([pdu], nil, .doubtful),
            (["+CMGL: 3,1,,24", "BATTERY LOW"], 3, .missing),
            (["+CMGL: 3,\"REC READ\",\"+15145550123\",,\"26/11/30,05:00:00-20\"", "Salut"], 3, .missing),
        ]
    }()

    @Test("what is damaged is told, with what is there", arguments: damaged)
    func damage(lines: [String], index: Int?, fit: StoredMessage.Fit) throws {
        let found = StoredMessage.list(lines)
        let message = try #require(found.first)
        #expect(found.count == 1)
        #expect(message.index == index && message.fit == fit)
        if fit == .missing { #expect(message.pdu == lines.joined(separator: "\n")) }
    }

    @Test("a PDU whose header was lost stands for itself")
    func lostHeader() {
        let other = pdu.replacing("C8", with: "C9")
        let found = StoredMessage.list(["+CMGL: 0,1,,24", pdu, other, "+CMGL: 5,1,,24", pdu, pdu])
        #expect(found.map(\.index) == [0, nil, 5])
        #expect(found.map(\.pdu) == [pdu, other, pdu])
        #expect(found.map(\.fit) == [.exact, .doubtful, .exact])
    }

    @Test("a header may be a length alone, have no field for a name, or be lost")
    func headers() throws {
        for lines in [["+CMGR: 24", pdu], ["+CMGR: 0,24", pdu], ["+CMGR: ,,24", pdu], ["+CMGR: 0,\"a,\",24", pdu]] {
            let message = try #require(StoredMessage(lines: lines))
            #expect(message.fit == .exact && message.pdu == pdu, "\(lines)")
        }
        #expect(StoredMessage(lines: [pdu])?.fit == .doubtful)
        #expect(StoredMessage(lines: ["+CMGR: 0,,24"])?.fit == .missing)
    }

    @Test("an empty place is no message")
    func empty() {
        for lines in [[], ["+CMGR: 0,,0"], ["BATTERY LOW"], ["00"], ["89330012345678901234"]] {
            #expect(StoredMessage(lines: lines) == nil, "\(lines)")
        }
        #expect(StoredMessage.list(["+CMGL: 1,0,,0", "+CMGL: 2,0,,0"]).isEmpty)
    }

    @Test(
        "the reference of a sent message is found",
        arguments: [
            (["+CMGS: 42"], 42), (["+CMGS:0"], 0), (["+CMGS: 255,\"08/01/01\""], 255), (["", "+CMGS: 7"], 7),
            (["+CMGS: 256"], nil), (["+CMGS: -1"], nil), (["+CMGS:"], nil), (["+CMGW: 4"], nil), ([], nil),
        ] as [([String], Int?)])
    func reference(lines: [String], reference: Int?) {
        #expect(SentMessage(lines: lines)?.reference == reference)
    }

    @Test("the memories are read with and without their names")
    func memories() throws {
        let named = try #require(MemoryUsage.list("+CPMS: \"SM\",3,30,\"ME\",0,99,\"MT\",3,129"))
        #expect(named.map(\.name) == ["SM", "ME", "MT"])
        #expect(named.map(\.used) == [3, 0, 3])
        let set = try #require(MemoryUsage.list("+CPMS: 3,30,3,30,3,30"))
        #expect(set.count == 3)
        #expect(set.allSatisfy { $0.name == nil && $0.used == 3 && $0.total == 30 })
        #expect(MemoryUsage.list("+CPMS: ") == nil)
        #expect(MemoryUsage.list("+CPMS: \"SM\",x,30") == nil)
        #expect(MemoryUsage.list("+CREG: 0,1") == nil)
    }

    @Test("a menu is read with its quotes, its line breaks and its coding scheme")
    func ussd() throws {
        let menu = try #require(USSDMessage("+CUSD: 1,\"Say \"hi\",\r\n1. Yes\",15"))
        #expect(menu == USSDMessage("+CUSD:1,\"Say \"hi\",\r\n1. Yes\", 15"))
        #expect(menu.text == "Say \"hi\",\r\n1. Yes")
        #expect(menu.dcs == 15)
        let ended = try #require(USSDMessage("+CUSD: 2"))
        #expect(ended.status == 2 && ended.text == nil && ended.dcs == nil)
        #expect(USSDMessage("+CUSD: 0,\"00480069\",72")?.readableText == "Hi")
        #expect(USSDMessage("+CUSD: 0,\"00480069\",15")?.readableText == "00480069")
        #expect(USSDMessage("+CUSD: 0,\"0048006\",72")?.readableText == "0048006")
        #expect(USSDMessage("+CUSD: x") == nil)
    }

    @Test("blank lines inside a menu are part of its text")
    func blankLines() {
        var host = Host()
        host.receive("\r\n+CUSD: 1,\"Menu\r\n\r\n1. Yes\",15\r\n")
        #expect(host.indications == [USSDMessage("+CUSD: 1,\"Menu\r\n\r\n1. Yes\",15").map(ATIndication.ussd)])
    }

    @Test("a direct message without its SMSC address is known by its length, also inside a listing")
    func noCentreAddress() {
        let bare = String(pdu.dropFirst(2))
        var host = Host()
        host.send("AT+CMGL=4")
        host.receive("\r\n+CMT: ,24\r\n\(bare)\r\n\r\nOK\r\n")
        #expect(host.indications == [.messageDirect(pdu: bare, length: 24)])
        #expect(host.lines == [])
    }

    @Test("a direct message of any length keeps its PDU", arguments: [nil, "07911326040000F0"])
    func centreAddress(centre: String?) {
        let whole = (centre ?? "00") + pdu.dropFirst(2)
        var host = Host()
        host.receive("\r\n+CMT: \"\",24\r\n\(whole)\r\n")
        #expect(host.indications == [.messageDirect(pdu: whole, length: 24)])
    }
}
