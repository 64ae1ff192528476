import ControlAPI
import Glibc
import LineConfiguration
import Vocabulary

/// Whether the service can write to its folders and has enough disk space.
struct StateFolderExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "state_dir" }

    /// Free octets below which nothing works soon (problem), and below which somebody should look (warning).
    static let little = (problem: Int64(100_000_000), warning: Int64(500_000_000))

    func examine() async -> [DoctorFinding] {
        let service = situation.configuration?.service ?? ServiceSettings()
        // Without a configuration the folders are unknown.
        guard situation.configuration != nil || situation.status != nil else { return [] }
        var found = [folder(service.stateDir, key: "state_dir", managed: "/var/lib/jedisnon")].compactMap { $0 }
        if situation.isServiceDown, host.socket == nil {
            let socketFolder = ConfigurationPaths.folder(of: service.socket)
            found += [folder(socketFolder, key: "socket", managed: "/run/jedisnon")].compactMap { $0 }
        }
        return found + [room(service.stateDir)].compactMap { $0 }
    }

    private func folder(_ path: String, key: String, managed: String) -> DoctorFinding? {
        let user = situation.serviceUser
        let file = HostFile(path: path)
        guard let status = file.status else {
            // systemd makes these two for its service.
            if file.isHidden || (situation.unit != nil && path == managed) { return nil }
            let above = HostFile.nearestExisting(path)
            guard let parent = HostFile(path: above).status, !user.hasAccess(3, parent) else { return nil }
            return DoctorFinding(
                .folderMissing, .problem, key, what: "\(path) does not exist, and \(user.name) may not make it",
                why: "the service does not start", remedy: "sudo install -d -m 0700 -o \(user.name) \(path)")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return DoctorFinding(
                .stateFolderIsNoFolder, .problem, key, what: "\(path) is no folder", why: "the service does not start",
                remedy: "name another one as \(key) in [service] of \(host.configuration)")
        }
        guard !user.hasAccess(7, status) else { return nil }
        let owner = Accounts.userName(of: status.st_uid) ?? "\(status.st_uid)"
        return DoctorFinding(
            .folderNotWritable, .problem, key,
            what: "\(user.name) may not write to \(path): owner \(owner), mode \(HostFile.octal(status.st_mode))",
            why: "the service does not start", remedy: "sudo chown -R \(user.name) \(path)")
    }

    private func room(_ path: String) -> DoctorFinding? {
        guard let free = host.freeSpace(HostFile.nearestExisting(path)) else { return nil }
        let megabytes = "\(free / 1_000_000) MB"
        if free >= Self.little.warning {
            return DoctorFinding(.diskSpace, .ok, "disk", what: "\(megabytes) are free at \(path)")
        }
        return DoctorFinding(
            .diskSpaceLow, free < Self.little.problem ? .problem : .warning, "disk",
            what: "only \(megabytes) are free at \(path)",
            why: "on a full disk nothing is recorded, so nobody is answered",
            remedy: "sudo apt clean && sudo journalctl --vacuum-size=50M; what is large: sudo du -xh / | sort -h | tail"
        )
    }
}
