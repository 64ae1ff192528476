import SMSCodec
import Testing
import Vocabulary

/// Every SUBMIT of the corpus is written so that it reads like the one of its source.
struct CorpusEncodingTests {
    private static let written = Corpus.all.submitEncode.filter { $0.inputs.to != "032BADNUMBER" }

    private func encode(_ inputs: Corpus.Sent.Inputs) throws -> [EncodedPDU] {
        var options = SubmitOptions(statusReportRequest: inputs.srr ?? false)
        options.messageClass = inputs.class.map { UInt8($0) }
        options.smsc = try inputs.smsc.map { try Address(number: $0) }
        options.validity = try inputs.validityMinutes.map { try ValidityPeriod(minutes: $0) }
        if inputs.validityAbsolute != nil {
            options.validity = ServiceCentreTimestamp(
                year: 2013, month: 7, day: 10, hour: 13, minute: 39, second: 0, quarterHours: 8
            ).map { .absolute($0) }
        }
        let encoding = try inputs.encoding.map { try #require(TextEncoding(rawValue: $0)) }
        return try Submit.encode(
            to: Address(number: inputs.to), text: inputs.text, encoding: encoding ?? .auto,
            reference: UInt16(inputs.concatRef ?? 1), options: options)
    }

    private func submits(_ hexes: [String]) throws -> [(smsc: Address?, submit: Submit)] {
        try hexes.map { hex in
            let pdu = try PDU(hex: hex)
            guard case .submit(let submit) = pdu.tpdu else { throw NotASubmit() }
            return (pdu.smsc, submit)
        }
    }

    private struct NotASubmit: Error {}

    @Test("a text is written like its source writes it", arguments: written)
    func writes(_ sample: Corpus.Sent) throws {
        let encoded = try encode(sample.inputs)
        let ours = try submits(encoded.map(\.hex))
        #expect(joinedText(of: ours.map(\.submit.userData)) == sample.inputs.text)
        for (pdu, one) in zip(encoded, ours) {
            #expect(pdu.tpduLength == pdu.hex.count / 2 - 1 - (one.smsc.map { ($0.value.count + 1) / 2 + 1 } ?? 0))
        }
        guard let theirs = try sample.pdus.map(submits) else { return }
        #expect(ours.count == theirs.count)
        #expect(joinedText(of: theirs.map(\.submit.userData)) == sample.inputs.text)
        for (mine, other) in zip(ours, theirs) {
            #expect(mine.smsc == other.smsc)
            #expect(mine.submit.destination == other.submit.destination)
            #expect(mine.submit.validity == other.submit.validity)
            #expect(mine.submit.statusReportRequest == other.submit.statusReportRequest)
            #expect(mine.submit.dcs.alphabet == other.submit.dcs.alphabet)
            #expect(mine.submit.dcs.messageClass == other.submit.dcs.messageClass)
        }
        if sample.compare == "semantic" {
            #expect(ours.map(\.submit) == theirs.map(\.submit))
            #expect(encoded.map(\.tpduLength) == sample.lengths)
        }
    }

    @Test("a recipient that is no number is refused")
    func badNumber() {
        #expect(throws: PDUError(.badNumber, field: "", message: "")) { try Address(number: "032BADNUMBER") }
    }
}
