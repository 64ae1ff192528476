import ControlAPI
import Glibc
import LineConfiguration
import Modems
import SerialPort
import Vocabulary

/// Whether the service may use the ports of the modems, and no other program does.
struct PortExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "ports" }

    func examine() async -> [DoctorFinding] {
        let portGroups = self.portGroups
        let expected = missingPorts.flatMap(claimed)
        guard !portGroups.isEmpty else { return expected }
        let holders = PortHolders.of(portGroups.flatMap(\.ports), root: host.root)
        let refused = portGroups.compactMap { missing($0) ?? forbidden($0) }
        let held = portGroups.flatMap { place in heldFinding(place, holders).map { [$0] } ?? claimed(place) }
        // Only root can see the open files of other users' processes; the service's own answer shows as much.
        guard !host.user.isRoot, !held.contains(where: { $0.severity == .problem }), refused.isEmpty,
            situation.status == nil
        else { return refused + held + expected }
        return held + expected + [
            .notLookedAt(
                subject, what: "whether another program has a port open: \(host.user.name) sees its own programs only")
        ]
    }

    /// The ports of one modem.
    struct PortGroup {
        var name: String
        var ports: [String]
        var device: USBDevice?
    }

    /// USB modems, and ports that lines name by path.
    var portGroups: [PortGroup] {
        var portGroups = situation.devices.compactMap { device -> PortGroup? in
            guard case .candidates(let ports) = PortChoice(device, isSettled: true) else { return nil }
            // Programs that read a modem's GNSS port do no harm: only AT ports matter, if they are known.
            return PortGroup(
                name: device.place, ports: ports.named.isEmpty ? ports.others : ports.named, device: device)
        }
        let known = Set(portGroups.flatMap(\.ports))
        for line in situation.configuration?.lines ?? [] {
            guard case .device(let path) = line.modem, host.file(path).exists else { continue }
            if !known.contains(path), !known.contains(DeviceNode.resolved(path)) {
                let device = situation.devices.first { device in
                    device.ttys.contains { $0.path == path || $0.path == DeviceNode.resolved(path) }
                }
                portGroups.append(PortGroup(name: "line \(line.id)", ports: [path], device: device))
            }
        }
        return portGroups
    }

    /// Ports that lines name and that do not exist now: another program may be waiting for them too.
    private var missingPorts: [PortGroup] {
        (situation.configuration?.lines ?? []).compactMap { line in
            guard case .device(let path) = line.modem, !host.file(path).exists, !host.file(path).isHidden else {
                return nil
            }
            return PortGroup(name: "line \(line.id)", ports: [path])
        }
    }

    /// The kernel has the ports, but no device node exists for any of them.
    private func missing(_ place: PortGroup) -> DoctorFinding? {
        guard let port = place.ports.first, place.ports.allSatisfy({ !host.file($0).exists && !host.file($0).isHidden })
        else { return nil }
        return DoctorFinding(
            .portMissing, .problem, place.name, what: "\(port) does not exist, although the kernel has this port",
            why: "without its node nobody can use the modem",
            remedy: host.file("/.dockerenv").exists || host.file("/run/.containerenv").exists
                ? "give the container its devices: --device \(port)" : "start udevd, then plug the modem in again")
    }

    private func forbidden(_ place: PortGroup) -> DoctorFinding? {
        let user = situation.serviceUser
        for port in place.ports {
            guard let status = host.file(port).status, !user.hasAccess(6, status) else { continue }
            let group = Accounts.groupName(of: status.st_gid)
            return DoctorFinding(
                .portPermission, .problem, place.name,
                what:
                    "the user \(user.name) may not use \(port): mode \(HostFile.octal(status.st_mode)), group \(group ?? "\(status.st_gid)")",
                why: "the service cannot talk to the modem", remedy: permission(port, status, group: group))
        }
        return nil
    }

    private func permission(_ port: String, _ status: stat, group: String?) -> String {
        let user = situation.serviceUser
        guard status.st_mode & 0o060 == 0o060, status.st_gid != 0, let group else {
            guard host.file("/run/udev/control").exists else {
                return "sudo chgrp dialout \(port) && sudo chmod 0660 \(port)"
            }
            return "sudo cp udev/77-jedisnon.rules /etc/udev/rules.d/ && sudo udevadm control --reload, "
                + "then plug the modem in again"
        }
        let then = situation.unit != nil ? "sudo systemctl restart jedisnon" : "log in again"
        // Group changes take effect only for new processes.
        if HostUser.named(user.name)?.groups.contains(status.st_gid) == true, situation.unit == nil {
            return "\(user.name) was added to \(group): log in again"
        }
        return "sudo usermod -aG \(group) \(user.name), then: \(then)"
    }

    private func heldFinding(_ place: PortGroup, _ holders: [String: PortHolder]) -> DoctorFinding? {
        for port in place.ports {
            guard let holder = holders[port], !isService(holder) else { continue }
            return DoctorFinding(
                .portHeld, .problem, place.name, what: "\(port) is held by \(holder.words)",
                why: "one program at a time can talk to a modem",
                remedy: holder.program.flatMap { PortServices.release($0, port: DeviceNode.resolved(port)) }
                    ?? "end that program: sudo kill \(holder.process)")
        }
        return nil
    }

    /// Programs configured to use one of the ports, whether or not they have it open now.
    private func claimed(_ place: PortGroup) -> [DoctorFinding] {
        place.ports.flatMap { port in
            PortServices(host: host).claims(on: port, of: place.device).map { claim in
                DoctorFinding(
                    .portClaimed, claim.isRunning ? .problem : .warning, place.name, what: "\(port) \(claim.what)",
                    why: "what it says to the modem, or reads from it, is lost to the line", remedy: claim.remedy)
            }
        }
    }

    /// Whether the holder is the running service, which should hold its ports.
    private func isService(_ holder: PortHolder) -> Bool {
        holder.program == "jedisnon" && !situation.isServiceDown
    }
}
