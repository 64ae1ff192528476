import ControlAPI
import Glibc
import Modems
import SerialPort

/// Whether the service may use the ports of the modems, and nobody else does.
struct PortExamination: Examination {
    let box: Box
    let situation: Situation

    var subject: String { "ports" }

    /// Programs that take modems, and what makes them let go.
    private static let knownHolders = [
        "ModemManager": "sudo systemctl disable --now ModemManager",
        "gammu-smsd": "sudo systemctl disable --now gammu-smsd",
        "smsd": "sudo systemctl disable --now smstools",
        "minicom": "leave minicom: Ctrl-A, then X",
        "picocom": "leave picocom: Ctrl-A, then Ctrl-X",
        "screen": "leave screen: Ctrl-A, then K",
    ]

    func examine() async -> [DoctorFinding] {
        let places = self.places
        guard !places.isEmpty else { return [] }
        let holders = PortHolders.of(places.flatMap(\.ports), root: box.root)
        let refused = places.compactMap { missing($0) ?? forbidden($0) }
        let held = places.compactMap { heldFinding($0, holders) }
        // Whose files a process has open only root may see; the service's own answer tells as much.
        guard !box.user.isRoot, held.isEmpty, refused.isEmpty, situation.status == nil else { return refused + held }
        return [
            .notLookedAt(
                subject, what: "whether another program has a port open: \(box.user.name) sees its own programs only")
        ]
    }

    /// The ports of one modem.
    struct Place {
        var name: String
        var ports: [String]
    }

    /// Modems on USB, and what lines name by path.
    var places: [Place] {
        var places = situation.devices.compactMap { device -> Place? in
            guard case .candidates(let ports, _) = PortChoice(device, isSettled: true) else { return nil }
            return Place(name: device.place, ports: ports)
        }
        let known = Set(places.flatMap(\.ports))
        for line in situation.configuration?.lines ?? [] {
            guard case .device(let path) = line.modem, box.file(path).exists else { continue }
            if !known.contains(path), !known.contains(DeviceNode.resolved(path)) {
                places.append(Place(name: "line \(line.id)", ports: [path]))
            }
        }
        return places
    }

    /// The kernel has the ports, and there is no node for any of them.
    private func missing(_ place: Place) -> DoctorFinding? {
        guard let port = place.ports.first, place.ports.allSatisfy({ !box.file($0).exists && !box.file($0).isHidden })
        else { return nil }
        return DoctorFinding(
            "port_missing", .problem, place.name, what: "\(port) does not exist, although the kernel has this port",
            why: "without its node nobody can use the modem",
            mend: box.file("/.dockerenv").exists || box.file("/run/.containerenv").exists
                ? "give the container its devices: --device \(port)" : "start udevd, then plug the modem in again")
    }

    private func forbidden(_ place: Place) -> DoctorFinding? {
        let user = situation.serviceUser
        for port in place.ports {
            guard let status = box.file(port).status, !user.may(6, status) else { continue }
            let group = BoxUser.groupName(of: status.st_gid)
            return DoctorFinding(
                "port_permission", .problem, place.name,
                what:
                    "the user \(user.name) may not use \(port): mode \(BoxFile.octal(status.st_mode)), group \(group ?? "\(status.st_gid)")",
                why: "the service cannot talk to the modem", mend: permission(port, status, group: group))
        }
        return nil
    }

    private func permission(_ port: String, _ status: stat, group: String?) -> String {
        let user = situation.serviceUser
        guard status.st_mode & 0o060 == 0o060, status.st_gid != 0, let group else {
            guard box.file("/run/udev/control").exists else {
                return "sudo chgrp dialout \(port) && sudo chmod 0660 \(port)"
            }
            return "sudo cp udev/77-jedisnon.rules /etc/udev/rules.d/ && sudo udevadm control --reload, "
                + "then plug the modem in again"
        }
        let then = situation.unit != nil ? "sudo systemctl restart jedisnon" : "log in again"
        // What the user database says holds for the next process only.
        if BoxUser.named(user.name)?.groups.contains(status.st_gid) == true, situation.unit == nil {
            return "\(user.name) was added to \(group): log in again"
        }
        return "sudo usermod -aG \(group) \(user.name), then: \(then)"
    }

    private func heldFinding(_ place: Place, _ holders: [String: PortHolder]) -> DoctorFinding? {
        for port in place.ports {
            guard let holder = holders[port], !isService(holder) else { continue }
            return DoctorFinding(
                "port_held", .problem, place.name, what: "\(port) is held by \(holder.words)",
                why: "one program at a time can talk to a modem",
                mend: holder.program.flatMap { Self.knownHolders[$0] }
                    ?? "end that program: sudo kill \(holder.process)")
        }
        return nil
    }

    /// The service that was asked holds its ports, as it should.
    private func isService(_ holder: PortHolder) -> Bool {
        holder.program == "jedisnon" && !situation.isServiceDown
    }
}
