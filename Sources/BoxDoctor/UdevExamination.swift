import ControlAPI
import Vocabulary

/// Whether udevd runs and knows our rules.
struct UdevExamination: Examination {
    let host: ExaminedHost

    var subject: String { "udev" }

    private static let folders = [
        "/etc/udev/rules.d", "/run/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d",
    ]
    private static let rules = "77-jedisnon.rules"

    /// Whether the rules that keep ModemManager away are installed.
    static func hasRules(_ host: ExaminedHost) -> Bool {
        folders.contains { host.file($0 + "/" + rules).exists }
    }

    /// What installs them.
    static let install =
        "sudo cp udev/\(rules) /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger"

    /// The text of a rules file, the operator's own first; empty if there is none.
    static func text(of rules: String, _ host: ExaminedHost) -> String {
        folders.lazy.compactMap { host.file($0 + "/" + rules).text }.first ?? ""
    }

    func examine() async -> [DoctorFinding] {
        guard host.file("/run/udev/control").exists else {
            return [
                DoctorFinding(
                    .udevdNotRunning, .note, subject, what: "udevd does not run here, as in a container",
                    why: "modems are looked for every two seconds, and nobody sets the permissions of their ports",
                    remedy: "on a real host: sudo systemctl start systemd-udevd")
            ]
        }
        guard !Self.hasRules(host) else {
            return [
                DoctorFinding(.udevRules, .ok, subject, what: "udevd runs and the rules for modems are installed")
            ]
        }
        return [
            DoctorFinding(
                .udevRulesMissing, .note, subject, what: "\(Self.rules) is not installed",
                why: "nothing tells ModemManager to leave the modems alone, should it be installed",
                remedy: Self.install)
        ]
    }
}
