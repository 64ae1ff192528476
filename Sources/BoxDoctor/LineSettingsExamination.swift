import ControlAPI
import Foundation
import LineConfiguration
import LinePolicy
import SerialPort
import Vocabulary

/// What a valid configuration may still lack.
struct LineSettingsExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "lines" }

    func examine() async -> [DoctorFinding] {
        guard let configuration = situation.configuration else { return [] }
        guard !configuration.lines.isEmpty else { return [noLine] }
        return [
            noBudget(configuration), noPrices(configuration), shadow(configuration), shortDelay(configuration),
            timeZone(configuration),
        ].compactMap { $0 } + configuration.lines.compactMap(byID)
    }

    private var noLine: DoctorFinding {
        DoctorFinding(
            .noLine, .note, subject, what: "no line is configured", why: "nobody is answered yet",
            remedy: situation.status?.unclaimed.lazy.compactMap(\.addCommand).first.map { "sudo \($0)" }
                ?? "sudo jedisnon line add")
    }

    private func noBudget(_ configuration: Configuration) -> DoctorFinding? {
        guard !isLimited(configuration.budget) else { return nil }
        let lines = configuration.lines.filter { !isLimited($0.budget) }.map(\.id)
        guard !lines.isEmpty else { return nil }
        return DoctorFinding(
            .noBudget, .warning, subject, what: "nothing limits what \(list(lines)) may spend",
            why: "a night of insults is answered until the plan is empty",
            remedy: "add [budget] with total and per_month to \(host.configuration), then: sudo jedisnon reload")
    }

    private func noPrices(_ configuration: Configuration) -> DoctorFinding? {
        let lines = configuration.lines.filter { line in
            line.tariff.segment == .zero && (isLimited(configuration.budget) || isLimited(line.budget))
        }
        guard !lines.isEmpty else { return nil }
        return DoctorFinding(
            .noPrices, .warning, subject, what: "a text of \(list(lines.map(\.id))) has no price",
            why: "a budget never runs out when nothing costs anything",
            remedy: "add [tariff] with sms_segment to \(host.configuration), then: sudo jedisnon reload")
    }

    private func shadow(_ configuration: Configuration) -> DoctorFinding? {
        guard configuration.lines.allSatisfy({ $0.rules.mode == .shadow }) else { return nil }
        return DoctorFinding(
            .allShadow, .note, subject, what: "all lines are in shadow mode", why: "they decide and send nothing",
            remedy: "when what they decide is right: mode = \"answer\" in \(source(configuration)), "
                + "then: sudo jedisnon reload")
    }

    private func shortDelay(_ configuration: Configuration) -> DoctorFinding? {
        let lines = configuration.lines.filter { $0.rules.mode == .answer && $0.rules.replyDelayMin < .minutes(10) }
        guard !lines.isEmpty else { return nil }
        return DoctorFinding(
            .shortDelay, .note, subject, what: "\(list(lines.map(\.id))) may answer within ten minutes",
            why: "the answer may arrive while she is still there",
            remedy: "if that is not wanted: reply_delay = \"45m..90m\" in [policy] of \(host.configuration)")
    }

    private func timeZone(_ configuration: Configuration) -> DoctorFinding? {
        let zone = configuration.service.timeZone
        guard ["UTC", "GMT", "Etc/UTC", "Etc/GMT"].contains(zone.identifier) else { return nil }
        return DoctorFinding(
            .timeZoneUTC, .note, subject, what: "days and months are counted in \(zone.identifier)",
            why: "daily and monthly limits begin anew at another hour than midnight",
            remedy: "time_zone = \"America/Toronto\" or yours in [service] of \(host.configuration)")
    }

    /// Two sticks of the same model share one name there, which leads to the one plugged in last.
    private func byID(_ line: LineSettings) -> DoctorFinding? {
        guard case .device(let path) = line.modem, path.hasPrefix("/dev/serial/by-id/") else { return nil }
        let node = DeviceNode.resolved(path)
        let device = situation.devices.first { $0.ttys.contains { $0.path == node } }
        let isDouble = situation.devices.count { $0.identifier == device?.identifier } > 1
        return DoctorFinding(
            .lineByID, isDouble ? .warning : .note, "line \(line.id)",
            what: "\(path) names a kind of stick" + (isDouble ? ", and two of that kind are plugged in" : ""),
            why: "of two sticks of one kind it leads to the one that was plugged in last",
            remedy: "name the SIM or the port in \(line.source): modem = { "
                + (device.map { "usb_path = \"\($0.port)\"" } ?? "iccid = \"...\"") + " }")
    }

    private func isLimited(_ budget: BudgetSettings?) -> Bool {
        budget?.total != nil || budget?.perMonth != nil
    }

    private func source(_ configuration: Configuration) -> String {
        configuration.service.mode == .shadow
            ? host.configuration : configuration.lines.first?.source ?? host.configuration
    }

    private func list(_ ids: [String]) -> String {
        ids.count == 1 ? "the line \(ids[0])" : "\(ids.count) lines (\(ids.prefix(3).joined(separator: ", "))…)"
    }
}
