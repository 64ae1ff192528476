import SMSCodec
import SeededRandom
import Testing
import Vocabulary

/// A PDU that ends too early is an error wherever it ends.
struct TruncationTests {
    /// The octets a PDU needs: without what follows the message.
    private func needed(_ hex: String) throws -> [UInt8] {
        let pdu = try PDU(hex: hex)
        let octets = try Hexadecimal.octets(of: hex, field: "pdu")
        // What follows is noticed by writing the message again: the same octets, but for spare bits.
        return Array(octets.prefix(octets.count - pdu.tpduLength + pdu.tpdu.octets.count))
    }

    @Test("60,000 truncated PDUs give 60,000 errors")
    func everyPrefixIsAnError() throws {
        var errors = 0
        var attempts = 0
        func tryPrefixes(_ octets: [UInt8]) {
            for length in 0..<octets.count {
                attempts += 1
                do throws(PDUError) {
                    _ = try PDU(octets: Array(octets[..<length]))
                    Issue.record("\(Hexadecimal.string(octets[..<length])) is a prefix that reads")
                } catch {
                    errors += 1
                    #expect((error.offset ?? .max) <= length)
                }
            }
        }
        for hex in Corpus.goodPDUs { tryPrefixes(try needed(hex)) }
        var generator = SeededGenerator(seed: 60_000)
        while attempts < 60_000 {
            tryPrefixes(PDU(smsc: try Address(number: "+12063130025"), tpdu: try randomMessage(&generator)).octets)
        }
        #expect(errors == attempts)
    }

    private func randomMessage(_ generator: inout SeededGenerator) throws -> TPDU {
        let address = try Address(number: "+1514555" + String(UInt16.random(in: 1000...9999, using: &generator)))
        let seconds = Int64.random(in: 1_000_000_000...2_000_000_000, using: &generator)
        let date = ServiceCentreTimestamp(unixSeconds: seconds)
        let text = String(repeating: "é", count: Int.random(in: 1...70, using: &generator))
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
            return .deliver(
                Deliver(originator: address, timestamp: date, userData: try UserData(text: text, alphabet: .gsm7)))
        case 1:
            return .submit(
                Submit(
                    destination: address, dcs: DataCodingScheme(alphabet: .ucs2), validity: .relative(167),
                    userData: try UserData(text: text, alphabet: .ucs2)))
        default:
            return .statusReport(
                StatusReport(messageReference: 7, recipient: address, timestamp: date, discharge: date, status: 0))
        }
    }

    @Test("half an octet is an error")
    func halfAnOctet() {
        for hex in Corpus.goodPDUs {
            #expect(throws: PDUError(.oddLength, field: "", message: "")) { try PDU(hex: String(hex.dropLast())) }
        }
    }
}
