import ATProtocol
import Testing

/// Registration, operators, signal and the addresses of the network.
enum NetworkChecks {
    private static let technologies: [String: AccessTechnology] = [
        "gsm": .gsm, "utran": .utran, "edge": .edge, "lte": .lte,
    ]

    static func technology(_ value: JSONValue?) throws -> AccessTechnology? {
        try value?.text.map { try #require(technologies[$0], "unknown technology \($0)") }
    }

    static func registration(_ transcript: Transcript) throws {
        let line = try #require(transcript.received.first { $0.contains("REG:") })
        let status = try #require(RegistrationStatus(line))
        #expect(status.status == (try transcript.expected("stat").number))
        #expect(status.areaCode == transcript.expect?["lac_tac"]?.number)
        #expect(status.cellID == transcript.expect?["cell_id"]?.number)
        #expect(try status.accessTechnology == technology(transcript.expect?["act"]))
        if let mode = transcript.expect?["n"]?.number {
            #expect(status.mode == mode)
        }
        let isSolicited = transcript.expect?["solicited"]?.flag ?? true
        #expect(status.isSolicited == isSolicited)

        // While its own question is in flight, the shape alone tells the answer from the announcement.
        let name = ATFields(line).name
        let host = transcript.play(transcript.lines[0].dir == "tx" ? nil : ATCommand("AT\(name)?"))
        #expect(host.result == .ok)
        #expect(host.answer?.lines == (isSolicited ? [line] : []))
        #expect(
            host.indications == (isSolicited ? [] : [.registration(domain: status.domain, status: status.status)]))
    }

    static func malformedRegistration(_ transcript: Transcript) throws {
        let line = try #require(transcript.received.first { $0.contains("REG:") })
        let status = try #require(RegistrationStatus(line))
        #expect(status.status == (try transcript.expected("stat").number))
        if let mode = transcript.expect?["n"]?.number {
            #expect(status.mode == mode)
        }
        let host = transcript.play(transcript.lines[0].dir == "tx" ? nil : ATCommand("AT+CREG?"))
        #expect(host.answer?.lines == [line])
    }

    static func currentOperator(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+COPS?"))
        let current = try #require(CurrentOperator(host.line))
        #expect(current.mode == (try transcript.expected("mode").number))
        #expect(current.format == (try transcript.expected("format").number))
        #expect(current.name == (try transcript.expected("oper").text))
        #expect(try current.accessTechnology == technology(transcript.expected("act")))
    }

    static func scannedOperators(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+COPS=?", timeout: 180_000))
        let found = ScannedOperator.list(host.line)
        let expected = try #require(transcript.expected("operators").list)
        try #require(found.count == expected.count)
        for (entry, expected) in zip(found, expected) {
            #expect(entry.status == expected["stat"]?.number)
            #expect(entry.longName == expected["long"]?.text)
            #expect(entry.shortName == expected["short"]?.text)
            #expect(entry.numeric == expected["numeric"]?.text)
            #expect(try entry.accessTechnology == technology(expected["act"]))
        }
    }

    static func signal(_ transcript: Transcript) throws {
        let host = transcript.play()
        let signal = try #require(SignalQuality(host.line))
        #expect(signal.rssi == (try transcript.expected("rssi").number))
        #expect(signal.dBm == (try transcript.expected("dbm").number))
        #expect(signal.bitErrors == (try transcript.expected("ber").number))
    }

    static func serviceCentre(_ transcript: Transcript) throws {
        let host = transcript.play()
        let centre = try #require(ServiceCentre(host.line))
        #expect(centre.number == (try transcript.expected("number").text))
        #expect(centre.type == (try transcript.expected("toa").number))
        #expect(centre.wasUCS2 == (transcript.expect?["charset"]?.text == "UCS2"))
    }

    static func forwarding(_ transcript: Transcript) throws {
        let host = transcript.play()
        let line = ATFields(host.line)
        #expect(line.name == "+CCFC")
        #expect(line.number(0) == (try transcript.expected("status").number))
        #expect(line.number(1) == (try transcript.expected("class").number))
        #expect(line.text(2) == (try transcript.expected("number").text))
        #expect(line.number(3) == (try transcript.expected("toa").number))
    }
}
