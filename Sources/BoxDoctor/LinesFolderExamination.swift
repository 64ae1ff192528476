import ControlAPI
import Glibc
import LineConfiguration
import Vocabulary

/// Whether only root may add lines.
struct LinesFolderExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { Configuration.linesFolder(beside: host.configuration) }

    func examine() async -> [DoctorFinding] {
        guard let status = HostFile(path: subject).status else { return [] }
        if status.st_mode & 0o022 != 0 {
            return [finding("mode \(HostFile.octal(status.st_mode))", remedy: "sudo chmod go-w \(subject)")]
        }
        // Without an installed unit this is a trial on somebody's own machine.
        guard status.st_uid != 0, situation.unit != nil else { return [] }
        let owner = Accounts.userName(of: status.st_uid) ?? "\(status.st_uid)"
        return [finding("it belongs to \(owner)", remedy: "sudo chown root \(subject)")]
    }

    private func finding(_ how: String, remedy: String) -> DoctorFinding {
        DoctorFinding(
            .linesFolderWritable, .warning, subject, what: "not only root may change it: \(how)",
            why: "whoever may write there decides who is answered, and what", remedy: remedy)
    }
}
