import ControlAPI
import Foundation
import LineConfiguration
import LinePolicy
import Vocabulary

/// Examines everything a line needs, and reports what is wrong and how to repair it.
public struct Doctor: Sendable {
    let host: ExaminedHost

    /// How long the service may take to answer, and all examinations together.
    static let timeout = (service: Duration.seconds(5), examinations: Duration.seconds(22))

    /// Makes a doctor for a host.
    public init(_ host: ExaminedHost) {
        self.host = host
    }

    /// All findings, the most severe first; takes less than 30 seconds and changes nothing.
    public func examine() async -> DoctorAnswer {
        let situation = await Situation(host)
        let zone = situation.configuration?.service.timeZone ?? .current
        return DoctorAnswer(
            checkedAt: ZonedTime(milliseconds: host.now.milliseconds, in: zone), version: Program.version,
            user: host.user.name, findings: await findings(of: Self.examinations(host, situation)))
    }

    /// All examinations, those of the most basic requirements first.
    static func examinations(_ host: ExaminedHost, _ situation: Situation) -> [any Examination] {
        [
            ConfigurationExamination(host: host, situation: situation),
            USBExamination(host: host, situation: situation),
            LineModemExamination(host: host, situation: situation),
            PortExamination(host: host, situation: situation),
            ModemManagerExamination(host: host, situation: situation),
            ModemExamination(host: host, situation: situation),
            LineExamination(situation: situation),
            ServiceExamination(host: host, situation: situation),
            StateFolderExamination(host: host, situation: situation),
            DatabaseExamination(host: host, situation: situation),
            ClockExamination(host: host),
            LineSettingsExamination(host: host, situation: situation),
            LawExamination(host: host, situation: situation),
            PINFileExamination(host: host, situation: situation),
            LinesFolderExamination(host: host, situation: situation),
            USBSleepExamination(host: host, situation: situation),
            UdevExamination(host: host),
            SpeechExamination(host: host, situation: situation),
            PowerExamination(host: host),
        ]
    }

    /// Runs examinations in parallel.
    func findings(of examinations: [any Examination], within time: Duration = timeout.examinations) async
        -> [DoctorFinding]
    {
        let results = await withTaskGroup(of: (Int, [DoctorFinding]?).self) { group in
            for (place, examination) in examinations.enumerated() {
                group.addTask { (place, await Deadline.run(time) { await examination.examine() }) }
            }
            return await group.reduce(into: [Int: [DoctorFinding]]()) { $0[$1.0] = $1.1 }
        }
        let found = examinations.indices.map { place in
            results[place] ?? [
                DoctorFinding(
                    .tookTooLong, .warning, examinations[place].subject,
                    what: "it did not answer in \(time.components.seconds) s", why: "whether it works is not known",
                    remedy: "jedisnon doctor")
            ]
        }
        return Self.sorted(found.flatMap { $0 })
    }

    /// Sorted by severity, otherwise in the order found.
    static func sorted(_ findings: [DoctorFinding]) -> [DoctorFinding] {
        findings.enumerated().sorted { left, right in
            left.element.severity == right.element.severity
                ? left.offset < right.offset : left.element.severity > right.element.severity
        }.map(\.element)
    }
}
