import ControlAPI
import LineConfiguration
import Modems
import SerialPort
import Vocabulary

extension ModemDirectory {
    func absence(of setup: LineSetup) -> LineFault {
        if isFirstLook { return LineFault(waiting: .modemStarting(.firstLook)) }
        return switch setup.modem {
        case .usbPath(let port): absence(at: port, of: setup)
        case .iccid(let iccid): absence(of: .sim(Masking.lastDigits(iccid)), setup)
        case .imei(let imei): absence(of: .imei(Masking.lastDigits(imei)), setup)
        case .device(let path): LineFault(absence: .portMissing(path: path))
        }
    }

    private func absence(at port: String, of setup: LineSetup) -> LineFault {
        guard let modem = modems[port] else {
            return LineFault(absence: .modemMissing(.usbPort(port), others: []))
        }
        return switch modem.phase {
        case .looking: LineFault(waiting: .modemStarting(.look(usbPort: port)))
        case .fault(let fault): LineFault(leftToTheDirectory: .at(usbPort: port, fault.notice), state: fault.state)
        case .other(let notice): LineFault(leftToTheDirectory: .at(usbPort: port, notice))
        case .modem(let probed):
            LineFault(
                leftToTheDirectory: .modemOfOtherLine(line: claims.owner(of: probed, port: port), usbPort: port))
        }
    }

    /// The fault of a line without its modem; other plugged-in devices may be the reason.
    private func absence(of wanted: WantedModem, _ setup: LineSetup) -> LineFault {
        // A device that a line names by its path is never probed.
        let free = modems.keys.sorted().compactMap { port in modems[port].map { (port, $0) } }
            .filter { $0.1.user == nil && !isNamedByPath($0.1) }
        if let (port, fault) = ownFault(of: setup.id, among: free) {
            return LineFault(leftToTheDirectory: .at(usbPort: port, fault.notice), state: fault.state)
        }
        if free.contains(where: { if case .looking = $0.1.phase { true } else { false } }) {
            return LineFault(waiting: .modemStarting(.lookFor(wanted)))
        }
        let others = free.compactMap { port, modem -> Notice? in
            switch modem.phase {
            case .fault(let fault): .at(usbPort: port, fault.notice)
            case .modem(let probed):
                probed.description.iccid == nil
                    ? .at(usbPort: port, probed.fault.map { Notice($0) } ?? .simNumberUnknown(namesPort: false)) : nil
            case .looking, .other: nil
            }
        }
        return LineFault(absence: .modemMissing(wanted, others: others))
    }

    /// The fault of the modem that the line used last, if that is still plugged in.
    private func ownFault(of line: String, among free: [(String, FoundModem)]) -> (port: String, fault: LineFault)? {
        for (port, modem) in free where recoveries[port]?.line == line {
            if case .fault(let fault) = modem.phase { return (port, fault) }
        }
        return nil
    }
}
