import ControlAPI
import Foundation
import LinePolicy
import Vocabulary

/// Whether the clock is right.
struct ClockExamination: Examination {
    let host: ExaminedHost

    var subject: String { "clock" }

    func examine() async -> [DoctorFinding] {
        let time = ZonedTime(milliseconds: host.now.milliseconds, in: .current)
        if host.now < Program.buildDate {
            return [
                DoctorFinding(
                    .clockWrong, .problem, subject, what: "the box's clock says \(time.day), which is in the past",
                    why: "the service goes by the network's time once a text has brought it; a call before that waits, "
                        + "and limits by day and records for the police need a right clock",
                    remedy: synchronise)
            ]
        }
        guard host.isClockSynchronised else {
            return [
                DoctorFinding(
                    .clockNotSynchronised, .warning, subject,
                    what: "the clock says \(time.day) \(time.clock) and nobody keeps it right",
                    why: "the network's time helps, but limits by day and records for the police need a right clock",
                    remedy: synchronise)
            ]
        }
        return [DoctorFinding(.clock, .ok, subject, what: "synchronised, \(time.day) \(time.clock)")]
    }

    private var synchronise: String {
        guard host.file("/run/systemd/system").exists else {
            return "let the host of this container keep its clock, or: sudo apt install chrony"
        }
        let hasClient =
            host.file("/usr/lib/systemd/systemd-timesyncd").exists || host.file("/lib/systemd/systemd-timesyncd").exists
        return hasClient
            ? "sudo timedatectl set-ntp true; then look: timedatectl" : "sudo apt install systemd-timesyncd"
    }
}
