import Foundation
import Testing

/// No command of the service dials, calls back or forwards a call.
///
/// The one that asks the network something, `AT+CUSD`, writes a ``ServiceCode`` or nothing, in one file.
///
/// Every AT command of the program is a literal somewhere in `Sources/`; the simulator, which must know `ATD` to record
/// it, is the only exception.
struct NeverDialTests {
    /// The commands the service may send, without what follows `=`, `?` or `;`.
    static let allowed: Set<String> = [
        // Attention, identity, errors, power.
        "AT", "ATI", "ATE0", "ATV1", "ATQ0", "ATS0", "ATE0V1Q0", "ATE0V1Q0S0", "AT+GSN", "AT+CMEE", "AT+CGMI",
        "AT+CGMM",
        "AT+CGMR", "AT+CGSN", "AT+CFUN", "AT+CRESET", "AT^CURC", "AT+QURCCFG", "AT#REBOOT", "AT!RESET",
        // SIM and PIN.
        "AT+CPIN", "AT+CPINR", "AT+SPIC", "AT+QPINC", "AT^CPIN", "AT+CCID", "AT+ICCID", "AT+CICCID", "AT+QCCID",
        "AT^ICCID", "AT+CRSM", "AT+CNUM", "AT+ZGETICCID", "AT#CCID", "AT+CIMI", "AT#PCT",
        "AT+ZPINPUK", "AT+CPINC", "AT+UPINCNT", "AT^SPIC", "AT^SCID",
        // Network.
        "AT+CREG", "AT+CEREG", "AT+CGREG", "AT+C5GREG", "AT+CSQ", "AT+CESQ", "AT+COPS", "AT+CIREG", "AT+QCFG",
        "AT+CSCS", "AT+CSCA",
        // The balance, and the end of that.
        "AT+CUSD",
        // Messages.
        "AT+CMGF", "AT+CSMS", "AT+CPMS", "AT+CNMI", "AT+CMGR", "AT+CMGL", "AT+CMGD", "AT+CMGS", "AT+CNMA", "AT+CGSMS",
        // Calls: who calls, answering, ending, and the sound between.
        "AT+CLIP", "AT+CRC", "AT+CVHU", "AT+CCWA", "AT+CLCC", "ATA", "ATH", "AT+CHUP", "AT+CHLD", "AT+DDET",
        "AT+QTONEDET", "AT+CPCMREG", "AT+QPCMV", "AT^DDSETEX",
    ]

    /// Every literal of the sources that begins like an AT command, up to what is filled in, with its file.
    static func commands() throws -> [(text: String, file: String)] {
        let literal = try Regex(#""(AT[^"\\ ]*)"#)
        var found: [(String, String)] = []
        let files = try #require(
            FileManager.default.enumerator(at: ImportTests.sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            guard !file.path().contains("/Sources/ModemSimulator/") else { continue }
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                // Comments send nothing, and a comparison only recognises.
                let isSilent = line.contains("hasPrefix(") || line.contains(" == \"AT")
                if isSilent || line.drop(while: { $0 == " " }).hasPrefix("//") { continue }
                for match in line.matches(of: literal) {
                    guard let text = match.output[1].substring else { continue }
                    found.append((String(text), file.lastPathComponent))
                }
            }
        }
        return found
    }

    private static func name(_ command: String) -> String {
        let body = command.dropFirst(2)
        guard let first = body.first else { return "AT" }
        // ATE0, ATH and the like have no separator; ATD would show as itself.
        if first.isLetter { return String(command.prefix { $0.isLetter || $0.isNumber }) }
        return String(command.prefix { !"=?;:,".contains($0) && $0 != " " })
    }

    @Test("every command the service can send is on the list, and none of them dials")
    func nothingDials() throws {
        let commands = try Self.commands()
        #expect(commands.count > 60)
        for (text, file) in commands {
            #expect(Self.allowed.contains(Self.name(text)), "\(file): \(text)")
            let parts = text.uppercased().split(separator: ";").dropFirst()
            #expect(parts.allSatisfy { !$0.hasPrefix("D") }, "\(file): \(text)")
            // 1 to 3 hold, retrieve and join calls, 4 connects two others; 0 only says that the line is busy.
            if text.hasPrefix("AT+CHLD") { #expect(text == "AT+CHLD=0", "\(file): \(text)") }
        }
        for name in Self.allowed { #expect(!name.hasPrefix("ATD")) }
    }

    @Test(
        "the network's menu is asked in one file, for what was checked to be a code, and nothing else is written there")
    func menuIsAsked() throws {
        let asking = try Self.commands().filter { $0.text.uppercased().contains("CUSD") }
        #expect(!asking.isEmpty)
        for (text, file) in asking {
            #expect(file == "Modem+Balance.swift", "\(file): \(text)")
            #expect(text == "AT+CUSD=1," || text == "AT+CUSD=2", "\(file): \(text)")
        }
        let source = ImportTests.sources.appending(path: "Modems/Working/Modem+Balance.swift")
        let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n")
        // What is filled in is the code or its octets, behind the check.
        let filled = lines.filter { $0.contains("AT+CUSD=1,") }
        #expect(filled.count == 5)
        for line in filled { #expect(line.contains("(code.text") || line.contains("PackedText.octets(of: code.text)")) }
        #expect(lines.contains { $0.contains("guard (try? ServiceCode(code.text)) == code else { return nil }") })
    }

    @Test("a dialling command would be found")
    func wouldBeFound() {
        for command in ["ATD+15145550123;", "ATDT5550123", "ATD>1;"] {
            #expect(!Self.allowed.contains(Self.name(command)))
        }
    }
}
