import EventStore
import LineCore
import LinePolicy
import Vocabulary

extension LineReport {
    /// State and notice for `status`, from the settings and the pause of the line.
    func stateAndNotice(of setup: LineSetup, pause: Pause?) -> (state: LineState, notice: Notice) {
        switch self {
        // The line may have been resumed meanwhile; then this is updated in a moment.
        case .paused: (.paused, pause?.notice ?? .paused(releasesPort: false, why: nil))
        case .simMissing(let fault): (.simMissing, Notice(fault))
        case .registrationDenied: (.noNetwork, .registrationDenied)
        case .noNetwork(let minutes): (.noNetwork, .noNetwork(minutes: minutes.map { Int($0) }))
        case .announcementsElsewhere(let port): (.degraded, .announcementsElsewhere(port: port))
        case .serviceCentreMissing: (.degraded, .smscMissing)
        case .announcementsMissing(let seconds): (.degraded, .announcementsMissing(everySeconds: Int(seconds)))
        case .storageStuck(let count): (.degraded, .storageStuck(count: count))
        case .storageUnreadable(let memory, let answer):
            (.degraded, .storageUnreadable(memory: memory, answer: answer))
        case .storageFull(let fill): (.degraded, .storageFull(used: fill.used, size: fill.size))
        case .notRecorded(let error): (.degraded, .notRecorded(error))
        case .heartbeatFailed: (.degraded, .heartbeatFailed(line: setup.id))
        case .modemManagerMayTakeIt: (.degraded, .modemManagerActive)
        case .balanceLow(let balance, let floor): (.degraded, .balanceLow(balance: balance, floor: floor))
        case .balanceUnknown(let fault): (.degraded, .balanceUnknown(fault))
        case .voiceMissing(let notice): (.degraded, notice)
        case .ready(let isRoaming, let behind):
            (
                .ready,
                .working(Self.answering(setup.rules, isRoaming: isRoaming), clockBehindMinutes: behind.map { $0 * 15 })
            )
        }
    }

    private static func answering(_ rules: LineRules, isRoaming: Bool) -> Answering {
        if isRoaming, !rules.answersWhileRoaming { return .roams }
        return switch rules.mode {
        case .answer: rules.law.holding == nil ? .answers : .heldByLaw
        case .shadow: .shadows
        case .record: .records
        }
    }
}

extension LineFault {
    /// The fault of a line that releases its port.
    init(_ end: PortReleaseReason) {
        switch end {
        case .released: self.init(waiting: .modemStarting(.givenUp))
        case .modem(let fault): self.init(fault)
        case .otherSIM: self.init(waiting: .simOther(wanted: nil))
        case .ownedBy(let owner): self.init(state: .failed, .simOfOtherLine(line: owner))
        case .noNetwork(let minutes): self.init(state: .noNetwork, .noNetwork(minutes: Int(minutes)))
        case .callNotEnded: self.init(state: .starting, .callNotEnded)
        }
    }
}
