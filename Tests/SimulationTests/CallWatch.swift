import Vocabulary

@testable import ModemSimulator

/// What somebody beside a modem writes down about its calls.
struct CallWatch {
    /// One call.
    struct Seen {
        var number: String?
        /// The first ring; nil for one that only waited during another.
        var rangAt: Uptime?
        var answeredAt: Uptime?
        var endedAt: Uptime?
        /// Something went wrong during it: its limits are not the line's alone.
        var isDisturbed = false
    }

    /// By the numbers of the modem's calls.
    private(set) var calls: [Int: Seen] = [:]
    private var open: Set<Int> = []
    /// The line works by what the modem says.
    var isAttended = false

    /// What was going on is not the line's fault from now on.
    mutating func disturb() {
        for serial in open { calls[serial]?.isDisturbed = true }
    }

    mutating func look(at machine: ModemMachine, at now: Uptime) {
        if open.isEmpty, machine.calls.calls.isEmpty { return }
        var standing: Set<Int> = []
        for call in machine.calls.present {
            standing.insert(call.serial)
            open.insert(call.serial)
            var seen = calls[call.serial] ?? Seen(number: call.caller.number)
            if call.state == .incoming, call.ringsHeard > 0, seen.rangAt == nil { seen.rangAt = now }
            if call.isAnswered, seen.answeredAt == nil { seen.answeredAt = now }
            if !isAttended || !machine.faults.list.isEmpty { seen.isDisturbed = true }
            calls[call.serial] = seen
        }
        for serial in open.subtracting(standing) { calls[serial]?.endedAt = now }
        open = standing
    }

    /// A call that the line has answered stands.
    func talks(in machine: ModemMachine) -> Bool {
        machine.calls.present.contains { $0.state == .active && calls[$0.serial]?.isDisturbed == false }
    }
}
