import ControlAPI
import EventStore
import LineConfiguration
import Vocabulary
import Words

/// Whether the database opens and has this version.
///
/// A service that answers has it open; then it is not examined here.
struct DatabaseExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "database" }

    func examine() async -> [DoctorFinding] {
        guard let folder = situation.configuration?.service.stateDir, situation.isServiceDown else { return [] }
        let file = HostFile(path: folder + "/" + EventStore.fileName)
        if file.isHidden || (file.exists && !file.isReadable) {
            return [.notLookedAt(subject, what: "\(file.path) cannot be read by \(host.user.name)")]
        }
        guard file.exists else {
            return [
                DoctorFinding(.databaseNone, .ok, subject, what: "none yet; it is made when the service first runs")
            ]
        }
        do throws(StoreError) {
            let store = try EventStore.open(folder: folder, mode: .readOnly, leavesNoTrace: true)
            try store.close()
            return [DoctorFinding(.database, .ok, subject, what: "\(file.path) opens")]
        } catch {
            return [finding(error)]
        }
    }

    private func finding(_ error: StoreError) -> DoctorFinding {
        let start = situation.unit == nil ? "jedisnon run" : "sudo systemctl start jedisnon"
        let (code, severity, mend): (FindingCode, DoctorSeverity, String) =
            switch error.kind {
            case .newerVersion: (.databaseNewer, .problem, "install the newer version of jedisnon again")
            case .damaged:
                (.databaseDamaged, .problem, "stop the service, then `jedisnon recover`: docs/operating.md, Backup")
            case .busy: (.databaseBusy, .warning, "end the program that has it open, such as sqlite3")
            default: (.databaseUnusable, .warning, "if the service does not mend it by itself: \(start)")
            }
        return DoctorFinding(
            code, severity, subject, what: error.sentence,
            why: severity == .problem ? "the service does not start" : "it could not be looked into", mend: mend)
    }
}
