import Foundation
import Glibc
import Testing

@testable import SerialPort

/// The trace tells how a modem is, and names nobody.
struct WireRedactionTests {
    private func shown(_ octets: String, by direction: WireRedaction.Direction = .modem) -> [String] {
        var redaction = WireRedaction(direction: direction)
        return redaction.take(octets.utf8) + redaction.end()
    }

    @Test(
        "what is harmless is shown as it is",
        arguments: [
            "OK", "ERROR", "RING", "NO CARRIER", "+CSQ: 17,99", "+CREG: 2,1", "+CMS ERROR: 305",
            "+CPMS: \"SM\",3,30,\"ME\",0,50",
            "+CMTI: \"SM\",3", "RDY", "UNDER-VOLTAGE WARNNING", "+COPS: 0,0,\"Bell\",7", "+CMGS: 12", "^MODE: 5,4",
        ])
    func harmless(line: String) {
        #expect(shown(line + "\r\n") == [line])
    }

    @Test(
        "a number, an identity, a PIN, a text and the octets of a message are not there in any form",
        arguments: [
            ("+CLIP: \"+15145550123\",145,,,\"Maman\",0", ["5145", "0123", "Maman"]),
            ("+CLIP: +15145550123,145", ["5145", "0123"]), ("ATD+15145550123;", ["5145", "0123"]),
            ("+CNUM: ,\"+1 514 555 0123\",145", ["514", "0123"]), ("89302720000000000001", ["8930", "0001"]),
            ("8930 2720 0000 0000 0001", ["8930", "0001"]), ("866758040000013", ["8667"]), ("+ICCID: 1234", ["1234"]),
            ("AT+CPIN=\"4711\"", ["4711"]), ("AT+CPIN=4711", ["4711"]), ("at+cpin=4711", ["4711"]),
            ("AT+CLCK=\"SC\",0,\"4711\"", ["4711"]), ("AT+CMEE=1;+CPIN=4711", ["4711"]),
            ("07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07", ["0791", "FD07"]),
            ("bonjour, c'est moi", ["bonjour", "moi"]), ("+CUSD: 0,\"Votre solde : 12,00 $\",15", ["solde", "12"]),
            ("+CSCA: \"+13123149810\",145", ["3123", "9810"]), ("été", ["é"]), ("IMEI: 866758040000013", ["8667"]),
            ("+CCLK: \"26/11/30,05:43:02-20\"", ["26/11"]),
        ])
    func secrets(line: String, parts: [String]) {
        for direction in [WireRedaction.Direction.modem, .host] {
            let text = shown(line + "\r\n", by: direction).joined()
            #expect(!text.isEmpty)
            for part in parts { #expect(!text.contains(part), "\(text)") }
        }
    }

    @Test("what comes in two reads, at any cut, is hidden as in one")
    func cuts() {
        let wire = Array("\r\n+CLIP: \"+15145550123\",145\r\nAT+CPIN=\"4711\"\r\n0791326040000F0040B91\r\n".utf8)
        for cut in 1..<wire.count {
            var redaction = WireRedaction(direction: .modem)
            let text = (redaction.take(wire[..<cut]) + redaction.take(wire[cut...]) + redaction.end()).joined(
                separator: "|")
            for secret in ["5145", "0123", "4711", "0791"] { #expect(!text.contains(secret), "cut at \(cut): \(text)") }
        }
    }

    @Test("the content of a message is hidden whatever it looks like, up to the final result")
    func contents() {
        let listing = "+CMGL: 1,\"REC READ\",\"+15145550123\",,\"26/11/30\"\r\n+Salut: 12\r\nRDY\r\n\r\nOK\r\nRDY\r\n"
        let lines = shown(listing)
        #expect(lines.suffix(4) == ["<10 octets>", "<3 octets>", "OK", "RDY"])
        #expect(shown("+CMT: ,24\r\n+Salut: 12\r\n+CSQ: 17,99\r\n").suffix(2) == ["<10 octets>", "+CSQ: 17,99"])
    }

    @Test("a prompt is shown at once; a line without an end is only counted")
    func prompts() {
        #expect(shown("\r\n> ") == ["> "])
        #expect(shown("0791326040000F004\u{1A}", by: .host) == ["<17 octets>", "<Ctrl-Z>"])
        #expect(shown(String(repeating: "1", count: 100_000)) == ["<100000 octets>"])
    }

    @Test("the file is for its owner, follows no link, and is begun anew when it is full")
    func file() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/jedisnon-trace-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/trace"
        let file = try TraceFile(path: path, limit: 1000)
        for number in 0..<60 {
            file.write("/dev/ttyUSB0 < line \(number) " + String(repeating: "x", count: 30))
            file.flush()
        }
        for name in [path, path + ".1"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: name)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect((attributes[.size] as? Int).map { $0 <= 1100 } == true)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("line 59"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
        symlink(path, folder + "/link")
        for place in [folder + "/link", folder, folder + "/no/where"] {
            #expect(throws: TraceError.self) { try TraceFile(path: place, limit: 1000) }
        }
    }
}
