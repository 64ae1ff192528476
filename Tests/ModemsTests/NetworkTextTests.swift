import ATProtocol
import SMSCodec
import Testing
import Vocabulary

@testable import Modems

/// What `+CUSD` says, whatever the modem makes of it; the lines are those of real modems and of the standards.
struct NetworkTextTests {
    @Test(
        "the likeliest reading is the text",
        arguments: [
            (#"+CUSD: 0,"Balance: 10.00",15"#, "Balance: 10.00"),
            (#"+CUSD: 0,"0053006F006C006400650020003A00200031002C0035003000200024",72"#, "Solde : 1,50 $"),
            (#"+CUSD: 0,"0053006F006C006400650020003A00200031002C0035003000200024",15"#, "Solde : 1,50 $"),
            (#"+CUSD: 0,"004200610020003100300031",0"#, "Ba 101"),
            (#"+CUSD: 0,"536F6C6465203A20312C35302024",15"#, "Solde : 1,50 $"),
            ("+CUSD: 0,\"Solde 1,50 \u{02}\",15", "Solde 1,50 $"),
            (#"+CUSD: 0,"1250",15"#, "1250"),
        ])
    func readings(line: String, text: String) throws {
        let heard = NetworkText(try #require(USSDMessage(line)))
        #expect(heard.readings.first == text)
    }

    @Test("packed septets are read back, at every length", arguments: 1...24)
    func packed(count: Int) throws {
        let text = String("Solde de la SIM : 10,50 $".prefix(count + 1))
        let code = try #require(hex(ofPacked: text))
        let heard = NetworkText(try #require(USSDMessage("+CUSD: 0,\"\(code)\",15")))
        // Short ones may be anything, so they are one reading of several.
        #expect(heard.readings.contains(text), "\(code): \(heard.readings)")
    }

    private func hex(ofPacked text: String) -> String? {
        PackedText.octets(of: text)?.map { String(UInt16($0) | 0x100, radix: 16, uppercase: true).dropFirst() }.joined()
    }

    @Test(
        "how the dialogue stands",
        arguments: [("0", NetworkText.Stage.over), ("1", .waits), ("2", .refused), ("4", .refused), ("5", .timedOut)])
    func stages(status: String, stage: NetworkText.Stage) throws {
        #expect(NetworkText(try #require(USSDMessage("+CUSD: \(status)"))) == NetworkText(stage: stage, readings: []))
    }

    @Test("the forms of a code: only what the code is, never a number")
    func forms() throws {
        let code = try ServiceCode("*123#")
        func commands(packed: Bool, _ coding: TextCoding) -> [String?] {
            MenuForm.forms(packed: packed, in: coding).map { $0.command(code) }
        }
        let plain = [#"AT+CUSD=1,"*123#",15"#, #"AT+CUSD=1,"*123#""#]
        #expect(commands(packed: false, .readable) == plain)
        #expect(commands(packed: false, .ucs2) == [#"AT+CUSD=1,"002A0031003200330023",15"#] + plain)
        #expect(commands(packed: true, .readable) == [#"AT+CUSD=1,"AA986C3602",15"#] + plain)
    }
}
