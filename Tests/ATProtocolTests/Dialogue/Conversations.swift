import ATProtocol

/// The conversations that are cut and interrupted everywhere.
extension Conversation {
    static let pdu = "00040B911234567890F000000250100173832305C8329BFD06"
    static let body = Array("000101099121436587f900000cf4f29c0e6a97e7f3f0b90c".utf8)
    static let submit = ATCommand("AT+CMGS=23", body: body, timeout: 120_000)
    static let sent = ATResponse(result: .ok, lines: ["+CMGS: 42"], bodyWasWritten: true, finalLine: "OK")

    static func ok(_ lines: String...) -> ATResponse {
        ATResponse(result: .ok, lines: lines, finalLine: "OK")
    }

    static let all: [Conversation] = reading + sending + asking + said

    private static let reading = [
        Conversation(
            testDescription: "a message is read",
            steps: [.send(ATCommand("AT+CMGR=3")), .receive("\r\n+CMGR: 0,,24\r\n\(pdu)\r\n\r\nOK\r\n")],
            answers: [ok("+CMGR: 0,,24", pdu)]),
        Conversation(
            testDescription: "messages are listed",
            steps: [
                .send(ATCommand("AT+CMGL=4")),
                .receive("\r\n+CMGL: 0,1,,24\r\n\(pdu)\r\n+CMGL: 7,0,\"\",24\r\n\(pdu)\r\n\r\nOK\r\n"),
            ],
            answers: [ok("+CMGL: 0,1,,24", pdu, "+CMGL: 7,0,\"\",24", pdu)]),
        Conversation(
            testDescription: "a message is read with echo on",
            steps: [.send(ATCommand("AT+CMGR=3")), .receive("AT+CMGR=3\r\r\n+CMGR: 0,,24\r\n\(pdu)\r\n\r\nOK\r\n")],
            answers: [ok("+CMGR: 0,,24", pdu)]),
    ]

    private static let sending = [
        Conversation(
            testDescription: "a message is sent",
            steps: [.send(submit), .receive("\r\n> "), .receive("\r\n+CMGS: 42\r\n\r\nOK\r\n")],
            answers: [sent]),
        Conversation(
            testDescription: "a message is sent with echo on",
            steps: [
                .send(submit), .receive("AT+CMGS=23\r\r\n> "),
                .receive(String(decoding: body, as: UTF8.self) + "\u{1A}\r\n+CMGS: 42\r\n\r\nOK\r\n"),
            ],
            answers: [sent]),
        Conversation(
            testDescription: "a message is refused, then another is sent",
            steps: [
                .send(submit), .receive("\r\n> "), .receive("\r\n+CMS ERROR: 38\r\n"),
                .send(submit), .receive("\r\n> "), .receive("\r\n+CMGS: 42\r\n\r\nOK\r\n"),
            ],
            answers: [ATResponse(result: .cms(38), bodyWasWritten: true, finalLine: "+CMS ERROR: 38"), sent]),
    ]

    private static let asking = [
        Conversation(
            testDescription: "an identity is asked",
            steps: [
                .send(ATCommand("ATI")),
                .receive("\r\nManufacturer: huawei\r\nModel: E3372\r\n+GCAP: +CGSM,+DS,+ES\r\n\r\nOK\r\n"),
            ],
            answers: [ok("Manufacturer: huawei", "Model: E3372", "+GCAP: +CGSM,+DS,+ES")]),
        Conversation(
            testDescription: "an ICCID is asked, then a PIN state that is an error",
            steps: [
                .send(ATCommand("AT+CCID")), .receive("\r\n8933011234567890123F\r\n\r\nOK\r\n"),
                .send(ATCommand("AT+CPIN?")), .receive("\r\n+CME ERROR: SIM not inserted\r\n"),
            ],
            answers: [
                ok("8933011234567890123F"),
                ATResponse(result: .cme(10), finalLine: "+CME ERROR: SIM not inserted"),
            ]),
        Conversation(
            testDescription: "a registration is asked while it changes",
            steps: [
                .send(ATCommand("AT+CREG?")),
                .receive("\r\n+CREG: 5,\"00C1\",\"0A0B\"\r\n\r\n+CREG: 2,5,\"00C1\",\"0A0B\"\r\n\r\nOK\r\n"),
            ],
            answers: [ok("+CREG: 2,5,\"00C1\",\"0A0B\"")],
            indications: [.registration(domain: .cs, status: 5)]),
        Conversation(
            testDescription: "a call is ended, and NO CARRIER comes first",
            steps: [.send(ATCommand("ATH")), .receive("\r\nNO CARRIER\r\n\r\nOK\r\n")],
            answers: [ok()], indications: [.noCarrier]),
        Conversation(
            testDescription: "a call is ended, and NO CARRIER is all that comes",
            steps: [.send(ATCommand("AT+CHUP")), .receive("\r\nNO CARRIER\r\n"), .fire(.settle)],
            answers: [ATResponse(result: .noCarrier, finalLine: "NO CARRIER")], indications: [.noCarrier]),
    ]

    private static let said = [
        Conversation(
            testDescription: "a message is handed over while idle",
            steps: [.receive("\r\n+CMT: ,24\r\n\(pdu)\r\n"), .receive("\r\n+CDS: 24\r\n\(pdu)\r\n")],
            indications: [.messageDirect(pdu: pdu, length: 24), .statusReportDirect(pdu: pdu, length: 24)]),
        Conversation(
            testDescription: "a menu of several lines comes behind its OK",
            steps: [
                .send(ATCommand("AT+CUSD=1,\"#100#\",15")), .receive("\r\nOK\r\n"),
                .receive("\r\n+CUSD: 1,\"Bal:$100.00 *\r\nExp 01 Jan\r\n> 1. Recharge\",15\r\n"),
            ],
            answers: [ok()],
            indications: [menu]),
    ]

    private static let menu: ATIndication =
        USSDMessage("+CUSD: 1,\"Bal:$100.00 *\r\nExp 01 Jan\r\n> 1. Recharge\",15").map(ATIndication.ussd)
        ?? .unreadable("the menu")
}
