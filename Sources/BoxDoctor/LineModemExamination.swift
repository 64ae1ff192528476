import ControlAPI
import LineConfiguration
import Modems
import SerialPort
import Vocabulary

/// Whether the port that a line names exists, and where its modem may be instead.
///
/// ``ModemExamination`` checks lines that name a SIM or a modem by its number, because only the modem knows it.
struct LineModemExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "lines" }

    func examine() async -> [DoctorFinding] {
        (situation.configuration?.lines ?? []).compactMap(look)
    }

    private func look(_ line: LineSettings) -> DoctorFinding? {
        guard isWithoutModem(line), let what = missing(line) else { return nil }
        let others = unusedModems(besides: line)
        // The service's own sentence is enough, unless the modem is at another port.
        if others.isEmpty, situation.status != nil { return nil }
        return DoctorFinding(
            .lineModemMissing, .problem, "line \(line.id)",
            what: ([what] + others.prefix(3).map { "\($0.title) (\($0.identifier)) is at USB port \($0.port)" })
                .joined(separator: "; "),
            why: "whoever texts it is not answered", remedy: remedy(line, others.first))
    }

    /// Whether a running service has no modem for the line.
    private func isWithoutModem(_ line: LineSettings) -> Bool {
        guard let status = situation.status else { return true }
        guard let known = status.lines.first(where: { $0.id == line.id }) else { return false }
        return known.state == .absent || known.state == .failed
    }

    private func missing(_ line: LineSettings) -> String? {
        switch line.modem {
        case .device(let path):
            let file = host.file(path)
            return file.exists || file.isHidden ? nil : "\(path), which this line names, does not exist"
        case .usbPath(let port):
            guard situation.listingFault == nil else { return nil }
            guard let device = situation.devices.first(where: { $0.port == port }) else {
                return "nothing is at USB port \(port), which this line names"
            }
            // Another examination covers modems that lack something.
            switch PortChoice(device, isSettled: true) {
            case .candidates, .incomplete, .storage: return nil
            case .unknown, .none:
                return "\(device.title) (\(device.identifier)) is at USB port \(port), which this line names, "
                    + "and is no modem that is known"
            }
        case .iccid, .imei: return nil
        }
    }

    /// Plugged-in modems that no other line is known to use.
    private func unusedModems(besides line: LineSettings) -> [USBDevice] {
        let free = situation.status.map { Set($0.unclaimed.compactMap(\.usbPath)) }
        return situation.devices.filter { device in
            switch PortChoice(device, isSettled: true) {
            case .candidates, .incomplete: break
            case .storage, .unknown, .none: return false
            }
            if let free { return free.contains(device.port) }
            let user = situation.lineNaming(device)
            return user == nil || user?.id == line.id
        }
    }

    private func remedy(_ line: LineSettings, _ other: USBDevice?) -> String {
        guard let other else { return "plug its modem in; if it is: lsusb shows whether the box sees it" }
        let name = "modem = { usb_path = \"\(other.port)\" } in \(line.source)"
        let reload = situation.status == nil ? "" : ", then: sudo jedisnon reload"
        return switch line.modem {
        case .usbPath(let port): "plug its modem into USB port \(port), or write \(name)\(reload)"
        case .device, .iccid, .imei: "plug its modem in, or write \(name)\(reload)"
        }
    }
}

extension Situation {
    /// The line that names this device by its USB port, or one of its ports by path.
    func lineNaming(_ device: USBDevice) -> LineSettings? {
        let ports = Set(device.ttys.map(\.path))
        return configuration?.lines.first { line in
            switch line.modem {
            case .device(let path): ports.contains(path) || ports.contains(DeviceNode.resolved(path))
            case .usbPath(let port): port == device.port
            case .iccid, .imei: false
            }
        }
    }
}
