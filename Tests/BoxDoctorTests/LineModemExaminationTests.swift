import ControlAPI
import Modems
import SerialPort
import Testing
import Vocabulary
import WordLiterals

@testable import BoxDoctor

/// Lines whose modem is not where they say.
struct LineModemExaminationTests {
    private static func line(_ id: String, _ modem: String) -> String {
        "[[line]]\nid = \"\(id)\"\nnumber = \"+1514555010\(id == "a" ? 1 : 2)\"\nmodem = { \(modem) }\n"
    }

    @Test("nothing at the named place is a problem, and where a modem is instead is said")
    func elsewhere() async throws {
        for (modem, named) in [("usb_path = \"1-9\"", "1-9"), ("device = \"/dev/ttyUSB7\"", "/dev/ttyUSB7")] {
            let made = try MadeUpHost(Self.line("a", modem))
            let alone = await look(made)
            #expect(alone.ids == ["line_modem_missing"])
            #expect(alone[0].severity == .problem)
            #expect(alone[0].subject == "line a")
            #expect(alone[0].what.contains(named))
            #expect(alone[0].remedy?.contains("lsusb") == true)
            try made.plug(.ec25())
            let found = await look(made)
            #expect(found[0].what.contains(named) && found[0].what.contains("1-1"))
            #expect(found[0].remedy?.contains("usb_path = \"1-1\"") == true)
        }
    }

    @Test("a modem that another line names is no suggestion")
    func taken() async throws {
        let made = try MadeUpHost(Self.line("a", "usb_path = \"1-9\"") + Self.line("b", "device = \"/dev/ttyUSB3\""))
        try made.plug(.ec25())
        let found = await look(made)
        #expect(found.ids == ["line_modem_missing"])
        #expect(!found[0].what.contains("1-1"))
    }

    @Test("a modem at its place, or one that only has no ports yet, is no finding; a converter there is")
    func atItsPlace() async throws {
        let made = try MadeUpHost(Self.line("a", "usb_path = \"1-1\""))
        try made.plug(.ec25())
        #expect(await look(made).isEmpty)
        let bare = try MadeUpHost(Self.line("a", "usb_path = \"1-3\""))
        try bare.plug(.bare(0x2c7c, 0x0125))
        #expect(await look(bare).isEmpty)
        let other = try MadeUpHost(Self.line("a", "usb_path = \"1-2\""))
        try other.plug(.converter)
        #expect(await look(other)[0].what.contains("is no modem that is known"))
    }

    @Test("with a service only a line without its modem is told, and only when another one is free")
    func withService() async throws {
        let made = try MadeUpHost(Self.line("a", "usb_path = \"1-9\""))
        try made.plug(.ec25())
        func answer(_ state: Word<LineState>, free: Bool) {
            var line = LineStatus(id: "a", region: nil, number: "+15145550101", state: state, detail: "So it is.")
            line.notice = .modemMissing(.usbPort("1-9"), others: [])
            let status = StatusAnswer(
                service: .madeUp, lines: [line],
                unclaimed: free ? [UnclaimedModem(usbPath: "1-1", device: nil, state: "ready", detail: "")] : [],
                budget: nil)
            made.host.queryService = { _ in .running(status) }
        }
        answer("ready", free: true)
        #expect(await look(made).isEmpty)
        answer("absent", free: false)
        #expect(await look(made).isEmpty)
        answer("absent", free: true)
        let found = await look(made)
        #expect(found.ids == ["line_modem_missing"])
        #expect(found[0].remedy?.hasSuffix("then: sudo jedisnon reload") == true)
    }

    @Test("a SIM or a modem that no modem has is a problem only when every modem was asked")
    func numbers() async throws {
        for modem in ["iccid = \"89302720000000000007\"", "imei = \"866758040000099\""] {
            let made = try MadeUpHost(Self.line("a", modem))
            func ids() async -> [String] { await made.findings { ModemExamination(host: $0, situation: $1) }.ids }
            #expect(await ids() == ["line_modem_missing"])
            try made.plug(.ec25())
            made.host.diagnosis = { _ in .silent }
            #expect(await ids() == ["modem_silent"])
            made.host.diagnosis = { _ in .modem(.good.with { $0.imei = "866758040000013" }) }
            let found = await made.findings { ModemExamination(host: $0, situation: $1) }
            let missing = try #require(found["line_modem_missing"])
            #expect(missing.subject == "line a" && missing.severity == .problem)
            #expect(missing.what.contains("USB port 1-1 has …"))
            #expect(!missing.what.contains("8930272000000000000"))
            made.host.diagnosis = { _ in
                .modem(
                    .good.with {
                        $0.imei = "866758040000099"
                        $0.iccid = "89302720000000000007"
                    })
            }
            #expect(await ids() == ["modem"])
        }
    }

    @Test("a line that names another port of its modem is warned")
    func wrongPort() async throws {
        let made = try MadeUpHost(Self.line("a", "device = \"/dev/ttyUSB0\""))
        try made.plug(.ec25())
        made.host.diagnosis = { _ in .modem(.good) }
        let found = await made.findings { ModemExamination(host: $0, situation: $1) }
        #expect(found.ids == ["modem", "line_wrong_port"])
        #expect(found["line_wrong_port"]?.what.contains("/dev/ttyUSB2") == true)
    }

    private func look(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { LineModemExamination(host: $0, situation: $1) }
    }
}
