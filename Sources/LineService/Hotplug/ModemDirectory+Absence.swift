import ControlAPI
import LineConfiguration
import Modems
import SerialPort
import Vocabulary

extension ModemDirectory {
    func absence(of setup: LineSetup) -> LineFault {
        if isFirstLook { return LineFault(waiting: "the modems that are plugged in are being looked for") }
        return switch setup.modem {
        case .usbPath(let port): absence(at: port, of: setup)
        case .iccid(let iccid): absence("no modem has the SIM \(Masking.tail(iccid))", of: setup)
        case .imei(let imei): absence("no modem has the IMEI \(Masking.tail(imei))", of: setup)
        case .device: LineFault(absence: "the port does not exist", .portMissing)
        }
    }

    private func absence(at port: String, of setup: LineSetup) -> LineFault {
        guard let modem = modems[port] else {
            return LineFault(absence: "nothing is plugged in at USB port \(port): plug in the modem")
        }
        return switch modem.phase {
        case .looking: LineFault(waiting: "the modem at USB port \(port) is being looked at")
        case .fault(let fault):
            LineFault(
                leftToTheDirectory: "USB port \(port): \(fault.sentence)", state: fault.state, fault.code)
        case .other(let code, let sentence): LineFault(leftToTheDirectory: "USB port \(port): \(sentence)", code)
        case .modem(let probed):
            LineFault(
                leftToTheDirectory: "the modem at USB port \(port) belongs to the line "
                    + "\(claims.owner(of: probed, port: port) ?? "of another box"): its SIM or IMEI is named there",
                .modemOfOtherLine)
        }
    }

    /// What else is plugged in may be the reason.
    private func absence(_ sentence: String, of setup: LineSetup) -> LineFault {
        // Whatever a line names by its path is not looked at, and never will be.
        let free = modems.keys.sorted().compactMap { port in modems[port].map { (port, $0) } }
            .filter { $0.1.user == nil && !isNamedByPath($0.1) }
        if let (port, fault) = ownFault(of: setup.id, among: free) {
            return LineFault(
                leftToTheDirectory: "USB port \(port): \(fault.sentence)", state: fault.state, fault.code)
        }
        if free.contains(where: { if case .looking = $0.1.phase { true } else { false } }) {
            return LineFault(waiting: "\(sentence) yet: a modem that was plugged in is being looked at")
        }
        let troubles = free.compactMap { port, modem -> String? in
            switch modem.phase {
            case .fault(let fault): "USB port \(port): \(fault.sentence)"
            case .modem(let probed):
                probed.description.iccid == nil
                    ? "USB port \(port): \(probed.fault?.description ?? "its SIM does not tell its number")" : nil
            case .looking, .other: nil
            }
        }
        return LineFault(
            absence: sentence + ": " + (troubles.isEmpty ? "plug it in" : troubles.joined(separator: "; ")))
    }

    /// The fault of the modem that the line worked on last, and that has not gone.
    private func ownFault(of line: String, among free: [(String, FoundModem)]) -> (port: String, fault: LineFault)? {
        for (port, modem) in free where care[port]?.line == line {
            if case .fault(let fault) = modem.phase { return (port, fault) }
        }
        return nil
    }
}
