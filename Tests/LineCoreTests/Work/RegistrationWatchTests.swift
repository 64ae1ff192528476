import Testing
import Vocabulary

@testable import LineCore

/// The network of a line, from simulated reports of a modem in simulated time.
struct RegistrationWatchTests {
    private func at(_ seconds: Double) -> Uptime {
        .init(milliseconds: 1_000_000) + .milliseconds(Int64(seconds * 1000))
    }

    /// A line that shows this service, reported by one domain.
    private func shown(_ domain: NetworkDomain = .circuitSwitched, _ status: Int = 1) -> RegistrationWatch {
        var watch = RegistrationWatch()
        watch.note(domain, status: status, at: at(0))
        watch.showNow()
        return watch
    }

    @Test(
        "one domain with service is enough, data alone only when no other is reported",
        arguments: [
            ([NetworkDomain.circuitSwitched: 1, .lte: 2], RegistrationWatch.Service.home),
            ([.circuitSwitched: 0, .lte: 1], .home), ([.circuitSwitched: 5, .lte: 1], .home),
            ([.circuitSwitched: 2, .lte: 5], .roaming), ([.circuitSwitched: 3, .fiveG: 1], .home),
            ([.circuitSwitched: 6], .home), ([.lte: 10], .roaming), ([.circuitSwitched: 8, .lte: 11], .none),
            ([.circuitSwitched: 2, .packetSwitched: 1], .none), ([.packetSwitched: 1], .home),
            ([.packetSwitched: 5], .roaming), ([:], .none),
            ([.circuitSwitched: 3, .lte: 2], .denied), ([.packetSwitched: 3], .denied),
            ([.lte: 3, .circuitSwitched: 5], .roaming),
        ])
    func domainService(
        statuses: [NetworkDomain: Int], service: RegistrationWatch.Service
    ) {
        var watch = RegistrationWatch()
        watch.replace(with: Registrations(statuses), at: at(0))
        #expect(watch.service == service)
    }

    @Test("sending follows at once, the shown state when it has lasted")
    func maySent() {
        var watch = shown()
        let isLost = watch.note(.circuitSwitched, status: 2, at: at(10))
        #expect(isLost)
        #expect(!watch.isRegistered && watch.isShownRegistered)
        #expect(!watch.settle(at: at(13.9)) && watch.due == at(14))
        #expect(watch.settle(at: at(14)) && !watch.isShownRegistered && watch.due == nil)
        let isBack = watch.note(.circuitSwitched, status: 1, at: at(20))
        #expect(isBack)
        #expect(watch.isRegistered && !watch.isShownRegistered)
        #expect(watch.settle(at: at(24)) && watch.isShownRegistered)
    }

    @Test("a denied registration is shown as such, and changes nothing else")
    func refusalShown() {
        var watch = RegistrationWatch()
        watch.note(.circuitSwitched, status: 2, at: at(0))
        watch.showNow()
        let isChange = watch.note(.circuitSwitched, status: 3, at: at(1))
        #expect(!isChange && watch.settle(at: at(1)))
        #expect(watch.shown == .denied && !watch.isShownRegistered && !watch.isRegistered)
    }

    @Test("a domain that another one covers changes nothing")
    func domainAnother() {
        var watch = shown(.lte)
        for second in 1...6 {
            let isChange = watch.note(.circuitSwitched, status: second % 2, at: at(Double(second)))
            #expect(!isChange)
        }
        #expect(watch.isRegistered && watch.due == nil)
    }

    @Test("a thousand quick changes are not an event")
    func thousandFlips() {
        var watch = shown()
        var events = 0
        for flip in 0..<1000 {
            let now = at(1 + Double(flip) * 0.5)
            watch.note(.circuitSwitched, status: flip.isMultiple(of: 2) ? 2 : 1, at: now)
            if watch.settle(at: now) { events += 1 }
        }
        #expect(events == 0 && watch.isRegistered && watch.due == nil)
    }

    @Test("a start without a network is shown, and then its first network at once")
    func startWithout() {
        var watch = RegistrationWatch()
        watch.note(.circuitSwitched, status: 2, at: at(0))
        watch.showNow()
        #expect(!watch.isShownRegistered && watch.due == nil)
        watch.note(.circuitSwitched, status: 1, at: at(1))
        #expect(watch.settle(at: at(1)) && watch.isShownRegistered)
    }

    @Test("a text during a loss is judged by the network before it")
    func textComes() {
        var watch = shown(.circuitSwitched, 5)
        watch.note(.circuitSwitched, status: 2, at: at(1))
        #expect(watch.isRoaming && !watch.isRegistered)
        watch.note(.lte, status: 1, at: at(2))
        #expect(!watch.isRoaming)
    }

    @Test("a modem without an answer has not lost its network")
    func modemAnswers() {
        var watch = shown()
        #expect(!watch.replace(with: Registrations(), at: at(1)) && watch.isRegistered)
        #expect(watch.replace(with: Registrations([.lte: 0]), at: at(2)) && !watch.isRegistered)
    }

    @Test("a radio that another program keeps off is switched on less and less often")
    func radioAnother() {
        var retry = RadioRetry()
        #expect(retry.isDue(at: at(0)))
        var tries = 0
        for second in 0..<3600 where retry.isDue(at: at(Double(second))) {
            retry.tried(at: at(Double(second)))
            tries += 1
        }
        #expect((8...12).contains(tries), "\(tries)")
        #expect(retry.isDue(at: at(5000)))
        retry.tried(at: at(5000))
        #expect(!retry.isDue(at: at(5009)) && retry.isDue(at: at(5010)))
    }
}
