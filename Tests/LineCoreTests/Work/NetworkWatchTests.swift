import Testing
import Vocabulary

@testable import LineCore

/// When the radio of a line without a network is switched off and on.
struct NetworkWatchTests {
    private let start = Uptime(milliseconds: 1_000)

    @Test("the radio is restarted after ten, thirty and ninety minutes, then every six hours")
    func afterTen() {
        var watch = NetworkWatch()
        let minutes = (0...(24 * 60)).filter { watch.isMissing(at: start + .minutes(Int64($0))) }
        #expect(minutes == [10, 30, 90, 450, 810, 1170])
    }

    @Test("a network that returns in between restarts the count")
    func networkComes() {
        var watch = NetworkWatch()
        let before = [0, 9].map { watch.isMissing(at: start + .minutes($0)) }
        #expect(before == [false, false])
        #expect(watch.minutes(at: start + .minutes(9)) == 9)
        watch.found()
        let after = [10, 19, 20].map { watch.isMissing(at: start + .minutes($0)) }
        #expect(after == [false, false, true])
    }
}
