import ControlAPI
import LineConfiguration
import Vocabulary

/// Whether the configuration exists, is valid, and is readable by the service.
struct ConfigurationExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "configuration" }

    private static let example = "/usr/share/jedisnon/jedisnon.toml"

    func examine() async -> [DoctorFinding] {
        switch situation.settings {
        case .missing: missing()
        case .hidden(let path): [.notLookedAt(subject, what: "\(path) cannot be read by \(host.user.name)")]
        case .wrong(let problems): problems.prefix(10).map(wrong)
        case .loaded(let configuration): loaded(configuration)
        }
    }

    private func missing() -> [DoctorFinding] {
        guard host.needsConfiguration else { return [] }
        return [
            DoctorFinding(
                .configurationMissing, .problem, subject, what: "\(host.configuration) does not exist",
                why: "the service does not start without it", remedy: firstConfiguration)
        ]
    }

    /// The package installs a small example; without the package there is the one in the source.
    private var firstConfiguration: String {
        let source = host.file(Self.example).exists ? Self.example : "packaging/jedisnon.toml"
        let group = Accounts.groupID(named: "jedisnon") == nil ? "" : " -g jedisnon"
        return "sudo install -D -m 0640\(group) \(source) \(host.configuration)"
    }

    private func wrong(_ problem: ConfigurationError.Problem) -> DoctorFinding {
        let place = problem.line.map { "\(problem.file):\($0)" } ?? problem.file
        return DoctorFinding(
            .configurationWrong, .problem, place,
            what: (problem.key.map { "\($0): " } ?? "") + problem.message,
            why: "nothing starts half-configured; a service that runs keeps the configuration it has",
            remedy: "sudoedit \(problem.file)" + (problem.hint.map { ": \($0)" } ?? "")
                + (situation.status == nil ? "" : "; then: jedisnon reload"))
    }

    private func loaded(_ configuration: Configuration) -> [DoctorFinding] {
        let user = situation.serviceUser
        if let status = HostFile(path: host.configuration).status, !user.hasAccess(4, status) {
            return [
                DoctorFinding(
                    .configurationUnreadable, .problem, subject,
                    what: "\(host.configuration) cannot be read by \(user.name), the user of the service",
                    why: "the service does not start",
                    remedy:
                        "sudo chgrp \(group(of: user)) \(host.configuration) && sudo chmod 0640 \(host.configuration)"
                )
            ]
        }
        let count = configuration.lines.count
        return [
            DoctorFinding(
                .configuration, .ok, subject,
                what: "\(host.configuration) is right, with \(count == 1 ? "one line" : "\(count) lines")")
        ]
    }

    private func group(of user: HostUser) -> String {
        Accounts.groupID(named: user.name) == nil ? "root" : user.name
    }
}
