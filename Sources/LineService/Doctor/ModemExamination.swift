import ControlAPI
import LinePolicy
import Modems
import SerialPort

/// How the modems are that no service uses.
///
/// Asks them itself, and only those that surely are modems and that nobody holds.
struct ModemExamination: Examination {
    let box: Box
    let situation: Situation

    var subject: String { "modems" }

    func examine() async -> [DoctorFinding] {
        // A service may be there that this user cannot see: its modems are not touched.
        guard situation.isServiceDown else { return [] }
        let holders = PortHolders.of(situation.devices.flatMap { $0.ttys.map(\.path) }, root: box.root)
        return await withTaskGroup(of: (String, [DoctorFinding]).self) { group in
            for device in situation.devices {
                guard case .candidates(let ports, let isCertain) = PortChoice(device, isSettled: true),
                    !device.ttys.contains(where: { holders[$0.path] != nil })
                else { continue }
                let nodes = ports.compactMap { box.file($0).status }
                guard !nodes.isEmpty, nodes.allSatisfy({ box.user.may(6, $0) }) else {
                    // Where the service may not either, that is a finding of its own.
                    if !nodes.isEmpty, nodes.allSatisfy({ situation.serviceUser.may(6, $0) }) {
                        group.addTask {
                            (device.port, [.notLookedAt(device.place, what: "its SIM, network and signal")])
                        }
                    }
                    continue
                }
                group.addTask { (device.port, findings(await box.checkUp(ports, isCertain), device)) }
            }
            let found = await group.reduce(into: [(String, [DoctorFinding])]()) { $0.append($1) }
            return found.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    func findings(_ checkUp: ModemCheckUp, _ device: USBDevice) -> [DoctorFinding] {
        switch checkUp {
        case .modem(let health): findings(health, device)
        case .closed(let error): [closed(error, device)]
        case .silent:
            [
                DoctorFinding(
                    "modem_silent", .problem, device.place, what: "\(device.title) answers no command on any port",
                    why: "no line can use it", mend: "pull it out, wait ten seconds, plug it in again")
            ]
        case .gone:
            [
                DoctorFinding(
                    "modem_gone", .problem, device.place, what: "\(device.title) went away while it was asked",
                    why: "a modem that restarts by itself often has too little power",
                    mend: "plug it into a powered hub, then: jedisnon doctor")
            ]
        }
    }

    private func closed(_ error: SerialPortError, _ device: USBDevice) -> DoctorFinding {
        let parts = error.description.split(separator: ": ", maxSplits: 1).map(String.init)
        return DoctorFinding(
            "port_closed", .problem, device.place, what: parts[0], why: "the service cannot talk to the modem",
            mend: parts.count > 1 ? parts[1] : "plug it in again")
    }

    private func findings(_ health: ModemHealth, _ device: USBDevice) -> [DoctorFinding] {
        let place = device.place
        var found = sim(health, device).map { [$0] } ?? network(health, place)
        if !found.contains(where: { $0.severity == .problem }) { found.append(ready(health, place)) }
        if !isClaimed(health, device) { found.append(unclaimed(health, device)) }
        return found
    }

    private func sim(_ health: ModemHealth, _ device: USBDevice) -> DoctorFinding? {
        let place = device.place
        func finding(_ id: String, _ what: String, why: String = "the line does nothing", mend: String) -> DoctorFinding
        {
            DoctorFinding(id, .problem, place, what: what, why: why, mend: mend)
        }
        switch health.sim {
        case .open: return nil
        case .missing:
            return finding("sim_missing", "no SIM card", mend: "put one in and plug the modem in again")
        case .busy(let answer):
            return finding(
                "sim_busy", "the SIM card does not come up (\(answer))", mend: "take it out, clean it, put it back")
        case .puk:
            return finding(
                "sim_puk", "the SIM wants its PUK", why: "a wrong PUK, ten times, destroys the SIM",
                mend: "put the SIM into a phone and enter the PUK; the carrier has it")
        case .lock(let lock):
            return finding(
                "sim_locked", "the SIM wants \(lock)", mend: "ask the carrier to unlock the modem or the SIM")
        case .pin(let tries?) where tries < 3:
            return finding(
                "sim_pin", "the SIM wants its PIN and has \(tries) of 3 tries left",
                why: "no program enters a PIN with fewer than 3 tries left",
                mend: "put the SIM into a phone, enter the PIN and switch it off")
        case .pin:
            guard isPINKnown(health, device) else {
                return finding(
                    "sim_pin", "the SIM wants its PIN, and no line has a pin_file for it", why: "the line does nothing",
                    mend: "switch the PIN off in a phone, or write it into a file and name it as pin_file")
            }
            return DoctorFinding(
                "sim_pin_known", .note, place, what: "the SIM wants its PIN; its line has a pin_file",
                why: "the service enters it; the rest cannot be asked before", mend: "sudo systemctl start jedisnon")
        }
    }

    private func network(_ health: ModemHealth, _ place: String) -> [DoctorFinding] {
        var found: [DoctorFinding] = []
        switch health.registration {
        case 3: found.append(ModemCondition.noNetwork(place, what: "the network refuses the SIM"))
        case 0, 2, 4: found.append(ModemCondition.noNetwork(place, what: "the SIM is not registered on a network"))
        case 5:
            let answers = situation.configuration?.lines.contains { $0.rules.answersWhileRoaming } ?? false
            found.append(ModemCondition.roaming(place, network: health.network, answers: answers))
        default: break
        }
        if health.lacksServiceCentre { found.append(ModemCondition.noServiceCentre(place)) }
        found += [
            ModemCondition.signal(health.signal, place),
            ModemCondition.memory(used: health.fill?.used, size: health.fill?.size, place),
        ].compactMap { $0 }
        return found
    }

    private func ready(_ health: ModemHealth, _ place: String) -> DoctorFinding {
        let facts = [
            health.model, health.network.map { "network \($0)" }, health.signal.map { "\($0) dBm" },
            health.fill.map { "\($0.used) of \($0.size) places for messages used" },
        ]
        return DoctorFinding(
            "modem", .ok, place,
            what: "a modem answers at \(health.path): "
                + facts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", "))
    }

    private func lines(of health: ModemHealth, _ device: USBDevice) -> [LineSettings] {
        (situation.configuration?.lines ?? []).filter { line in
            switch line.modem {
            case .iccid(let iccid): iccid == health.iccid
            case .usbPath(let port): port == device.port
            case .device(let path):
                device.ttys.contains { $0.path == path || $0.path == DeviceNode.resolved(path) }
            // The modem was not asked for its own number: a line that names one may be its.
            case .imei: true
            }
        }
    }

    private func isClaimed(_ health: ModemHealth, _ device: USBDevice) -> Bool {
        !lines(of: health, device).isEmpty
    }

    private func isPINKnown(_ health: ModemHealth, _ device: USBDevice) -> Bool {
        // Before the PIN some SIMs do not tell their number: then any line may be meant.
        let candidates = health.iccid == nil ? situation.configuration?.lines ?? [] : lines(of: health, device)
        return candidates.contains { $0.pinFile != nil }
    }

    private func unclaimed(_ health: ModemHealth, _ device: USBDevice) -> DoctorFinding {
        let isLocked = if case .pin = health.sim { true } else { false }
        return DoctorFinding(
            "modem_unclaimed", .note, device.place, what: "no line uses this modem",
            why: "who texts its number is not answered",
            mend: "sudo jedisnon line add --usb-path \(device.port)" + (isLocked ? " --pin-file FILE" : ""))
    }
}
