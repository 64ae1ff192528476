import LinePolicy
import Testing
import Vocabulary

/// Service centres that are behind by whole quarters of an hour, to the minute.
struct ServiceCentreClockTests {
    private let start = Timestamp(seconds: 1_773_576_000)

    /// Hears texts of so many seconds of age, one every `apart`; returns the offset after each.
    private func offsets(
        ages: [Int64], zone: Int, apart: Span = .seconds(2), centre: String = "1", in clocks: inout ServiceCentreClocks
    ) -> [Int?] {
        ages.enumerated().map { index, age in
            let now = start + Span(milliseconds: apart.milliseconds * Int64(index))
            _ = clocks.observe(from: centre, sent: now - .seconds(age), zone: zone, now: now)
            return clocks.offsets[centre]
        }
    }

    @Test("an inverted sign is known after three texts in a row: five hours west are printed as five hours east")
    func inverted() {
        var clocks = ServiceCentreClocks()
        let found = offsets(ages: [36_003, 35_960, 36_020], zone: 20, in: &clocks)
        #expect(found == [nil, nil, 40])
        let sent = start - .hours(10)
        #expect(clocks.corrected(sent, from: "1") == start)
        #expect(clocks.corrected(sent, from: "2") == sent)
    }

    @Test(
        "another age, an age that is no whole quarter, and a text of now break the row", arguments: [37_800, 36_300, 3])
    func broken(age: Int64) {
        var clocks = ServiceCentreClocks()
        let ages = [36_003, 36_003, age, 36_003, 36_003]
        let found = offsets(ages: ages, zone: 20, in: &clocks)
        #expect(found == [nil, nil, nil, nil, nil])
    }

    @Test("a heap of old texts that waited together is old; over five minutes the same age is a clock")
    func heap() {
        var heap = ServiceCentreClocks()
        let together = offsets(ages: Array(repeating: 72_000, count: 30), zone: -20, in: &heap)
        #expect(together.allSatisfy { $0 == nil })
        var slow = ServiceCentreClocks()
        let apart = offsets(ages: [72_000, 72_010, 71_990], zone: -20, apart: .minutes(3), in: &slow)
        #expect(apart == [nil, nil, 80])
    }

    @Test("a text from the future ends it; a text that was late for its own reasons does not")
    func ends() {
        var clocks = ServiceCentreClocks(offsets: ["1": 40])
        let isChanged = clocks.observe(from: "1", sent: start - .hours(12), zone: 20, now: start)
        #expect(!isChanged && clocks.offsets == ["1": 40])
        let hasEnded = clocks.observe(from: "1", sent: start - .hours(1), zone: -20, now: start)
        #expect(hasEnded)
        #expect(clocks.offsets.isEmpty)
    }

    @Test("times ahead, times beyond any zone, and the ends of time change nothing")
    func extremes() {
        var clocks = ServiceCentreClocks()
        let ends = [Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)]
        for sent in [start + .hours(10), start - .hours(30)] + ends {
            for _ in 0..<4 { _ = clocks.observe(from: "1", sent: sent, zone: 20, now: start) }
        }
        #expect(clocks.offsets.isEmpty)
    }

    @Test("what is remembered stays small")
    func bounded() {
        var clocks = ServiceCentreClocks()
        for number in 0..<10_000 {
            for _ in 0..<3 { _ = clocks.observe(from: "\(number)", sent: start - .hours(10), zone: 20, now: start) }
        }
        #expect(clocks.offsets.count <= 64)
    }
}
