import ControlAPI
import LineConfiguration
import LinePolicy
import Modems
import SerialPort
import Vocabulary

/// The state of the lines, as the running service reports it.
struct LineExamination: Examination {
    let situation: Situation

    var subject: String { "lines" }

    func examine() async -> [DoctorFinding] {
        guard let status = situation.status else { return [] }
        return status.lines.flatMap(look) + status.unclaimed.compactMap(unclaimed)
    }

    private func look(_ line: LineStatus) -> [DoctorFinding] {
        let place = "line \(line.id)"
        var found = [state(line, place)]
        if line.raid {
            let cause = line.raidByHand ? "raid mode by hand" : "too many people at once"
            found.append(
                DoctorFinding(
                    .raid, .note, place, what: "\(cause): it counts and does not answer",
                    why: "the money would be gone",
                    remedy: line.raidByHand
                        ? "jedisnon raid off \(line.id)"
                        : "nothing: it ends by itself; jedisnon events --line \(line.id)"))
        }
        if line.roaming == true {
            let answers = situation.configuration?.lines.first { $0.id == line.id }?.rules.answersWhileRoaming ?? false
            found.append(ModemCondition.roaming(place, network: line.network, answers: answers))
        }
        found += [
            ModemCondition.signal(line.signalDBm, place),
            ModemCondition.memory(used: line.storage.used, size: line.storage.size, place),
        ].compactMap { $0 }
        return found
    }

    /// The state with the service's own sentence; the code of its notice decides the remedy.
    private func state(_ line: LineStatus, _ place: String) -> DoctorFinding {
        let remedy = line.notice.map { NoticeRemedy(situation: situation, line: line.id).remedy($0) }
        func finding(_ severity: DoctorSeverity, why: String?, remedy: String?) -> DoctorFinding {
            DoctorFinding(line: line.state, severity, place, what: line.detail, why: why, remedy: remedy)
        }
        return switch line.state.known {
        case .ready: finding(.ok, why: nil, remedy: nil)
        case .starting:
            finding(
                .note, why: "its modem is being brought up", remedy: remedy ?? "wait half a minute: jedisnon doctor")
        case .paused:
            finding(.note, why: "what comes is recorded and not answered", remedy: "jedisnon line resume \(line.id)")
        case .degraded:
            finding(.warning, why: "it works, and needs a person", remedy: remedy ?? Self.adviceFromSentence)
        case .absent, .pinRequired, .simMissing, .noNetwork, .failed, nil:
            finding(.problem, why: "whoever texts it is not answered", remedy: remedy ?? Self.adviceFromSentence)
        }
    }

    /// For a service that sends no code, because it is an older version.
    private static let adviceFromSentence =
        "do what the sentence says; then it is tried again by itself: jedisnon status"

    /// A modem without a line; another examination covers sticks that are not modems.
    private func unclaimed(_ modem: UnclaimedModem) -> DoctorFinding? {
        if let device = situation.devices.first(where: { $0.port == modem.usbPath }) {
            guard case .candidates = PortChoice(device, isSettled: true) else { return nil }
        }
        let place = modem.usbPath.map { "USB port \($0)" } ?? modem.device ?? "a modem"
        if let command = modem.addCommand {
            return DoctorFinding(
                .modemUnclaimed, .note, place, what: "no line uses this modem: \(modem.detail)",
                why: "who texts its number is not answered", remedy: "sudo \(command)")
        }
        let isComing = modem.state == .starting
        return DoctorFinding(
            isComing ? .modemStarting : .modemUnusable, isComing ? .note : .warning, place, what: modem.detail,
            why: "no line can use it",
            remedy: modem.notice.map { NoticeRemedy(situation: situation, usbPath: modem.usbPath).remedy($0) }
                ?? (isComing ? "wait half a minute: jedisnon doctor" : Self.adviceFromSentence))
    }
}
