import ATProtocol
import Testing

@Suite("Answers about messages and memories")
struct MessageTests {
    private let pdu = Conversation.pdu

    @Test("a listing is read message by message, with what is damaged passed over")
    func listing() {
        let lines = [
            "+CMGL: 0,1,,24", pdu, "+CMGL: 3,0,\"Name, of it\",24", pdu, "+CMGL: 4,1,,24", "+CMGL: 5,1,,24", "JUNK",
            pdu,
            "+CMGL: x,1,,24", pdu, "+CMGL: 6,1,,24 \(pdu)", "+CMGL: 7,1,,2X", pdu, "+CMGR: 1,,24", pdu,
        ]
        let found = StoredMessage.list(lines)
        #expect(found.map(\.index) == [0, 3, 5, 6])
        #expect(found.map(\.status) == [1, 0, 1, 1])
        #expect(found.map(\.pdu) == [pdu, pdu, "JUNK", pdu], "what is no PDU is kept as printed, to be recorded")
        #expect(found.allSatisfy { $0.length == 24 })
    }

    @Test("an empty place, or a header without its PDU, is no message")
    func empty() {
        for lines in [[], ["+CMGR: 0,,0"], ["+CMGR: 0,,24"], [pdu], ["+CMGL: 1,0,,24", pdu]] {
            #expect(StoredMessage(lines: lines) == nil, "\(lines)")
        }
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
