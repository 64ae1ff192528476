import SMSCodec
import Testing

/// Every PDU of the corpus reads and writes as its source says.
struct CorpusTests {
    @Test("a DELIVER reads as its source says", arguments: Corpus.all.deliver)
    func deliver(_ sample: Corpus.Received) throws {
        let pdu = try PDU(hex: sample.pduHex)
        guard case .deliver(let message) = pdu.tpdu else {
            Issue.record("not a DELIVER")
            return
        }
        let expect = sample.expect
        if let from = expect.from { #expect(message.originator.display == from) }
        if let smsc = expect.smsc { #expect(pdu.smsc?.display == smsc) }
        if let text = expect.text { #expect(message.userData.text == text) }
        if let timestamp = expect.timestamp { #expect(message.timestamp?.rfc3339 == timestamp) }
        if let dcs = expect.dcs { #expect(Int(message.dcs.rawValue) == dcs) }
        if let pid = expect.pid { #expect(Int(message.pid) == pid) }
        if let data = expect.dataHex {
            #expect(message.userData.text == nil)
            #expect(Hexadecimal.string(message.userData.data, uppercase: false) == data)
        }
        if let shift = expect.langShift {
            #expect(message.userData.header?.languageShift == .init(locking: shift.locking, single: shift.single))
        }
        if let concat = expect.concat {
            let part = try #require(message.userData.header?.concatenation)
            #expect(Int(part.reference) == concat.ref)
            #expect(part.referenceBits == concat.refBits)
            #expect(part.total == concat.total)
            #expect(part.sequence == concat.seq)
        }
    }

    @Test("a STATUS-REPORT reads as its source says", arguments: Corpus.all.statusReport)
    func statusReport(_ sample: Corpus.Received) throws {
        guard case .statusReport(let report) = try PDU(hex: sample.pduHex).tpdu else {
            Issue.record("not a STATUS-REPORT")
            return
        }
        #expect(report.recipient.display == sample.expect.to)
        #expect(Int(report.messageReference) == sample.expect.reference)
        #expect(Int(report.status) == sample.expect.status)
    }

    @Test("what a source calls malformed is an error", arguments: Corpus.all.malformed.filter { $0.must == "error" })
    func malformed(_ sample: Corpus.Malformed) {
        #expect(throws: PDUError.self) { try PDU(hex: sample.input) }
    }

    @Test(
        "what a source reads leniently is read or refused",
        arguments: Corpus.all.malformed.filter { $0.must == "either" })
    func eitherWay(_ sample: Corpus.Malformed) {
        do throws(PDUError) {
            _ = try PDU(hex: sample.input)
        } catch {
            #expect(!error.field.isEmpty)
        }
    }
}
