import ATProtocol
import Testing

/// Calls, and the service menu that is dialled like one.
enum CallChecks {
    static func currentCalls(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+CLCC"))
        let calls = host.lines.compactMap { CurrentCall($0) }
        let expected = try #require(transcript.expected("calls").list)
        try #require(calls.count == expected.count)
        for (call, expected) in zip(calls, expected) {
            #expect(call.index == expected["index"]?.number)
            #expect(call.isIncoming == (expected["dir"]?.number == 1))
            #expect(call.status == expected["stat"]?.number)
            #expect(call.number == expected["number"]?.text)
            #expect(call.mode == 0)
        }
        #expect(transcript.play().indications == calls.map(ATIndication.currentCall), "unasked, each is announced")
    }

    static func waiting(_ transcript: Transcript) throws {
        let host = transcript.play(ATCommand("AT+CCWA=1,2"))
        #expect((host.result != .ok) == (try transcript.expected("error").flag))
        #expect(host.line.hasPrefix("+CCWA: \(try transcript.expected("enabled").flag == true ? 1 : 0)"))
    }

    static func callerID(_ transcript: Transcript) throws {
        let expected: [ATIndication] = [
            .ring(type: try transcript.expected("type").text),
            .callerID(
                number: try #require(transcript.expected("number").text), type: try transcript.expected("toa").number,
                validity: 0),
        ]
        for question in [nil, ATCommand("AT+CLIP?"), ATCommand("AT+CLIP=1")] {
            #expect(transcript.play(question).indications == expected)
        }
    }

    static func dialled(_ transcript: Transcript) throws {
        let host = transcript.play()
        #expect(host.finished.map(\.result) == [.connect])
        #expect(host.indications == [.callEnded(details: try #require(transcript.received.last))])
    }

    static func ussd(_ transcript: Transcript) throws {
        let host = transcript.play()
        let messages = host.indications.compactMap { if case .ussd(let message) = $0 { message } else { nil } }
        #expect(messages.count == host.indications.count)
        let last = try #require(messages.last)
        #expect(last.readableText == (try transcript.expected("text").text))
        if let status = transcript.expect?["status"]?.number {
            #expect(last.status == status)
            #expect(last.dcs == (try transcript.expected("dcs").number))
        }
        #expect(host.finished.allSatisfy { $0.result == .ok && $0.lines.isEmpty })
    }
}
