import ControlAPI
import Glibc
import LineConfiguration
import Vocabulary
import Words

/// Whether each PIN file holds a PIN and only the service can read it.
struct PINFileExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "pin_file" }

    func examine() async -> [DoctorFinding] {
        (situation.configuration?.lines ?? []).compactMap { line in line.pinFile.flatMap { look($0, line: line.id) } }
    }

    private func look(_ path: String, line: String) -> DoctorFinding? {
        let file = HostFile(path: path)
        if file.isHidden || (file.exists && !file.isReadable) {
            return .notLookedAt("line \(line)", what: "\(path), with its PIN, cannot be read by \(host.user.name)")
        }
        do throws(PINFile.Fault) {
            _ = try PINFile.read(path)
        } catch {
            return finding(.pinFileWrong, line, what: error.notice.detail, remedy: remedy(file))
        }
        guard let status = file.status, !situation.serviceUser.hasAccess(4, status) else { return nil }
        let user = situation.serviceUser.name
        return finding(
            .pinFileUnreadable, line, what: "\(path) cannot be read by \(user), the user of the service",
            remedy: "sudo chown \(user) \(path) && sudo chmod 0600 \(path)")
    }

    private func remedy(_ file: HostFile) -> String {
        guard let status = file.status else {
            return "write the PIN into \(file.path), then: sudo chmod 0600 \(file.path)"
        }
        return status.st_mode & 0o007 != 0
            ? "sudo chmod 0600 \(file.path)" : "write the PIN, 4 to 8 digits and nothing else, into \(file.path)"
    }

    private func finding(_ code: FindingCode, _ line: String, what: String, remedy: String) -> DoctorFinding {
        DoctorFinding(code, .problem, "line \(line)", what: what, why: "its SIM stays locked", remedy: remedy)
    }
}
