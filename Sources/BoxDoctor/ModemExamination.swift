import ControlAPI
import LineConfiguration
import LinePolicy
import Modems
import SerialPort
import Vocabulary
import Words

/// The condition of modems that no service uses.
///
/// It queries them itself, but only devices that are certainly modems and that no program holds.
struct ModemExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "modems" }

    func examine() async -> [DoctorFinding] {
        // A service may be running that this user cannot see: its modems are not touched.
        guard situation.isServiceDown else { return [] }
        let holders = PortHolders.of(situation.devices.flatMap { $0.ttys.map(\.path) }, root: host.root)
        let looks = await withTaskGroup(of: ExaminedModem.self) { group in
            for device in situation.devices {
                guard case .candidates(let ports) = PortChoice(device, isSettled: true) else { continue }
                guard !device.ttys.contains(where: { holders[$0.path] != nil }) else {
                    group.addTask { ExaminedModem(device: device) }
                    continue
                }
                let nodes = ports.all.compactMap { host.file($0).status }
                guard !nodes.isEmpty, nodes.allSatisfy({ host.user.hasAccess(6, $0) }) else {
                    // If the service may not open it either, another finding reports that.
                    let isHidden = !nodes.isEmpty && nodes.allSatisfy({ situation.serviceUser.hasAccess(6, $0) })
                    group.addTask { ExaminedModem(device: device, isHidden: isHidden) }
                    continue
                }
                group.addTask { ExaminedModem(device: device, diagnosis: await host.diagnosis(ports)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.device.port < $1.device.port }
        }
        return looks.flatMap(findings) + missing(looks)
    }

    /// A modem and its condition; nil when it could not be queried.
    struct ExaminedModem: Sendable {
        var device: USBDevice
        var diagnosis: ModemDiagnosis?
        var isHidden = false

        var health: ModemHealth? {
            if case .modem(let health) = diagnosis { health } else { nil }
        }
    }

    private func findings(_ look: ExaminedModem) -> [DoctorFinding] {
        if let diagnosis = look.diagnosis { return findings(diagnosis, look.device) }
        return look.isHidden ? [.notLookedAt(look.device.place, what: "its SIM, network and signal")] : []
    }

    /// Lines whose SIM or modem is certainly missing: every modem was queried and none matches.
    private func missing(_ looks: [ExaminedModem]) -> [DoctorFinding] {
        guard situation.listingFault == nil else { return [] }
        return (situation.configuration?.lines ?? []).compactMap { line in
            let own: (wanted: String, name: String, tell: (ModemHealth) -> String?)
            switch line.modem {
            case .iccid(let iccid): own = (iccid, "SIM", { $0.iccid })
            case .imei(let imei): own = (imei, "IMEI", { $0.imei })
            case .device, .usbPath: return nil
            }
            let told = looks.map { look in look.health.flatMap(own.tell) }
            guard told.allSatisfy({ $0 != nil && $0 != own.wanted }) else { return nil }
            let others = zip(looks, told).map { look, number in
                "USB port \(look.device.port) has \(Masking.tail(number ?? ""))"
            }
            return DoctorFinding(
                .lineModemMissing, .problem, "line \(line.id)",
                what: ([
                    "no modem that is plugged in has the \(own.name) \(Masking.tail(own.wanted)), which this "
                        + "line names"
                ] + others.prefix(3)).joined(separator: "; "),
                why: "whoever texts it is not answered",
                remedy: others.isEmpty
                    ? "plug its modem in; if it is: lsusb shows whether the box sees it"
                    : "put it in, or name the right one in \(line.source)")
        }
    }

    func findings(_ diagnosis: ModemDiagnosis, _ device: USBDevice) -> [DoctorFinding] {
        switch diagnosis {
        case .modem(let health): findings(health, device)
        case .closed(let error): [closed(error, device)]
        case .silent:
            [
                DoctorFinding(
                    .modemSilent, .problem, device.place, what: "\(device.title) answers no command on any port",
                    why: "no line can use it", remedy: "pull it out, wait ten seconds, plug it in again")
            ]
        case .gone:
            [
                DoctorFinding(
                    .modemGone, .problem, device.place, what: "\(device.title) went away while it was asked",
                    why: "a modem that restarts by itself often has too little power",
                    remedy: "plug it into a powered hub, then: jedisnon doctor")
            ]
        }
    }

    private func closed(_ error: SerialPortError, _ device: USBDevice) -> DoctorFinding {
        let (what, remedy): (String, String) =
            switch error {
            case .missing(let path): ("\(path) does not exist", "plug it in again")
            case .settling, .hung: (Notice(error).detail, "wait a moment; if it stays so, plug it in again")
            case .permissionDenied(let path):
                ("no permission to open \(path)", "sudo usermod -aG dialout \(situation.serviceUser.name)")
            case .notATTY(let path): ("\(path) is not a serial port", "plug it in again")
            case .held(let path, let holder):
                (
                    "\(path) is held by \(holder ?? "another program")",
                    "end that program, or: sudo jedisnon doctor names it"
                )
            case .system(let path, let call, _, let text): ("\(path): \(call) failed: \(text)", "plug it in again")
            }
        return DoctorFinding(
            .portClosed, .problem, device.place, what: what, why: "the service cannot talk to the modem", remedy: remedy
        )
    }

    private func findings(_ health: ModemHealth, _ device: USBDevice) -> [DoctorFinding] {
        let place = device.place
        var found = sim(health, device).map { [$0] } ?? network(health, place)
        if !found.contains(where: { $0.severity == .problem }) { found.append(ready(health, place)) }
        if !isClaimed(health, device) { found.append(unclaimed(health, device)) }
        return found + wrongPort(health, device)
    }

    private func sim(_ health: ModemHealth, _ device: USBDevice) -> DoctorFinding? {
        let place = device.place
        func finding(
            _ code: FindingCode, _ what: String, why: String = "the line does nothing", remedy: String
        ) -> DoctorFinding {
            DoctorFinding(code, .problem, place, what: what, why: why, remedy: remedy)
        }
        switch health.sim {
        case .open: return nil
        case .missing:
            return finding(.simMissing, "no SIM card", remedy: "put one in and plug the modem in again")
        case .busy(let answer):
            return finding(
                .simBusy, "the SIM card does not come up (\(answer))", remedy: "take it out, clean it, put it back")
        case .puk:
            return finding(
                .simPUK, "the SIM wants its PUK", why: "a wrong PUK, ten times, destroys the SIM",
                remedy: "put the SIM into a phone and enter the PUK; the carrier has it")
        case .lock(let lock):
            return finding(
                .simLocked, "the SIM wants \(lock)", remedy: "ask the carrier to unlock the modem or the SIM")
        case .pin(let tries?) where tries < 3:
            return finding(
                .simPIN, "the SIM wants its PIN and has \(tries) of 3 tries left",
                why: "no program enters a PIN with fewer than 3 tries left",
                remedy: "put the SIM into a phone, enter the PIN and switch it off")
        case .pin:
            guard isPINKnown(health, device) else {
                return finding(
                    .simPIN, "the SIM wants its PIN, and no line has a pin_file for it", why: "the line does nothing",
                    remedy: "switch the PIN off in a phone, or write it into a file and name it as pin_file")
            }
            return DoctorFinding(
                .simPINKnown, .note, place, what: "the SIM wants its PIN; its line has a pin_file",
                why: "the service enters it; the rest cannot be asked before", remedy: "sudo systemctl start jedisnon")
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
            .modem, .ok, place,
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
            // The modem's IMEI is unknown: a line that names an IMEI may mean it.
            case .imei: true
            }
        }
    }

    private func isClaimed(_ health: ModemHealth, _ device: USBDevice) -> Bool {
        !lines(of: health, device).isEmpty
    }

    private func isPINKnown(_ health: ModemHealth, _ device: USBDevice) -> Bool {
        // Some SIMs do not reveal their ICCID before the PIN: then any line may mean it.
        let candidates = health.iccid == nil ? situation.configuration?.lines ?? [] : lines(of: health, device)
        return candidates.contains { $0.pinFile != nil }
    }

    /// Lines that name a port of the modem that is not an AT port.
    private func wrongPort(_ health: ModemHealth, _ device: USBDevice) -> [DoctorFinding] {
        guard case .candidates(let ports) = PortChoice(device, isSettled: true) else { return [] }
        return (situation.configuration?.lines ?? []).compactMap { line in
            guard case .device(let path) = line.modem else { return nil }
            let node = DeviceNode.resolved(path)
            guard device.ttys.contains(where: { $0.path == node }), node != health.path, !ports.named.contains(node)
            else { return nil }
            return DoctorFinding(
                .lineWrongPort, .warning, "line \(line.id)",
                what:
                    "\(path), which this line names, is hardly the port for commands: the modem answers at \(health.path)",
                why: "the line does nothing when nobody answers there",
                remedy:
                    "write modem = { usb_path = \"\(device.port)\" } in \(line.source): the port for commands is then found"
            )
        }
    }

    private func unclaimed(_ health: ModemHealth, _ device: USBDevice) -> DoctorFinding {
        let isLocked = if case .pin = health.sim { true } else { false }
        return DoctorFinding(
            .modemUnclaimed, .note, device.place, what: "no line uses this modem",
            why: "who texts its number is not answered",
            remedy: "sudo jedisnon line add --usb-path \(device.port)" + (isLocked ? " --pin-file FILE" : ""))
    }
}
