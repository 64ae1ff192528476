import ATProtocol
import Testing

/// What a modem says on its own.
struct IndicationTests {
    static let lines: [(String, ATIndication)] = [
        ("RING", .ring(type: nil)),
        ("+CMTI: \"ME\",12", .messageStored(memory: "ME", index: 12)),
        ("+CMTI:\"SM\", 0", .messageStored(memory: "SM", index: 0)),
        ("+CDSI: \"SR\",4", .statusReportStored(memory: "SR", index: 4)),
        ("+CMTI: \"SM\"", .other("+CMTI: \"SM\"")),
        ("+CBMI: \"BM\",3", .cellBroadcast(pdu: nil)),
        ("+CLIP: \"+33612345678\",145,\"\",0,\"\",0", .callerID(number: "+33612345678", type: 145, validity: 0)),
        ("+CLIP: ,128,,,,2", .callerID(number: "", type: 128, validity: 2)),
        ("+CCWA: \"+33612345678\",145,1", .callWaiting(number: "+33612345678", type: 145)),
        ("NO CARRIER", .noCarrier),
        ("BUSY", .callEnded(details: "BUSY")),
        ("^CEND:1,0,67,104", .callEnded(details: "^CEND:1,0,67,104")),
        ("VOICE CALL: END: 000012", .callEnded(details: "VOICE CALL: END: 000012")),
        ("VOICE CALL: BEGIN", .other("VOICE CALL: BEGIN")),
        ("+DTMF: *", .dtmf("*")), ("+QTONEDET: 35", .dtmf("#")), ("+RXDTMF: 12", .other("+RXDTMF: 12")),
        ("^SMMEMFULL: \"SM\"", .storageFull(memory: "SM")), ("SMS FULL", .storageFull(memory: nil)),
        ("+QIND: \"SMSFULL\",\"ME\"", .storageFull(memory: "ME")),
        ("+QIND: SMS DONE", .modemReady("+QIND: SMS DONE")),
        ("+CEREG: 5", .registration(domain: .eps, status: 5)),
        ("+CPIN: READY", .sim(.ready)), ("+CPIN: SIM PIN", .sim(.simPIN)), ("+CPIN: NOT READY", .sim(.busy)),
        ("+CPIN: NOT INSERTED", .sim(.removed)), ("^SIMST:255", .sim(.removed)), ("+QSIMSTAT: 1,0", .sim(.removed)),
        ("+QUSIM: 1", .sim(.inserted)), ("+SIMCARD: NOT AVAILABLE", .sim(.removed)),
        ("RDY", .modemReady("RDY")), ("+CFUN: 1", .modemReady("+CFUN: 1")), ("SMS Ready", .modemReady("SMS Ready")),
        ("^BOOT:12345678,0,0,0,6", .modemReady("^BOOT:12345678,0,0,0,6")),
        ("PB DONE", .modemReady("PB DONE")), ("^SYSSTART", .modemReady("^SYSSTART")),
        ("+CSQ: 99,99", .signal(dBm: nil)), ("^RSSI: 17", .signal(dBm: -79)),
        ("^HCSQ:\"LTE\",50,45,140,20", .other("^HCSQ:\"LTE\",50,45,140,20")),
        ("Hello", .other("Hello")),
    ]

    @Test("each is understood, idle or during another command", arguments: lines)
    func line(text: String, indication: ATIndication) {
        var idle = Host()
        idle.receive("\r\n\(text)\r\n")
        #expect(idle.indications == [indication])
        var busy = Host()
        busy.send("AT+CPMS?")
        busy.receive("\r\n\(text)\r\n\r\n+CPMS: \"SM\",1,30\r\n\r\nOK\r\n")
        #expect(busy.indications == [indication])
        #expect(busy.answer == Conversation.ok("+CPMS: \"SM\",1,30"))
    }

    @Test(
        "what begins with the sign of a name is no answer without a name, whatever its words",
        arguments: ["+APP PDP: 0,ACTIVE", "*PSUTTZ", "^MODE 5", "%IPDATA", "#AGPSRING", "$QCRSRP x"])
    func noBareAnswer(line: String) {
        for command in ["AT+CGSN", "AT+CIMI", "AT+CGMM", "ATI"] {
            var host = Host()
            host.send(command)
            host.receive("\r\n\(line)\r\n\r\n861234567890123\r\n\r\nOK\r\n")
            #expect(host.indications == [.other(line)])
            #expect(host.answer == Conversation.ok("861234567890123"))
        }
    }

    @Test(
        "its own question is answered by the same name in another shape",
        arguments: [
            ("AT+CREG?", "+CREG: 0,1", "+CREG: 1"), ("AT+CLIP?", "+CLIP: 1,1", "+CLIP: \"+15145550199\",145"),
            ("AT+CCWA=1,2", "+CCWA: 1,1", "+CCWA: \"+15145550199\",145,1"),
            ("AT+CUSD?", "+CUSD: 1", "+CUSD: 0,\"x\",15"),
            ("AT+CLIP=?", "+CLIP: (0,1)", "+CLIP: \"\",128"), ("AT+CUSD=?", "+CUSD: (0-2)", "+CUSD: 2,\"x\",15"),
        ])
    func sameName(command: String, answer: String, indication: String) {
        var host = Host()
        host.send(command)
        host.receive("\r\n\(indication)\r\n\r\n\(answer)\r\n\r\n\(indication)\r\n\r\nOK\r\n")
        #expect(host.answer == Conversation.ok(answer))
        #expect(host.indications.count == 2)
    }

    @Test("a PIN that was entered is answered by OK; the new state comes on its own")
    func pinEntered() {
        var host = Host()
        host.send("AT+CPIN=\"0000\"")
        host.receive("\r\n+CPIN: READY\r\n\r\nOK\r\n")
        #expect(host.answer == Conversation.ok())
        #expect(host.indications == [.sim(.ready)])
    }

    @Test("a header whose PDU never comes is reported when that is certain")
    func lostPDU() {
        var host = Host()
        host.receive("\r\n+CMT: ,24\r\n\r\nRING\r\n\r\n+CMT: ,24\r\n\(Conversation.pdu)\r\n")
        #expect(
            host.indications == [
                .ring(type: nil), .unreadable("+CMT: ,24"), .messageDirect(pdu: Conversation.pdu, length: 24),
            ])
    }

    @Test(
        "a PDU that comes behind its header, whatever is in between, is handed over",
        arguments: [
            ["BATTERY LOW"], ["UNDER-VOLTAGE WARNNING", "DST: 0"], ["00"], ["^RSSI: 17", "+CREG: 5"], ["RING", "0791"],
        ])
    func chatter(between: [String]) {
        let pdu = Conversation.pdu
        for command in [nil, "AT+CSQ", "AT+CMGL=4", "AT+CCID"] {
            var host = Host()
            if let command { host.send(command) }
            host.receive((["+CMT: \"a, \"b\"\",24"] + between + [pdu]).map { "\r\n\($0)\r\n" }.joined())
            #expect(host.indications.contains(.messageDirect(pdu: pdu, length: 24)), "\(command ?? "idle")")
            host.fire(.delivery)
            #expect(host.indications.count { if case .messageDirect = $0 { true } else { false } } == 1)
            #expect(host.breaches == [])
        }
    }

    @Test("a PDU in two lines is joined; one that contradicts its header is what is there of it")
    func damagedPDU() {
        let pdu = Conversation.pdu
        var host = Host()
        host.receive("+CMT: ,24\r\n\(pdu.prefix(20))\r\nBATTERY LOW\r\n\(pdu.dropFirst(20))\r\n")
        #expect(host.indications.last == .messageDirect(pdu: pdu, length: 24))
        host.receive("+CMT: ,24\r\n\(pdu.dropLast(6))\r\n")
        #expect(host.running[.delivery] != nil)
        host.fire(.delivery)
        #expect(host.indications.last == .messageDirect(pdu: String(pdu.dropLast(6)), length: 24))
        #expect(host.breaches == [])
    }

    @Test("a PDU without its header is told, unless it may belong to an answer")
    func strayPDU() {
        let pdu = Conversation.pdu
        var host = Host()
        host.receive("\r\n\(pdu)\r\n")
        #expect(host.indications == [.strayPDU(pdu)])
        host.send("AT+CMGL=4")
        host.receive("\r\n\(pdu)\r\n\r\nOK\r\n")
        #expect(host.indications == [.strayPDU(pdu)])
        #expect(host.lines == [pdu])
        host.receive("\r\n89330012345678901234\r\n")
        #expect(host.indications.last == .other("89330012345678901234"))
    }

    @Test("what an answer gives in bare digits is not taken for a damaged PDU")
    func bareAnswer() {
        var host = Host()
        host.send("AT+CCID")
        host.receive("\r\n+CMT: ,24\r\n89330012345678901234\r\n\(Conversation.pdu)\r\n\r\nOK\r\n")
        #expect(host.lines == ["89330012345678901234"])
        #expect(host.indications == [.messageDirect(pdu: Conversation.pdu, length: 24)])
    }

    @Test("a modem that fell back to text mode hands over words: they are what is there")
    func textMode() {
        var host = Host()
        let header = "+CMT: \"+15145550123\",,\"26/11/30,05:00:00-20\""
        host.receive("\r\n\(header)\r\nSalut\r\n")
        host.fire(.delivery)
        #expect(host.indications == [.messageDirect(pdu: header + "\nSalut", length: nil)])
    }

    @Test("a menu inside a listing does not swallow the PDU that the listing announced")
    func menuInListing() {
        var host = Host()
        host.send("AT+CMGL=4")
        host.receive("+CMGL: 0,1,,24\r\n+CUSD: 1,\"menu\r\n\(Conversation.pdu)\r\nrest\",15\r\n\r\nOK\r\n")
        #expect(host.lines == ["+CMGL: 0,1,,24", Conversation.pdu])
    }

    @Test("a PDU on the line of its header is taken")
    func inlinePDU() {
        var host = Host()
        host.receive("\r\n+CDS: 24 \(Conversation.pdu)\r\n\r\n+CBM: 24\r\n\(Conversation.pdu)\r\n")
        #expect(
            host.indications == [
                .statusReportDirect(pdu: Conversation.pdu, length: 24), .cellBroadcast(pdu: Conversation.pdu),
            ])
    }

    @Test("a PDU line of a listing is not taken for one that was announced with another length")
    func listingPDU() {
        var host = Host()
        host.send("AT+CMGL=4")
        host.receive("\r\n+CMGL: 0,1,,24\r\n+CMT: ,99\r\n\(Conversation.pdu)\r\n\r\nOK\r\n")
        #expect(StoredMessage.list(host.lines).map(\.pdu) == [Conversation.pdu])
    }
}
