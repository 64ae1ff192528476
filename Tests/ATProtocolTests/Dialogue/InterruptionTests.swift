import ATProtocol
import Testing

/// Bytes may be cut and indications may come anywhere.
struct InterruptionTests {
    /// What a modem may say between any two lines, and how it is understood.
    static let interruptions: [(text: String, indication: ATIndication)] = [
        ("\r\nRING\r\n", .ring(type: nil)),
        ("\r\n+CMTI: \"SM\",-1\r\n", .messageStored(memory: "SM", index: -1)),
        ("\r\n+CDSI: \"SR\",4\r\n", .statusReportStored(memory: "SR", index: 4)),
        ("\r\n+CLIP: \"+15145550199\",145,,,,0\r\n", .callerID(number: "+15145550199", type: 145, validity: 0)),
        ("\r\n^RSSI:19\r\n", .signal(dBm: -75)),
    ]

    @Test("a conversation ends the same however its bytes are cut", arguments: Conversation.all)
    func cut(conversation: Conversation) {
        let cuts: [Conversation.Cut] = [.whole, .eachByte] + (0...conversation.byteCount).map { .after($0) }
        for cut in cuts {
            let host = conversation.play(cut)
            #expect(host.finished == conversation.answers, "\(cut)")
            #expect(host.indications == conversation.indications, "\(cut)")
            #expect(host.written == conversation.play().written, "\(cut)")
            #expect(host.breaches == [], "\(cut)")
        }
    }

    @Test("an indication between any two lines changes nothing else", arguments: Conversation.all)
    func interrupted(conversation: Conversation) throws {
        for (text, indication) in Self.interruptions {
            for interrupted in conversation.interrupted(by: text) {
                for cut in [Conversation.Cut.whole, .eachByte] {
                    let host = interrupted.play(cut)
                    var rest = host.indications
                    let place = try #require(rest.firstIndex(of: indication), "\(interrupted.testDescription)")
                    rest.remove(at: place)
                    #expect(rest == conversation.indications, "\(interrupted.testDescription)")
                    #expect(host.finished == conversation.answers, "\(interrupted.testDescription)")
                    #expect(host.written == conversation.play().written, "\(interrupted.testDescription)")
                    #expect(host.breaches == [], "\(interrupted.testDescription)")
                }
            }
        }
    }

    @Test("a message handed over between any two lines keeps its PDU", arguments: Conversation.all)
    func interruptedByMessage(conversation: Conversation) {
        let pdu = "07914356060013F1065A098136395339F6219011700463802190117004638030"
        for interrupted in conversation.interrupted(by: "\r\n+CDS: 24\r\n\(pdu)\r\n") {
            let host = interrupted.play(.eachByte)
            let place = interrupted.testDescription
            #expect(host.indications.contains(.statusReportDirect(pdu: pdu, length: 24)), "\(place)")
            #expect(host.finished == conversation.answers, "\(place)")
            #expect(host.breaches == [], "\(place)")
        }
    }

    @Test("a transcript of a real modem ends the same byte by byte", arguments: Transcript.all)
    func transcript(transcript: Transcript) {
        var whole = Host()
        var single = Host()
        for line in transcript.lines {
            if line.dir == "rx" {
                whole.receive(line.data + "\r\n")
                (Array(line.data.utf8) + [0x0D, 0x0A]).forEach { single.receive([$0]) }
            } else {
                let command = ATCommand(line.data.filter { $0 != "\r" })
                whole.send(command)
                single.send(command)
            }
        }
        #expect(whole.finished == single.finished)
        #expect(whole.indications == single.indications)
        #expect(whole.written == single.written)
    }
}
