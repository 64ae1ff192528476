import ControlAPI
import EventStore
import LineConfiguration
import Vocabulary
import Words

/// Whether the database opens, has this version, and can be read, as far as a few seconds reach.
struct DatabaseExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "database" }

    /// How long a large one is read.
    private static let time = Duration.seconds(5)

    func examine() async -> [DoctorFinding] {
        guard let folder = situation.configuration?.service.stateDir else { return [] }
        let file = HostFile(path: folder + "/" + EventStore.fileName)
        if file.isHidden || (file.exists && !file.isReadable) {
            // A service that runs has opened it; its folder is for its user.
            guard situation.isServiceDown else { return [] }
            return [.notLookedAt(subject, what: "\(file.path) cannot be read by \(host.user.name)")]
        }
        guard file.exists else {
            return [
                DoctorFinding(.databaseNone, .ok, subject, what: "none yet; it is made when the service first runs")
            ]
        }
        do throws(StoreError) {
            let seen = try EventStore.examine(
                folder: folder, isServiceDown: situation.isServiceDown, within: Self.time)
            let rest =
                seen.read == seen.all
                ? "and can be read"
                : "; \(seen.read) of its \(seen.all) tables were read in \(Self.time.components.seconds) s, without a fault"
            return [DoctorFinding(.database, .ok, subject, what: "\(file.path) opens \(rest)")]
        } catch {
            return [finding(error)]
        }
    }

    private func isForeign(_ error: StoreError) -> Bool {
        if case .foreignDatabase = error { true } else { false }
    }

    private func finding(_ error: StoreError) -> DoctorFinding {
        let start = situation.unit == nil ? "jedisnon run" : "sudo systemctl start jedisnon"
        let (code, severity, remedy): (FindingCode, DoctorSeverity, String) =
            switch error.kind {
            case .newerVersion: (.databaseNewer, .problem, "install the newer version of jedisnon again")
            case .damaged:
                (.databaseDamaged, .problem, "stop the service, then `jedisnon recover`: docs/operating.md, Backup")
            case .unusable where isForeign(error):
                (.databaseUnusable, .problem, "move that file elsewhere, or name another state_dir in [service]")
            case .busy: (.databaseBusy, .warning, "end the program that has it open, such as sqlite3")
            default: (.databaseUnusable, .warning, "if the service does not mend it by itself: \(start)")
            }
        return DoctorFinding(
            code, severity, subject, what: error.sentence,
            why: severity == .problem ? "the service does not start" : "it could not be looked into", remedy: remedy)
    }
}
