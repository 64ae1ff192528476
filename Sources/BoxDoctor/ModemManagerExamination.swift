import ControlAPI
import Glibc
import Modems
import SerialPort
import Vocabulary

/// Whether ModemManager runs, and whether it ignores our modems.
struct ModemManagerExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "ModemManager" }

    func examine() async -> [DoctorFinding] {
        guard !PortHolders.processes(named: "ModemManager", root: host.root).isEmpty else { return [] }
        let modems = situation.devices.filter { device in
            if case .candidates = PortChoice(device, isSettled: true) { true } else { false }
        }
        let taken = modems.filter { !isIgnored($0) }
        guard !taken.isEmpty else {
            return [
                DoctorFinding(
                    .modemManager, .ok, subject,
                    what: modems.isEmpty ? "it runs; no modem is plugged in" : "it runs and leaves the modems alone")
            ]
        }
        return taken.map { device in
            DoctorFinding(
                .modemManagerActive, .warning, device.place,
                what: "ModemManager runs and was not told to leave \(device.title) alone",
                why: "it takes the port and reads the messages", remedy: remedy(device))
        }
    }

    private func remedy(_ device: USBDevice) -> String {
        let isOurs = ModemProfile.usbModel(vendor: device.vendor, product: device.product) != nil
        if isOurs, UdevExamination.hasRules(host) {
            return "sudo udevadm control --reload && sudo udevadm trigger, then plug the modem in again"
        }
        return "sudo systemctl disable --now ModemManager"
    }

    /// Whether udev marks the ports for ModemManager to ignore.
    private func isIgnored(_ device: USBDevice) -> Bool {
        device.ttys.contains { tty in
            guard let status = host.file(tty.path).status else { return false }
            let number = "c\(major(status.st_rdev)):\(minor(status.st_rdev))"
            // The database of udev has one file per device (systemd: src/libsystemd/sd-device).
            let properties = host.file("/run/udev/data/" + number).text?.split(separator: "\n") ?? []
            return properties.contains("E:ID_MM_DEVICE_IGNORE=1") || properties.contains("E:ID_MM_PORT_IGNORE=1")
        }
    }

    /// The parts of a device number, as `makedev(3)` combines them.
    private func major(_ device: dev_t) -> dev_t { (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF }
    private func minor(_ device: dev_t) -> dev_t { device & 0xFF | (device >> 12) & ~0xFF }
}
