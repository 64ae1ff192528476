import ControlAPI
import LinePolicy
import Modems
import SerialPort
import Vocabulary
import Words

extension ModemDirectory {
    /// The modems that belong to no line, by USB port.
    func unclaimed() -> [UnclaimedModem] {
        free().map { row(of: $0.modem, at: $0.port) }
    }

    /// The modems without a line whose SIM can be read, with the whole ICCID.
    func sims() -> [SIMAnswer] {
        free().compactMap { found in
            found.modem.probed?.description.iccid.map {
                SIMAnswer(iccid: $0, modem: row(of: found.modem, at: found.port))
            }
        }
    }

    private func free() -> [(port: String, modem: FoundModem)] {
        modems.keys.sorted().compactMap { port in
            guard let modem = modems[port], modem.user == nil, !isNamedByPath(modem) else { return nil }
            if let probed = modem.probed, isClaimed(probed, at: port) { return nil }
            return (port, modem)
        }
    }

    private func row(of modem: FoundModem, at port: String) -> UnclaimedModem {
        var row = UnclaimedModem(
            usbPath: port, device: modem.device.ttys.first?.path, state: .starting, notice: .starting(.look))
        row.model = modem.device.name
        switch modem.phase {
        case .looking: break
        case .fault(let fault): row.set(fault.state, fault.notice)
        case .other(let notice): row.set(.failed, notice)
        case .modem(let probed):
            describe(probed, at: port, in: &row)
        }
        return row
    }

    private func describe(_ probed: ProbedModem, at port: String, in row: inout UnclaimedModem) {
        row.device = probed.path
        row.model = probed.description.model.isEmpty ? row.model : probed.description.model
        row.network = probed.network
        row.number = probed.e164
        let fault = probed.fault.map { LineFault($0) }
        if let iccid = probed.description.iccid {
            let sim = uniqueSuffix(of: iccid)
            row.sim = sim
            row.iccid = Masking.masked(iccid)
            if isSIMInUse(iccid: iccid) {
                row.set(.failed, .simTwice)
            } else {
                row.set(fault)
                row.addCommand = "jedisnon line add --sim \(sim)" + (isLocked(probed) ? " --pin-file FILE" : "")
            }
        } else if isLocked(probed) {
            row.set(fault)
            row.addCommand = "jedisnon line add --usb-path \(port) --pin-file FILE"
        } else if let fault {
            row.set(fault.state, fault.notice)
        } else {
            row.set(.failed, .simNumberUnknown(namesPort: true))
            row.addCommand = "jedisnon line add --usb-path \(port)"
        }
    }

    private func isLocked(_ probed: ProbedModem) -> Bool {
        switch probed.fault {
        case .simPIN, .simPUK, .simLocked: true
        default: false
        }
    }

    /// The last digits of an ICCID, at least four and enough to be unique.
    private func uniqueSuffix(of iccid: String) -> String {
        let others = modems.values.compactMap(\.probed?.description.iccid).filter { $0 != iccid }
        let length = (4...max(iccid.count, 4)).first { count in !others.contains { $0.hasSuffix(iccid.suffix(count)) } }
        return String(iccid.suffix(length ?? iccid.count))
    }
}

extension UnclaimedModem {
    /// A modem of which only the place is known.
    fileprivate init(usbPath: String, device: String?, state: LineState, notice: Notice) {
        self.init(usbPath: usbPath, device: device, state: .known(state), detail: notice.detail)
        self.notice = notice.trouble
    }

    /// Sets the state and the notice.
    fileprivate mutating func set(_ state: LineState, _ notice: Notice) {
        self.state = .known(state)
        self.notice = notice.trouble
        detail = notice.detail
    }

    /// Sets the fault that keeps it from working; without one, that it works and has no line.
    fileprivate mutating func set(_ fault: LineFault?) {
        if let fault { return set(fault.state, fault.notice) }
        set(.ready, .working(.unclaimed, clockBehindMinutes: nil))
    }
}

extension ProbedModem {
    /// The SIM's own number in E.164, where it is a full number of a country that is known.
    var e164: String? {
        guard let ownNumber else { return nil }
        let country = Country(number: ownNumber) ?? mobileCountryCode.flatMap { Country(mobileCountryCode: $0) }
        guard let country else { return nil }
        let type: TypeOfNumber = ownNumber.hasPrefix("+") ? .international : .unknown
        if case .number(let number) = Sender(address: ownNumber, kind: type, lineCountry: country) { return number }
        return nil
    }
}
