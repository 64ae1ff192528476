import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct DoctorTextTests {
    @Test("what is wrong, why, and what mends it; what is fine comes last")
    func snapshot() {
        #expect(picture.text(answer) == expected)
    }

    @Test("only what is there to be copied is wider than the terminal")
    func width() {
        let long = answer.findings.map { finding in
            var finding = finding
            finding.what = String(repeating: finding.what + " ", count: 5)
            return finding
        }
        var wide = answer
        wide.findings = long
        let lines = picture.text(wide).split(separator: "\n").filter { !$0.contains("> sudo ") }
        #expect(lines.allSatisfy { Columns.width(String($0)) <= 80 })
    }

    @Test("nothing wrong is said in a word")
    func well() {
        var well = answer
        well.findings = answer.findings.filter { $0.severity == .ok }
        #expect(picture.text(well).hasPrefix("jedisnon 0.1.0 looked at this box as pi: all is well\n\nok "))
    }

    @Test("colours only where they are wanted")
    func colours() {
        #expect(!picture.text(answer).contains("\u{1B}"))
        #expect(DoctorText(width: 80, style: TerminalStyle(isOn: true)).text(answer).contains("\u{1B}[31mPROBLEM"))
    }

    @Test("what a stick calls itself cannot move the cursor")
    func hostile() {
        var hostile = answer
        hostile.findings = [
            DoctorFinding(
                .usbModem, .note, "USB \u{9B}", what: "\u{1B}[2J\u{202E}", why: "\u{7}", remedy: "sudo \u{1B}c")
        ]
        let text = picture.text(hostile)
        #expect(
            !text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x9B || $0.value == 0x202E })
    }

    @Test("the JSON has every key, also where nothing has to be done")
    func json() throws {
        let line = try JSONText.line(answer)
        #expect(
            line.contains(
                #"{"id":"clock","mend":null,"severity":"ok","subject":"clock","what":"synchronised","why":null}"#))
        #expect(line.contains(#""checked_at":"2026-11-25T"#))
        #expect(try JSONText.value(DoctorAnswer.self, from: line.utf8) == answer)
    }

    private let picture = DoctorText(width: 80, style: .none)

    private var answer: DoctorAnswer {
        DoctorAnswer(
            checkedAt: ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000), version: "0.1.0", user: "pi",
            findings: [
                DoctorFinding(
                    .portPermission, .problem, "USB port 1-1",
                    what: "jedisnon may not use /dev/ttyUSB2: mode 0660, group dialout",
                    why: "the service cannot talk to the modem",
                    remedy: "sudo usermod -aG dialout jedisnon, then: sudo systemctl restart jedisnon"),
                DoctorFinding(
                    .signalWeak, .warning, "line montreal", what: "the signal is weak: -107 dBm",
                    why: "texts come late, and replies fail",
                    remedy: "move the modem to a window, on a USB cable of its own, or give it an antenna"),
                DoctorFinding(.clock, .ok, "clock", what: "synchronised"),
            ])
    }

    private let expected = """
        jedisnon 0.1.0 looked at this box as pi: 1 problem, 1 warning

        PROBLEM  USB port 1-1: jedisnon may not use /dev/ttyUSB2: mode 0660, group
                 dialout
                 The service cannot talk to the modem.
                 > sudo usermod -aG dialout jedisnon, then: sudo systemctl restart jedisnon

        warning  line montreal: the signal is weak: -107 dBm
                 Texts come late, and replies fail.
                 > move the modem to a window, on a USB cable of its own, or give it an
                   antenna

        ok       clock: synchronised

        """
}
