import Modems
import Testing
import Vocabulary

@testable import LineService

/// How long a modem may take to start before recovery begins.
struct StartupTimeoutTests {
    private let start = Uptime(milliseconds: 1_000)

    private func timeout(atSecond second: Int64, isFirstTry: Bool = true) -> SetUpRetry {
        StartupTimeout(isFirstTry: isFirstTry, at: start).forSetUp(at: start + .seconds(second))
    }

    @Test("a refusal without a reason counts as starting for ten seconds, one with a reason for forty")
    func refusalWithout() {
        #expect([0, 9].map { timeout(atSecond: $0) } == [.unclear, .unclear])
        #expect([10, 39].map { timeout(atSecond: $0) } == [.starting, .starting])
        #expect(timeout(atSecond: 40) == .none)
    }

    @Test("a minute passes before the ladder begins, and less once it has begun")
    func minutePasses() {
        let first = StartupTimeout(isFirstTry: true, at: start)
        #expect(first.lasts(at: start + .seconds(59)) && !first.lasts(at: start + .seconds(60)))
        let later = StartupTimeout(isFirstTry: false, at: start)
        #expect(later.lasts(at: start + .seconds(24)) && !later.lasts(at: start + .seconds(25)))
        #expect(first.mayStillAppear(at: start + .seconds(4)) && !first.mayStillAppear(at: start + .seconds(5)))
        #expect(timeout(atSecond: 25, isFirstTry: false) == .none)
    }
}
