import ATProtocol
import Testing

/// Answers about the SIM and the modem.
struct SIMTests {
    @Test(
        "an ICCID is found in every form",
        arguments: [
            ("+CCID: \"8933011234567890123\"", "8933011234567890123"),
            ("+ICCID: 8933011234567890123F", "8933011234567890123"),
            ("8933011234567890123", "8933011234567890123"),
            ("^ICCID: 8933011234567890123F", "8933011234567890123"),
            ("+QCCID: 89860318760100123456", "89860318760100123456"),
            ("+CCID: 89 33 01 12 34 56 78 90 12 3", "8933011234567890123"),
            ("98331021436587092143", "89330112345678901234"),
            ("983310214365870921F3", "8933011234567890123"),
            ("898603E8760100123456", "898603E8760100123456"),
        ])
    func iccid(line: String, digits: String) {
        #expect(SIMIdentity.iccid(lines: ["", line]) == digits)
    }

    @Test("what is no ICCID is none", arguments: ["", "OK", "+CCID: 1234", "89330112345678901234567", "+CCID: \"\""])
    func noICCID(line: String) {
        #expect(SIMIdentity.iccid(lines: [line]) == nil)
    }

    @Test("IMEI and IMSI are found with and without a name")
    func identities() {
        #expect(SIMIdentity.imei(lines: ["867962041234567"]) == "867962041234567")
        #expect(SIMIdentity.imei(lines: ["+CGSN: \"867962041234567\""]) == "867962041234567")
        #expect(SIMIdentity.imei(lines: ["8679"]) == nil)
        #expect(SIMIdentity.imsi(lines: ["302720123456789"]) == "302720123456789")
        #expect(SIMIdentity.imsi(lines: ["+CIMI: 302720123456789"]) == "302720123456789")
        #expect(SIMIdentity.imsi(lines: ["E3372"]) == nil)
    }

    @Test(
        "every command for the tries left is read",
        arguments: [
            (["+CPINR: SIM PIN, 3, 3", "+CPINR: SIM PUK, 10, 10"], 3, 10), (["+CPINR: SIM PIN,2"], 2, nil),
            (["+SPIC: 3,10,3,10"], 3, 10), (["+SPIC: 1,10,0,0"], 1, 10),
            (["+QPINC: \"SC\",2,10", "+QPINC: \"P2\",3,10"], 2, 10),
            (["^CPIN: READY,,10,3,10,3"], 3, 10), (["^CPIN: SIM PIN,1,10,1,10,3"], 1, 10),
            (["+ZPINPUK: 3,10"], 3, 10), (["#PCT: 2"], 2, nil), (["+CPINC: 2,3,9,10"], 2, 9),
            (["+UPINCNT: 1,3,10,10"], 1, 10), (["^SPIC: 3"], 3, nil),
        ] as [([String], Int?, Int?)])
    func tries(lines: [String], pin: Int?, puk: Int?) throws {
        let retries = try #require(PINRetries(lines: lines))
        #expect(retries.pin == pin)
        #expect(retries.puk == puk)
    }

    @Test(
        "what says nothing of the tries left is nil",
        arguments: [[], ["OK"], ["+CPINR: SIM PIN2,3"], ["+QPINC: \"P2\",3,10"], ["+SPIC: -1,-1"], ["+SPIC: 1000,x"]])
    func noTries(lines: [String]) {
        #expect(PINRetries(lines: lines) == nil)
    }

    @Test(
        "the error in place of a PIN state says what is missing",
        arguments: [
            (ATResult.cme(10), PINState.removed), (.cme(11), .simPIN), (.cme(12), .simPUK), (.cme(13), .failure),
            (.cme(14), .busy), (.cme(15), .failure), (.cme(17), .simPIN2), (.cme(18), .simPUK2), (.cme(nil), .unknown),
            (.cme(5), .locked("PH-SIM PIN")), (.cme(30), nil), (.error, nil), (.cms(310), nil), (.timedOut, nil),
        ] as [(ATResult, PINState?)])
    func pinError(result: ATResult, state: PINState?) {
        #expect(PINState(result: result) == state)
    }

    @Test(
        "the texts of AT+CMEE=2 are their codes",
        arguments: [
            ("+CME ERROR: SIM not inserted", ATResult.cme(10)), ("+CME ERROR: sim busy", .cme(14)),
            ("+CME ERROR: (U)SIM PIN required", .cme(11)), ("+CME ERROR: USIM PUK required", .cme(12)),
            ("+CME ERROR: 515", .cme(515)), ("+CME ERROR: raspberry", .cme(nil)), ("+CMS ERROR: 38", .cms(38)),
            ("+CMS ERROR: SIM PIN required", .cms(311)), ("+CMS ERROR: memory full", .cms(322)),
            ("+CMS ERROR: network out of order", .cms(38)), ("+CMS ERROR:99999999999999999999", .cms(nil)),
        ])
    func errorTexts(line: String, result: ATResult) {
        var host = Host()
        host.send("AT+CPIN?")
        host.receive("\r\n\(line)\r\n")
        #expect(host.answer == ATResponse(result: result, finalLine: line))
    }

    @Test("an identity is read without its name, label and quotes")
    func identity() {
        #expect(ModemIdentity.value(lines: ["", "+CGMI: \"HUAWEI\""]) == "HUAWEI")
        #expect(ModemIdentity.value(lines: ["Quectel"]) == "Quectel")
        #expect(ModemIdentity.value(lines: []) == nil)
        #expect(ModemIdentity.labelled("model", lines: ["Manufacturer: huawei", "Model: E3372"]) == "E3372")
        #expect(ModemIdentity.labelled("revision", lines: ["Model: E3372"]) == nil)
    }
}
