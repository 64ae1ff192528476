import Testing

@testable import jedisnon

struct RaidTraceTests {
    @Test("as in 2017: a few people with thousands of texts each, and hundreds with one")
    func few() {
        let trace = RaidTrace(attackers: .few, count: 20_000, prefix: "+1514")
        var counts: [String: Int] = [:]
        for number in 0..<20_000 { counts[trace[number].sender, default: 0] += 1 }
        #expect(counts.values.filter { $0 >= 2_000 }.count == RaidTrace.heavySenders)
        #expect(counts.values.filter { $0 == 1 }.count == 800)
        #expect(counts.count == 808)
        #expect(counts.keys.allSatisfy { $0.hasPrefix("+1514") && $0.count == 12 })
    }

    @Test("forged: every text has a number of its own; the order is that of time")
    func forged() {
        let trace = RaidTrace(attackers: .forged, count: 20_000, prefix: "+336")
        let texts = (0..<20_000).map { trace[$0] }
        #expect(Set(texts.map(\.sender)).count == 20_000)
        #expect(texts.map(\.share) == texts.map(\.share).sorted())
        #expect(texts.allSatisfy { (0..<1).contains($0.share) })
    }
}
