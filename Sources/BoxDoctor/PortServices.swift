import SerialPort

/// Finds programs configured to use a serial port, from files that every user may read.
///
/// Only root sees the open files of all processes, but every user sees which units are enabled and how programs were
/// started.
struct PortServices {
    let host: ExaminedHost

    /// A program that uses a port, or will.
    struct Claim: Equatable {
        /// Worded for a sentence that begins with the port.
        var what: String
        var remedy: String
        /// Whether it runs now; otherwise it starts with the next boot or when the port appears.
        var isRunning = false
    }

    /// The folders in which systemd finds units to start: `systemd.unit(5)`, those of generators included.
    private static let folders = [
        "/etc/systemd/system", "/run/systemd/system", "/run/systemd/generator", "/usr/lib/systemd/system",
        "/lib/systemd/system",
    ]

    /// All programs that claim a port; `device` is the USB device that the port belongs to, if any.
    func claims(on port: String, of device: USBDevice?) -> [Claim] {
        let node = host.root.isEmpty ? DeviceNode.resolved(port) : port
        let name = String(node.split(separator: "/").last ?? "")
        return [console(name), getty(name, node: node), gpsd(port: port, node: node, device: device)].compactMap { $0 }
    }

    /// How to make a program release a port; nil for an unknown program.
    static func release(_ program: String, port: String) -> String? {
        let name = port.split(separator: "/").last ?? ""
        return switch program {
        case "agetty", "getty", "login": "sudo systemctl disable --now serial-getty@\(name).service"
        case "gpsd": "take \(port) out of DEVICES in /etc/default/gpsd, then: sudo systemctl restart gpsd"
        case "fwupd": "sudo systemctl stop fwupd; for good: DisabledPlugins=modem_manager in /etc/fwupd/fwupd.conf"
        case "brltty": "sudo apt remove brltty"
        case "ModemManager": "sudo systemctl disable --now ModemManager"
        case "gammu-smsd": "sudo systemctl disable --now gammu-smsd"
        case "smsd": "sudo systemctl disable --now smstools"
        case "pppd", "wvdial": "end the dial-up connection that uses it: sudo poff -a, or nmcli connection down NAME"
        case "minicom": "leave minicom: Ctrl-A, then X"
        case "picocom": "leave picocom: Ctrl-A, then Ctrl-X"
        case "screen": "leave screen: Ctrl-A, then K"
        default: nil
        }
    }

    /// The kernel writes its messages to the port.
    private func console(_ name: String) -> Claim? {
        let words = (host.file("/proc/cmdline").text ?? "").split { $0.isWhitespace }
        guard words.contains(where: { $0 == "console=\(name)" || $0.hasPrefix("console=\(name),") }) else { return nil }
        let remedy =
            host.hasProgram("raspi-config")
            ? "sudo raspi-config nonint do_serial_cons 1, then: sudo reboot"
            : "take console=\(name) out of the kernel's command line, then: sudo reboot"
        return Claim(what: "is the kernel's console: its messages go to the modem", remedy: remedy, isRunning: true)
    }

    private func getty(_ name: String, node: String) -> Claim? {
        let remedy = Self.release("agetty", port: node) ?? ""
        if let process = running(["agetty", "getty"], naming: [name, node]) {
            return Claim(what: "has a login prompt on it (\(process.words))", remedy: remedy, isRunning: true)
        }
        let units = ["serial-getty@\(name).service", "getty@\(name).service"]
        guard let unit = units.first(where: { host.isEnabled($0, in: Self.folders) }) else { return nil }
        return Claim(
            what: "gets a login prompt when it appears: \(unit) is enabled",
            remedy: "sudo systemctl disable --now \(unit)")
    }

    private func gpsd(port: String, node: String, device: USBDevice?) -> Claim? {
        let isRunning = running(["gpsd"], naming: [port, node])
        let settings = (host.file("/etc/default/gpsd").text ?? "").split(separator: "\n").map(String.init)
        let devices = settings.last { $0.hasPrefix("DEVICES=") }?.dropFirst("DEVICES=".count)
            .split { " \"'\t".contains($0) }.map(String.init)
        let isListed = devices?.contains { $0 == port || $0 == node || DeviceNode.resolved($0) == node } ?? false
        if isListed || isRunning != nil {
            return Claim(
                what: "is read by gpsd" + (isListed ? ": DEVICES in /etc/default/gpsd names it" : ""),
                remedy: Self.release("gpsd", port: port) ?? "", isRunning: isRunning != nil)
        }
        guard let device, settings.contains("USBAUTO=\"true\""), isClaimedByUdevRule(device) else { return nil }
        return Claim(
            what: "is given to gpsd when it is plugged in: 60-gpsd.rules names \(device.identifier)",
            remedy: "USBAUTO=\"false\" in /etc/default/gpsd, then: sudo systemctl restart gpsd.socket gpsd")
    }

    /// Whether gpsd's own udev rules name the product.
    private func isClaimedByUdevRule(_ device: USBDevice) -> Bool {
        let ids = device.identifier.split(separator: ":")
        let wanted = ["{idVendor}==\"\(ids[0])\"", "{idProduct}==\"\(ids[1])\""]
        return UdevExamination.text(of: "60-gpsd.rules", host).split(separator: "\n").contains { line in
            !line.hasPrefix("#") && wanted.allSatisfy { line.contains($0) }
        }
    }

    /// A running program with one of these names that was started with one of these arguments.
    private func running(_ programs: [String], naming words: [String]) -> PortHolder? {
        programs.lazy.flatMap { PortHolders.processes(named: $0, root: host.root) }.first { process in
            let command = host.file("/proc/\(process.process)/cmdline").text ?? ""
            return command.split { $0 == "\0" || $0 == " " }.contains { words.contains(String($0)) }
        }
    }
}
