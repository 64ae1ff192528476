import ControlAPI
import Modems
import SerialPort

/// Which modems are plugged in, and which sticks are none yet.
struct USBExamination: Examination {
    let box: Box
    let situation: Situation

    var subject: String { "USB" }

    /// Makers of sticks that may be a network card instead of a modem.
    private static let stickMakers = Set(StorageModeStick.all.map(\.vendor))

    func examine() async -> [DoctorFinding] {
        if let blindness = situation.blindness {
            return [
                DoctorFinding(
                    "usb_unreadable", .warning, subject, what: blindness, why: "modems are found by their path only",
                    mend: "name the port of each line: modem = { device = \"/dev/ttyUSB2\" }")
            ]
        }
        let found = situation.devices.compactMap(look)
        return found.contains { $0.id != "usb_no_modem" } ? found : found + [nothing].compactMap { $0 }
    }

    private func look(_ device: USBDevice) -> DoctorFinding? {
        switch PortChoice(device, isSettled: true) {
        case .candidates(let ports, let isCertain): modem(device, ports: ports, isCertain: isCertain)
        case .incomplete: incomplete(device)
        case .storage(let advice): storage(device, advice)
        case .unknown: unknown(device)
        case .none: networkStick(device)
        }
    }

    private func modem(_ device: USBDevice, ports: [String], isCertain: Bool) -> DoctorFinding {
        let family = ModemProfile.usbModel(vendor: device.vendor, product: device.product)?.profile.name
        let drivers = Set(device.ttys.compactMap(\.driver)).sorted().joined(separator: ", ")
        let all = device.ttys.count == 1 ? "one port" : "\(device.ttys.count) ports"
        return DoctorFinding(
            "usb_modem", .ok, device.place,
            what: "\(device.title) (\(device.identifier)), "
                + (family.map { "family \($0)" } ?? "a modem by its driver, of no family known by its numbers")
                + ", \(all), \(isCertain ? "commands" : "tried") at \(ports.joined(separator: ", "))"
                + (drivers.isEmpty ? "" : ", driver \(drivers)"))
    }

    private func incomplete(_ device: USBDevice) -> DoctorFinding {
        DoctorFinding(
            "usb_no_ports", .problem, device.place, what: "\(device.title) (\(device.identifier)) has no serial port",
            why: "the kernel's driver has not taken it, so no line can use it",
            mend: "sudo modprobe option, then plug it in again")
    }

    private func storage(_ device: USBDevice, _ advice: String) -> DoctorFinding {
        let stick = ModemProfile.storageMode(vendor: device.vendor, product: device.product)
        if stick?.outcome == .networkCard { return hiLink(device, what: advice) }
        let isInstalled = box.hasProgram("usb_modeswitch")
        return DoctorFinding(
            "usb_storage_mode", .problem, device.place,
            what: "\(stick?.name ?? device.title) (\(device.identifier)) shows as a CD-ROM, not as a modem"
                + (isInstalled ? ", although usb-modeswitch is installed" : ""),
            why: "it becomes a modem only when usb-modeswitch has switched it",
            mend: isInstalled
                ? "plug it in again; if it stays so: journalctl -b -u 'usb_modeswitch@*'"
                : "sudo apt install usb-modeswitch, then plug it in again")
    }

    /// A stick that is a network card and has no serial port.
    private func networkStick(_ device: USBDevice) -> DoctorFinding? {
        guard device.hasNetwork, Self.stickMakers.contains(device.vendor) else { return nil }
        return hiLink(device, what: "\(device.title) (\(device.identifier)) is a network card, not a modem (HiLink)")
    }

    private func hiLink(_ device: USBDevice, what: String) -> DoctorFinding {
        DoctorFinding(
            "usb_network_stick", .problem, device.place, what: what,
            why: "it has no port for commands: texts cannot be read from it",
            mend: "use another stick, or give it stick firmware; docs/hardware.md names some that work")
    }

    private func unknown(_ device: USBDevice) -> DoctorFinding? {
        let ports = Set(device.ttys.map(\.path))
        let isNamed = situation.configuration?.lines.contains { line in
            if case .device(let path) = line.modem {
                ports.contains(path) || ports.contains(DeviceNode.resolved(path))
            } else {
                false
            }
        }
        guard isNamed != true, let port = device.ttys.first?.path else { return nil }
        return DoctorFinding(
            "usb_unknown_serial", .note, device.place,
            what:
                "\(device.title) (\(device.identifier)) at \(port) is no modem that is known; nothing is written to it",
            why: "it may be anything with a serial port: a receiver, a controller, or a modem behind a converter",
            mend: "only if it is a modem: sudo jedisnon line add --device \(port)")
    }

    /// No modem on USB; that is fine where lines name ports that are there, or a service works with others.
    private var nothing: DoctorFinding? {
        let works = situation.status?.lines.contains { $0.state != "absent" && $0.state != "failed" } ?? false
        let named = situation.configuration?.lines.contains { line in
            if case .device(let path) = line.modem { box.file(path).exists } else { false }
        }
        if works || named == true { return nil }
        return DoctorFinding(
            "usb_no_modem", .problem, subject, what: "no modem is plugged in", why: "a line needs one, with a SIM",
            mend: "plug one in, if possible at a powered hub; if it is: lsusb shows whether the box sees it")
    }
}

extension USBDevice {
    /// What it is called in a finding.
    var place: String { "USB port \(port)" }

    /// What it calls itself.
    var title: String { name ?? "a device" }
}
