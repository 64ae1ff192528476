import ControlAPI
import LineCore
import LinePolicy
import Vocabulary

extension LineReport {
    /// State, code and sentence for `status`; a pause has the operator's own sentence.
    func words(for setup: LineSetup) -> (state: LineState, code: NoticeCode?, detail: String) {
        switch self {
        case .paused: (.paused, nil, "")
        case .simMissing(let fault): (.simMissing, LineFault(fault).code, LineFault(fault).sentence)
        case .registrationDenied:
            (
                .noNetwork, .registrationDenied,
                "the network refuses the SIM: ask the carrier whether it is active, paid for, and allowed in this modem"
            )
        case .noNetwork(let minutes?): (.noNetwork, .noNetwork, LineEnd.radioRestarted(after: minutes))
        case .noNetwork(nil):
            (.noNetwork, .noNetwork, "not registered on a network: check antenna, plan and coverage")
        case .announcementsElsewhere(let port):
            (
                .degraded, .announcementsElsewhere,
                "the modem announces texts and calls on another of its ports (\(port)): texts are found once a "
                    + "minute and calls are missed; name that port for this line, or set it with AT+QURCCFG in a terminal"
            )
        case .serviceCentreMissing:
            (
                .degraded, .smscMissing,
                "the SIM has no service centre number (SMSC), so no reply can be sent: set it with a phone, or ask the "
                    + "carrier for it"
            )
        case .announcementsMissing(let seconds):
            (
                .degraded, .announcementsMissing,
                "the modem cannot announce new messages (AT+CNMI): they are looked for every \(seconds) seconds, and "
                    + "answered that much later"
            )
        case .storageStuck(let count):
            (
                .degraded, .storageStuck,
                "the modem does not delete: it was told to delete \(count == 1 ? "1 text" : "\(count) texts") and still "
                    + "holds them, and when its memory is full nothing more comes in; delete them with the SIM in a "
                    + "phone, or use another modem"
            )
        case .storageUnreadable(let memory, let answer):
            (
                .degraded, .storageUnreadable,
                "the modem does not list its memory \(memory) (\(answer)): texts stored there are not seen; pull the "
                    + "modem out, wait ten seconds, plug it in again"
            )
        case .storageFull:
            (
                .degraded, .storageFull,
                "the SIM's memory is nearly full with messages that are not ours: delete them in a phone"
            )
        case .notRecorded(let why):
            (.degraded, .notRecorded, "nothing can be written down, messages stay on the SIM: \(why)")
        case .heartbeatFailed:
            (
                .degraded, .heartbeatFailed,
                "its heartbeat failed, so it may not send or not receive: prove it with jedisnon line verify \(setup.id)"
            )
        case .rival(let sentence): (.degraded, .modemManagerActive, sentence)
        case .voiceMissing(let sentence): (.degraded, .voiceMissing, sentence)
        case .ready(let isRoaming, let behind):
            (.ready, nil, Self.readyDetail(setup.rules, isRoaming: isRoaming) + Self.clockRemark(behind))
        }
    }

    /// What is taken out of the times of texts.
    private static func clockRemark(_ behind: Int?) -> String {
        guard let quarters = behind else { return "" }
        return
            "; a service centre's times are \(quarters / 4) h \(quarters % 4 * 15) min behind, to the minute, as with "
            + "a wrong time zone: that is taken out"
    }

    private static func readyDetail(_ rules: LineRules, isRoaming: Bool) -> String {
        if isRoaming, !rules.answersWhileRoaming {
            return "the SIM is roaming: texts and calls are recorded, not answered (roaming = false)"
        }
        return switch rules.mode {
        case .answer: "texts and calls are received and answered"
        case .shadow: "shadow mode: texts and calls are received and judged, nothing is sent"
        case .record: "texts and calls are recorded, never answered"
        }
    }
}

extension LineEnd {
    static func radioRestarted(after minutes: Int64) -> String {
        "no network for \(minutes) minutes: the radio is switched off and on"
    }
}

extension LineFault {
    /// Why the line gives its port up.
    init(_ end: LineEnd) {
        switch end {
        case .released: self.init(waiting: "the port is given up")
        case .modem(let fault): self.init(fault)
        case .otherSIM:
            self.init(
                waiting: "another SIM is in the modem, or it was locked again: the line starts afresh", .simOther)
        case .ownedBy(let owner):
            self.init(
                state: .failed, .simOfOtherLine,
                sentence: "the SIM or modem of this line belongs to the line \(owner): put this line's own SIM in")
        case .noNetwork(let minutes):
            self.init(state: .noNetwork, .noNetwork, sentence: LineEnd.radioRestarted(after: minutes))
        case .callNotEnded:
            self.init(
                state: .starting, .callNotEnded,
                sentence: "the modem did not end a call: its radio was switched off and on")
        }
    }
}
