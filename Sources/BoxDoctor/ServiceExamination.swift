import ControlAPI
import Glibc
import LineConfiguration
import LinePolicy
import Vocabulary

/// Whether the service runs, answers, and comes back after a power cut.
struct ServiceExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "service" }

    func examine() async -> [DoctorFinding] {
        [running, enabled].compactMap { $0 }
    }

    private var running: DoctorFinding {
        switch situation.service {
        case .running(let status): responding(status)
        case .stopped(let isLeftOver): stopped(isLeftOver: isLeftOver)
        case .denied: denied
        case .broken(let sentence):
            DoctorFinding(
                .serviceBroken, .problem, subject,
                what: "what listens on \(situation.socket) does not answer: \(sentence)",
                why: "no command reaches the service",
                remedy: situation.unit == nil
                    ? "end it and start it again: jedisnon run" : "sudo systemctl restart jedisnon")
        }
    }

    private func responding(_ status: StatusAnswer) -> DoctorFinding {
        let version = status.service.version ?? "of an unknown version"
        guard status.service.version == Program.version else {
            return DoctorFinding(
                .serviceOtherVersion, .warning, subject,
                what: "the service that runs is jedisnon \(version), installed is \(Program.version)",
                why: "it goes on as the old one until it is started again",
                remedy: situation.unit == nil
                    ? "end it and start it again: jedisnon run" : "sudo systemctl restart jedisnon")
        }
        let lines = status.lines.count
        return DoctorFinding(
            .service, .ok, subject,
            what: "jedisnon \(version) runs, with \(lines == 1 ? "one line" : "\(lines) lines")")
    }

    private func stopped(isLeftOver: Bool) -> DoctorFinding {
        let hasLines = situation.configuration.map { !$0.lines.isEmpty } ?? false
        let left = isLeftOver ? "; its socket is left over, which harms nobody" : ""
        return DoctorFinding(
            .serviceNotRunning, hasLines ? .problem : .note, subject,
            what: "the service does not run: nobody answers on \(situation.socket)\(left)",
            why: hasLines ? "nobody is answered" : "there is no line yet that it could run",
            remedy: hasLines || !host.needsConfiguration ? start : first)
    }

    /// What must be done before the service can start.
    private var first: String {
        situation.configuration == nil ? "mend the configuration first" : "sudo jedisnon line add"
    }

    private var start: String {
        if situation.unit != nil {
            return "sudo systemctl start jedisnon; if it ends again: journalctl -u jedisnon -n 20"
        }
        return host.configuration == ExaminedHost.defaultConfiguration
            ? "jedisnon run" : "jedisnon run --config \(host.configuration)"
    }

    private var denied: DoctorFinding {
        // Never root's group: it gives access to more than the socket.
        let group = HostFile(path: situation.socket).status
            .flatMap { $0.st_gid == 0 ? nil : Accounts.groupName(of: $0.st_gid) }
        return DoctorFinding(
            .socketDenied, .warning, subject,
            what: "\(host.user.name) may not use the control socket \(situation.socket)",
            why: "how the lines are cannot be asked, and modems that may be in use are not touched",
            remedy:
                "sudo jedisnon doctor; for good: sudo usermod -aG \(group ?? "jedisnon") \(host.user.name), then log in again"
        )
    }

    private var enabled: DoctorFinding? {
        guard let unit = situation.unit, !unit.isEnabled else { return nil }
        return DoctorFinding(
            .serviceNotEnabled, .warning, subject, what: "the service does not start with the box",
            why: "after a power cut nobody is answered", remedy: "sudo systemctl enable jedisnon")
    }
}
