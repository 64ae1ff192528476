import Testing
import Vocabulary

@testable import LineService

struct ExpiryWatchTests {
    @Test("each item expires after its time since the last change, and again after a restart")
    func eachWaits() {
        let start = Uptime(milliseconds: 1_000_000)
        var overdue = ExpiryWatch<Int64, Int>(after: .seconds(30))
        #expect(overdue.expired(among: [1: 1, 2: 1], at: start).isEmpty)
        #expect(overdue.expired(among: [1: 1, 2: 2], at: start + .seconds(20)).isEmpty)
        #expect(overdue.expired(among: [1: 1, 2: 2], at: start + .seconds(30)) == [1])
        // It is not recorded yet, as while the disk is full, so it is returned again.
        #expect(overdue.expired(among: [1: 1, 2: 2], at: start + .seconds(31)) == [1])
        #expect(overdue.expired(among: [2: 2], at: start + .seconds(50)) == [2])
        #expect(overdue.expired(among: [:], at: start + .seconds(51)).isEmpty)
        #expect(overdue.expired(among: [2: 2], at: start + .seconds(52)).isEmpty)
        var afresh = ExpiryWatch<Int64, Int>(after: .seconds(30))
        #expect(afresh.expired(among: [1: 1], at: start + .seconds(60)).isEmpty)
    }
}
