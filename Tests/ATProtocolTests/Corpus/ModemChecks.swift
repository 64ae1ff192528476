import ATProtocol
import Testing

/// The modem itself: identity, SIM, final results, echo, and what it says on its own.
enum ModemChecks {
    private static let pinStates: [String: PINState] = [
        "UNKNOWN": .unknown, "SIM_PUK": .simPUK, "SIM_PUK2": .simPUK2, "PH_NET_PIN": .locked("PH-NET PIN"),
    ]

    static func pin(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+CPIN?"))
        let answer = try #require(host.answer)
        let state = answer.lines.first.flatMap { PINState(line: $0) } ?? PINState(result: answer.result)
        let expected = try #require(transcript.expected("state").text)
        #expect(state == pinStates[expected])
    }

    static func ownNumber(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+CNUM"))
        let numbers = host.lines.compactMap { OwnNumber($0)?.number }
        #expect(numbers == (try transcript.expected("numbers").list?.compactMap(\.text)))
    }

    static func bringUp(_ transcript: Transcript) throws {
        let host = transcript.play()
        let results = transcript.received.compactMap { ["OK": .ok, "ERROR": .error][$0] as ATResult? }
        #expect(host.finished.map(\.result) == results)
        let lines = host.finished.map(\.lines)
        try #require(lines.count > 3)
        #expect(ModemIdentity.value(lines: lines[0]) == (try transcript.expected("manufacturer").text))
        #expect(ModemIdentity.value(lines: lines[1]) == (try transcript.expected("model").text))
        #expect(lines[3].first.flatMap { PINState(line: $0) } == .ready)
        #expect(host.indications == [.other(#"+BEARTYPE: "UMTS","CS_PS""#)], "another name is not the answer")
    }

    static func finalResult(_ transcript: Transcript) throws {
        // Call results end a call command only, so that is what is in flight.
        var host = Host()
        host.send("ATD0123;")
        for line in transcript.lines {
            host.receive(line.data)
        }
        let isFinal = try transcript.expected("final").flag
        #expect((host.result != nil) == isFinal)
        if try transcript.expected("error").flag == true {
            #expect(host.result != .ok && host.result != .connect)
        }
        host.receive("\r\nOK\r\n")
        #expect(host.finished.count == 1)
        #expect(host.breaches == [])
    }

    static func error(_ transcript: Transcript) throws {
        let result = transcript.play(ATCommand("AT+CFUN=1")).result
        switch try transcript.expected("kind").text {
        case "cme": #expect(result == .cme(try transcript.expected("code").number))
        case "error": #expect(result == .error || result == .commandNotSupported)
        case let kind: Issue.record("unknown kind \(kind ?? "none")")
        }
    }

    static func echo(_ transcript: Transcript) throws {
        var command = ATCommand("all this string is to be considered echo")
        command.acceptsBareLines = true
        let expected = try #require(transcript.expected("without_echo").text)
        let host = transcript.play(command)
        #expect(host.result == .ok)
        #expect(host.answer?.lines == expected.split(whereSeparator: \.isNewline).map(String.init))
    }

    static func indication(_ transcript: Transcript) throws {
        let expected: ATIndication
        if let key = transcript.expect?["dtmf"]?.text {
            expected = .dtmf(key)
        } else {
            expected = .missedCall(details: try #require(transcript.expected("details").text))
        }
        #expect(transcript.play().indications == [expected])
    }

    /// What nothing here needs is passed on whole, and never mixed into an answer.
    static func vendorIndication(_ transcript: Transcript) throws {
        let line = try transcript.firstLine()
        let fields = ATFields(line)
        let expect = try #require(transcript.expect)
        if let prefix = expect["prefix"]?.text {
            #expect(fields.name == prefix)
        } else if let mode = expect["mode"]?.number {
            #expect(fields.number(0) == mode)
            #expect(fields.number(1) == expect["submode"]?.number)
        } else if let address = expect["ipv4"] {
            #expect(fields.number(0) == (address["connected"]?.flag == true ? 1 : 0))
            #expect((fields.text(3) == "IPV4") == address["available"]?.flag)
        } else if let value = expect["value"]?.number {
            #expect(fields.number(0) == value)
        } else {
            #expect(expect["ignorable"]?.flag == true)
        }
        let expected: ATIndication = fields.name == "^SIMST" ? .sim(.ready) : .other(line)
        for question in [nil, ATCommand("AT+CMGL=4"), ATCommand("AT+CGMR")] {
            let host = transcript.play(question)
            #expect(host.indications == [expected])
            #expect(host.answer?.lines ?? [] == [])
        }
    }
}
