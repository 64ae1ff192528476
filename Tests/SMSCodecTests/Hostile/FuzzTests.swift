import SMSCodec
import SeededRandom
import Testing

/// Octets nobody meant as a PDU are read or refused, and nothing else happens.
struct FuzzTests {
    @Test("random octets never crash the decoder, and what it reads it can write and read again")
    func randomOctets() {
        var generator = SeededGenerator(seed: 23_040)
        var read = 0
        for _ in 0..<60_000 {
            let octets = generator.octets(Int.random(in: 0...180, using: &generator))
            // Without the service centre's address nearly all would fail in their first octet.
            for candidate in [octets, [0] + octets] where readsAgain(candidate) { read += 1 }
        }
        #expect(read > 1000)
    }

    @Test("a good PDU with random octets changed never crashes the decoder")
    func mutatedOctets() throws {
        var generator = SeededGenerator(seed: 23_038)
        let good = try Corpus.goodPDUs.map { try Hexadecimal.octets(of: $0, field: "pdu") }
        var read = 0
        for round in 0..<80_000 {
            var octets = good[round % good.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<octets.count, using: &generator)
                octets[place] = UInt8(truncatingIfNeeded: generator.next())
            }
            if readsAgain(octets) { read += 1 }
        }
        #expect(read > 10_000)
    }

    private func readsAgain(_ octets: [UInt8]) -> Bool {
        guard let pdu = try? PDU(octets: octets) else { return false }
        let again = try? PDU(octets: pdu.octets)
        switch (pdu.tpdu, again?.tpdu) {
        case (.deliver(let first), .deliver(let second)?):
            #expect(first.userData == second.userData && first.timestamp == second.timestamp)
        case (.submit(let first), .submit(let second)?):
            #expect(first.userData == second.userData && first.validity == second.validity)
        case (.statusReport(let first), .statusReport(let second)?):
            #expect(first.status == second.status && first.userData == second.userData)
        default:
            Issue.record("\(Hexadecimal.string(octets)) reads, but not when it is written again")
        }
        return true
    }

    @Test("random characters are refused")
    func randomCharacters() {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<2000 {
            let text = String(decoding: generator.octets(60), as: UTF8.self)
            #expect(throws: PDUError.self) { try PDU(hex: text) }
        }
    }
}
