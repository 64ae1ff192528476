import ControlAPI
import Modems
import SerialPort
import Vocabulary

/// Whether the kernel may put a modem's USB port to sleep.
struct USBSleepExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "USB power" }

    func examine() async -> [DoctorFinding] {
        situation.devices.filter(isRelevant).compactMap(look)
    }

    /// Whether the device is a modem, or a converter used by a line.
    private func isRelevant(_ device: USBDevice) -> Bool {
        switch PortChoice(device, isSettled: true) {
        case .candidates, .incomplete: true
        case .unknown: situation.lineNaming(device) != nil
        case .storage, .none: false
        }
    }

    /// `power/control` and its neighbours (Linux, Documentation/driver-api/usb/power-management.rst).
    private func look(_ device: USBDevice) -> DoctorFinding? {
        guard value("control", of: device) == "auto" else { return nil }
        // A negative delay means never.
        if let delay = value("autosuspend_delay_ms", of: device).flatMap({ Int($0) }), delay < 0 { return nil }
        let isAsleep = value("runtime_status", of: device) == "suspended"
        return DoctorFinding(
            .usbSleep, .warning, device.place,
            what: "\(device.title) (\(device.identifier)) \(isAsleep ? "is asleep" : "may be put to sleep"): "
                + "its power/control is auto",
            why: "a modem that sleeps falls silent, or drops off the bus",
            remedy:
                "echo on | sudo tee /sys/bus/usb/devices/\(device.port)/power/control; for good: \(permanentRemedy(device))"
        )
    }

    private func value(_ name: String, of device: USBDevice) -> String? {
        host.file("\(device.syspath)/power/\(name)").text.map { $0.filter { !$0.isWhitespace } }
    }

    /// The permanent remedy for programs that set it again at every start.
    private func permanentRemedy(_ device: USBDevice) -> String {
        if host.file("/etc/tlp.conf").exists {
            return "USB_DENYLIST=\"\(device.identifier)\" in /etc/tlp.conf, then: sudo tlp start"
        }
        if host.isEnabled("powertop.service") { return "sudo systemctl disable powertop" }
        let isListed = ModemProfile.usbModel(vendor: device.vendor, product: device.product) != nil
        if isListed, !UdevExamination.hasRules(host) { return UdevExamination.install }
        let ids = device.identifier.split(separator: ":")
        return
            "echo 'ACTION==\"add\", SUBSYSTEM==\"usb\", ATTR{idVendor}==\"\(ids[0])\", ATTR{idProduct}==\"\(ids[1])\""
            + ", ATTR{power/control}=\"on\"' | sudo tee /etc/udev/rules.d/99-modem-awake.rules"
    }
}
