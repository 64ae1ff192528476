import ControlAPI
import LineConfiguration
import Modems
import SerialPort
import Vocabulary
import Words

/// Which modems are plugged in, and which sticks are not modems yet.
struct USBExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "USB" }

    /// Manufacturers of sticks that may be a network card instead of a modem.
    private static let stickMakers = Set(StorageModeStick.all.map(\.vendor))

    func examine() async -> [DoctorFinding] {
        if let fault = situation.listingFault {
            return [
                DoctorFinding(
                    .usbUnreadable, .warning, subject, what: Notice.usbUnreadable(fault).detail,
                    why: "modems are found by their path only",
                    remedy: "name the port of each line: modem = { device = \"/dev/ttyUSB2\" }")
            ]
        }
        let found = situation.devices.compactMap(look)
        return found.contains { $0.id != FindingCode.usbNoModem.rawValue }
            ? found : found + [noModemFinding].compactMap { $0 }
    }

    private func look(_ device: USBDevice) -> DoctorFinding? {
        switch PortChoice(device, isSettled: true) {
        case .candidates(let ports): modem(device, ports)
        case .incomplete: incomplete(device)
        case .storage(let stick): storage(device, stick)
        case .unknown: unknown(device)
        case .none: converter(device) ?? networkStick(device)
        }
    }

    private func modem(_ device: USBDevice, _ ports: ModemPorts) -> DoctorFinding {
        let family = ModemProfile.usbModel(vendor: device.vendor, product: device.product)?.profile.name
        let drivers = Set(device.ttys.compactMap(\.driver)).sorted().joined(separator: ", ")
        let all = device.ttys.count == 1 ? "one port" : "\(device.ttys.count) ports"
        return DoctorFinding(
            .usbModem, .ok, device.place,
            what: "\(device.title) (\(device.identifier)), "
                + (family.map { "family \($0)" } ?? "a modem by its driver, of no family known by its numbers")
                + ", \(all), "
                + (ports.named.isEmpty ? "tried at " : "commands at ")
                + (ports.named.isEmpty ? ports.others : ports.named).joined(separator: ", ")
                + (drivers.isEmpty ? "" : ", driver \(drivers)"))
    }

    private func incomplete(_ device: USBDevice) -> DoctorFinding {
        DoctorFinding(
            .usbNoPorts, .problem, device.place, what: "\(device.title) (\(device.identifier)) has no serial port",
            why: "the kernel's driver has not taken it, so no line can use it", remedy: driverRemedy(device))
    }

    private func driverRemedy(_ device: USBDevice) -> String {
        guard let (model, _) = ModemProfile.usbModel(vendor: device.vendor, product: device.product) else {
            return "sudo modprobe option, then plug it in again"
        }
        let load = "sudo modprobe \(model.driver)"
        switch model.binding {
        case .listedByDriver: return "\(load), then plug it in again"
        case .newID:
            // Makes the driver accept an unknown product: Documentation/ABI/testing/sysfs-bus-usb, new_id.
            let ids = device.identifier.split(separator: ":").joined(separator: " ")
            return "\(load) && echo \(ids) ff | sudo tee /sys/bus/usb-serial/drivers/option1/new_id; "
                + "no kernel that we know (up to 6.18) does it by itself; for good: docs/modems.md"
        }
    }

    /// A USB serial converter for which the kernel made no port.
    private func converter(_ device: USBDevice) -> DoctorFinding? {
        guard device.ttys.isEmpty, let converter = SerialConverter.of(device) else { return nil }
        let waiting = (situation.configuration?.lines ?? []).compactMap { line -> String? in
            guard case .device(let path) = line.modem, !host.file(path).exists else { return nil }
            return "the line \(line.id) waits for \(path)"
        }
        let isTaken = converter.isTakenByBrltty && hasBrltty
        let load = "sudo modprobe \(converter.driver), then plug it in again"
        return DoctorFinding(
            .usbConverterNoPort, waiting.isEmpty ? .warning : .problem, device.place,
            what: "the serial converter \(converter.name) (\(device.identifier)) has no serial port"
                + (isTaken ? ": brltty takes it for a braille display" : "")
                + waiting.prefix(1).map { ", and \($0)" }.joined(),
            why: "nobody can talk to what is behind it",
            remedy: isTaken
                ? "sudo apt remove brltty, then plug it in again"
                : converter.isTakenByBrltty
                    ? "\(load); should brltty be installed, it takes such converters away: sudo apt remove brltty"
                    : load)
    }

    private var hasBrltty: Bool {
        host.hasProgram("brltty") || !PortHolders.processes(named: "brltty", root: host.root).isEmpty
            || host.file("/usr/lib/udev/rules.d/85-brltty.rules").exists
            || host.file("/lib/udev/rules.d/85-brltty.rules").exists
    }

    private func storage(_ device: USBDevice, _ stick: StorageModeStick) -> DoctorFinding {
        if stick.outcome == .networkCard {
            return hiLink(device, what: Notice(stick, hasSwitcher: false).detail)
        }
        let isInstalled = host.hasProgram("usb_modeswitch")
        return DoctorFinding(
            .usbStorageMode, .problem, device.place,
            what: "\(stick.name) (\(device.identifier)) shows as a CD-ROM, not as a modem"
                + (isInstalled ? ", although usb-modeswitch is installed" : ""),
            why: "it becomes a modem only when usb-modeswitch has switched it",
            remedy: storageRemedy(device, stick, isInstalled: isInstalled))
    }

    private func storageRemedy(_ device: USBDevice, _ stick: StorageModeStick, isInstalled: Bool) -> String {
        let install = isInstalled ? "" : "sudo apt install usb-modeswitch && "
        if let command = stick.command { return "\(install)\(command); for good: docs/modems.md" }
        return isInstalled
            ? "plug it in again; if it stays so: journalctl -b -u 'usb_modeswitch@*'"
            : "sudo apt install usb-modeswitch, then plug it in again"
    }

    /// A stick that acts as a network card without a serial port.
    private func networkStick(_ device: USBDevice) -> DoctorFinding? {
        guard device.hasNetwork, Self.stickMakers.contains(device.vendor) else { return nil }
        return hiLink(device, what: "\(device.title) (\(device.identifier)) is a network card, not a modem (HiLink)")
    }

    private func hiLink(_ device: USBDevice, what: String) -> DoctorFinding {
        DoctorFinding(
            .usbNetworkStick, .problem, device.place, what: what,
            why: "it has no port for commands: texts cannot be read from it",
            remedy: "use another stick, or give it stick firmware; docs/hardware.md names some that work")
    }

    private func unknown(_ device: USBDevice) -> DoctorFinding? {
        guard situation.lineNaming(device) == nil, let port = device.ttys.first?.path else { return nil }
        return DoctorFinding(
            .usbUnknownSerial, .note, device.place,
            what:
                "\(device.title) (\(device.identifier)) at \(port) is no modem that is known; nothing is written to it",
            why: "it may be anything with a serial port: a receiver, a controller, or a modem behind a converter",
            remedy: "only if it is a modem: sudo jedisnon line add --device \(port)")
    }

    /// No modem on USB; fine if the ports that lines name exist, or if a running service uses other modems.
    private var noModemFinding: DoctorFinding? {
        let works = situation.status?.lines.contains { $0.state != .absent && $0.state != .failed } ?? false
        let named = situation.configuration?.lines.contains { line in
            if case .device(let path) = line.modem { host.file(path).exists } else { false }
        }
        if works || named == true { return nil }
        return DoctorFinding(
            .usbNoModem, .problem, subject, what: "no modem is plugged in", why: "a line needs one, with a SIM",
            remedy: "plug one in, if possible at a powered hub; if it is: lsusb shows whether the box sees it")
    }
}

extension USBDevice {
    /// Its place in a finding.
    var place: String { "USB port \(port)" }

    /// Its name in a finding.
    var title: String { name ?? "a device" }
}
