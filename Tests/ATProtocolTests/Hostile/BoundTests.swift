import ATProtocol
import SeededRandom
import Testing

/// Noise is bounded and never fatal.
struct BoundTests {
    /// The bytes that all indications and answers of a host hold.
    private func held(_ host: Host) -> Int {
        host.indications.reduce(0) { $0 + "\($1)".utf8.count }
            + host.finished.flatMap(\.lines).reduce(0) { $0 + $1.utf8.count }
    }

    @Test("64 KiB of random bytes end in bounded memory, and the dialogue works after them", arguments: 1...8)
    func randomBytes(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let noise = random.octets(65_536)
        var idle = Host()
        idle.receive(noise)
        // Latin-1 read as UTF-8 at most doubles a byte, and a description adds its name.
        #expect(held(idle) < 4 * noise.count)
        #expect(idle.finished == [] && idle.breaches == [])

        var busy = Host()
        busy.send("ATI")
        busy.receive(noise)
        busy.receive("\r\nOK\r\n")
        #expect(busy.finished.count == 1)
        #expect(held(busy) < 4 * noise.count)
        busy.send("AT+CSQ")
        busy.receive("\r\n+CSQ: 17,99\r\n\r\nOK\r\n")
        #expect(busy.lines == ["+CSQ: 17,99"])
        #expect(busy.breaches == [])
    }

    @Test("a line without end is cut, and says so")
    func endlessLine() {
        var host = Host()
        host.send("ATI")
        host.receive([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20))
        host.receive("\r\nOK\r\n")
        #expect(host.result == .ok)
        #expect(host.answer?.isTruncated == true)
        #expect(host.line.utf8.count == 4096)

        var idle = Host()
        idle.receive("+CMT: " + String(repeating: "9", count: 100_000) + "\r\nRING\r\n")
        #expect(idle.indications.count == 2)
        #expect(idle.indications.last == .ring(type: nil))
        if case .unreadable(let text) = idle.indications.first {
            #expect(text.utf8.count == 4096)
        } else {
            Issue.record("a cut line must be unreadable: \(idle.indications)")
        }
    }

    @Test("an answer without end is kept in part, and says so")
    func endlessAnswer() {
        var host = Host()
        host.send("AT+CMGL=4")
        for index in 0..<10_000 {
            host.receive("+CMGL: \(index),1,,24\r\n")
        }
        host.receive("\r\nOK\r\n")
        #expect(host.result == .ok)
        #expect(host.lines.count == 4096)
        #expect(host.answer?.isTruncated == true)
    }

    @Test("a menu without end is given up, and what follows it is heard")
    func endlessMenu() {
        var host = Host()
        host.receive("+CUSD: 1,\"begin\r\n")
        for _ in 0..<200 {
            host.receive("more\r\n")
        }
        host.receive("RING\r\n")
        #expect(host.indications.contains(.ring(type: nil)))
        #expect(host.indications.contains(.other("more")))
    }

    @Test("NUL and 0xFF are dropped, other bytes are kept as UTF-8 or Latin-1")
    func bytes() {
        var host = Host()
        host.receive([0x00, 0xFF, 0x52, 0x00, 0x49, 0x4E, 0xFF, 0x47, 0x0D, 0x0A])
        host.receive([0xC3, 0xA9, 0x0D, 0x0A])
        host.receive([0x78, 0xE9, 0x0D, 0x0A])
        #expect(host.indications == [.ring(type: nil), .other("é"), .other("xé")])
    }

    @Test(
        "marks that combine with what stands before them crash nothing",
        arguments: [
            " \u{301}", "\t\u{301}", "  \u{301} ", "\"\u{301}", "+CUSD: 1,\"x\", \u{301}", "O\u{212A}", "> \u{301}",
        ])
    func combiningMarks(text: String) {
        for command in ["AT+CPIN?", "ATI", "AT+CMGL=4"] {
            var host = Host()
            host.receive(text + "\r\n")
            host.send(command)
            host.receive(text + "\r\n\r\nOK\r\n")
            #expect(host.finished.count == 1)
            #expect(host.breaches == [])
        }
        Parsers.readAll(text)
        Parsers.readAll("+CPIN:" + text)
    }

    @Test(
        "numbers of any size and empty fields are read or refused",
        arguments: [
            "", " ", ",", ",,,,,,", "\"", "\"\"\"", "99999999999999999999", "-1", "-9223372036854775808,0", "(", ")",
            "(((", "0-", "-", "0-999999999", "(9-0)", "\u{301}", "+", "1,\"", "é,é", "0,1,\"\",,", "(,),(,)",
        ])
    func oddFields(rest: String) {
        let names = [
            "+CREG", "+CEREG", "+COPS", "+CPMS", "+CNMI", "+CNUM", "+CLCC", "+CPIN", "+CPINR", "+SPIC", "+QPINC",
            "^CPIN", "+CSCA", "+CSQ", "+CMGL", "+CMGR", "+CMGS", "+CLIP", "+CRING", "+CCWA", "+CUSD", "+CCID",
            "+CMT", "+CDS", "+CBM", "+CMTI", "+CDSI", "+RXDTMF", "+QTONEDET", "^SIMST", "+QSIMSTAT", "+QIND",
        ]
        for name in names {
            let line = "\(name): \(rest)"
            Parsers.readAll(line)
            for command in ["AT\(name)?", "AT\(name)=?", "AT\(name)", "AT"] {
                var host = Host()
                host.send(command)
                host.receive("\r\n\(line)\r\n0004\r\n\r\nOK\r\n")
                #expect(host.breaches == [])
                #expect(host.result == .ok, "\(command) \(line)")
            }
        }
    }
}
