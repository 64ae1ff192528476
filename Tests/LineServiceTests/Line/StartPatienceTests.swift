import Modems
import Testing
import Vocabulary

@testable import LineService

/// For how long a modem may start before anything is done about it.
struct StartPatienceTests {
    private let start = Uptime(milliseconds: 1_000)

    private func patience(atSecond second: Int64, isFirstTry: Bool = true) -> SetUpPatience {
        StartPatience(isFirstTry: isFirstTry, at: start).forSetUp(at: start + .seconds(second))
    }

    @Test("a refusal without a reason is a start for ten seconds, one with a reason for forty")
    func refusalWithout() {
        #expect([0, 9].map { patience(atSecond: $0) } == [.unclear, .unclear])
        #expect([10, 39].map { patience(atSecond: $0) } == [.starting, .starting])
        #expect(patience(atSecond: 40) == .none)
    }

    @Test("a minute passes before the ladder begins, and less when it has begun")
    func minutePasses() {
        let first = StartPatience(isFirstTry: true, at: start)
        #expect(first.lasts(at: start + .seconds(59)) && !first.lasts(at: start + .seconds(60)))
        let later = StartPatience(isFirstTry: false, at: start)
        #expect(later.lasts(at: start + .seconds(24)) && !later.lasts(at: start + .seconds(25)))
        #expect(first.doubtsAbsence(at: start + .seconds(4)) && !first.doubtsAbsence(at: start + .seconds(5)))
        #expect(patience(atSecond: 25, isFirstTry: false) == .none)
    }
}
