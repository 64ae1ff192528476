import ATProtocol
import Testing

/// Messages: listed, read, sent, handed over and announced; and the memories they lie in.
enum MessageChecks {
    static func listing(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+CMGL=4"))
        let found = StoredMessage.list(host.lines)
        let expected = try #require(transcript.expected("messages").list)
        try #require(found.count == expected.count)
        for (message, expected) in zip(found, expected) {
            #expect(message.index == expected["index"]?.number)
            expectSame(message, expected)
        }
        #expect(host.indications == [])
    }

    static func reading(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+CMGR=3"))
        let message = try #require(StoredMessage(lines: host.lines))
        #expect(message.index == nil)
        expectSame(message, try #require(transcript.expect))
    }

    private static func expectSame(_ message: StoredMessage, _ expected: JSONValue) {
        #expect(message.status == expected["stat"]?.number)
        #expect(message.length == expected["length"]?.number)
        #expect(message.pdu == expected["pdu"]?.text)
    }

    /// Text mode is not used, but a modem that fell back to it must not upset the dialogue.
    static func textMode(_ transcript: Transcript) throws {
        let host = transcript.play()
        #expect(host.result == .ok)
        #expect(host.indications == [])
        let lines = host.lines
        #expect(lines == transcript.received.dropLast())
        let message = try #require(StoredMessage(lines: lines))
        #expect(message.fit != .exact && message.fit != .bare, "a text is not taken for a PDU")
        let header = ATFields(try #require(lines.first))
        #expect(header.text(0) == (try transcript.expected("stat").text))
        #expect(header.text(1) == (try transcript.expected("number").text))
        let stamp = try #require(header.fields.first { $0.text.contains("/") }).text
        let expected = try #require(transcript.expected("timestamp").text)
        #expect(numbers(stamp).prefix(6).map { $0 % 2_000 } == numbers(expected).prefix(6).map { $0 % 2_000 })
        if let count = transcript.expect?["lines"]?.number {
            #expect(lines.count - 1 == count)
        }
    }

    private static func numbers(_ text: String) -> [Int] {
        text.split { !$0.isNumber }.compactMap { Int($0) }
    }

    static func sending(_ transcript: Transcript) throws {
        let host = transcript.play()
        #expect(host.result == .ok)
        #expect(host.answer?.bodyWasWritten == true)
        #expect(SentMessage(lines: host.lines)?.reference == (try transcript.expected("mr").number))
    }

    static func directMessage(_ transcript: Transcript) throws {
        try expectDelivery(transcript) { .messageDirect(pdu: $0, length: $1) }
    }

    static func directReport(_ transcript: Transcript) throws {
        try expectDelivery(transcript) { .statusReportDirect(pdu: $0, length: $1) }
    }

    private static func expectDelivery(
        _ transcript: Transcript, _ indication: (String, Int?) -> ATIndication
    ) throws {
        let pdu = try #require(transcript.expected("pdu").text)
        let expected = indication(pdu, try transcript.expected("length").number)
        #expect(transcript.play().indications == [expected])
        // Also inside the answer of a command that takes hexadecimal lines itself.
        let host = transcript.play(ATCommand("AT+CMGL=4"))
        #expect(host.indications == [expected])
        #expect(host.answer?.lines == [])
    }

    static func malformedDelivery(_ transcript: Transcript) throws {
        #expect(try transcript.expected("error").flag == true)
        // What is there of it is all there is of it.
        var host = transcript.play()
        #expect(host.indications == [])
        host.fire(.delivery)
        let lines = transcript.received.map { $0.filter { $0 != "\r\n" } }
        #expect(host.indications == [.messageDirect(pdu: lines.joined(separator: "\n"), length: nil)])
    }

    static func announcement(_ transcript: Transcript) throws {
        let index = try #require(transcript.expected("index").number)
        let memory = try #require(ATFields(transcript.firstLine()).text(0))
        for question in [nil, ATCommand("AT+CMGL=4"), ATCommand("AT+CMGR=111")] {
            #expect(transcript.play(question).indications == [.messageStored(memory: memory, index: index)])
        }
    }

    static func memories(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+CPMS?"))
        let found = try #require(MemoryUsage.list(host.line))
        let expected = try #require(transcript.expected("mem").list)
        #expect(found.map(\.name) == expected.map { $0["name"]?.text })
        #expect(found.map(\.used) == expected.map { $0["used"]?.number })
        #expect(found.map(\.total) == expected.map { $0["total"]?.number })
    }

    static func memoryChoices(_ transcript: Transcript) throws {
        let host = transcript.play()
        let choices = try #require(MemoryUsage.choices(host.line))
        #expect(choices.first == (try transcript.expected("mem1").list?.compactMap(\.text)))
        #expect(choices.count == 3)
    }

    static func ranges(_ transcript: Transcript) throws {
        let host = transcript.play()
        let ranges = try #require(ParameterRanges.numbers(host.line))
        let expected = try ["mode", "mt", "bm", "ds", "bfr"].map {
            try #require(transcript.expected($0).list).compactMap(\.number)
        }
        #expect(ranges == expected)
    }
}
