import ControlAPI
import Foundation
import LineConfiguration
import LinePolicy
import Vocabulary

/// Looks at everything a line needs, and says what is wrong and how to mend it.
public struct Doctor: Sendable {
    let box: Box

    /// How long the service has to answer, and how long all examinations together may take.
    static let patience = (service: Duration.seconds(5), examinations: Duration.seconds(22))

    /// A doctor for a box.
    public init(_ box: Box) {
        self.box = box
    }

    /// Everything found, the most blocking first; takes less than 30 seconds and changes nothing.
    public func examine() async -> DoctorAnswer {
        let situation = await Situation(box)
        let zone = situation.configuration?.service.timeZone ?? .current
        return DoctorAnswer(
            checkedAt: ZonedTime(milliseconds: box.now.milliseconds, in: zone), version: Program.version,
            user: box.user.name, findings: await findings(of: Self.examinations(box, situation)))
    }

    /// All examinations, what blocks everything first.
    static func examinations(_ box: Box, _ situation: Situation) -> [any Examination] {
        [
            ConfigurationExamination(box: box, situation: situation),
            USBExamination(box: box, situation: situation),
            LineModemExamination(box: box, situation: situation),
            PortExamination(box: box, situation: situation),
            ModemManagerExamination(box: box, situation: situation),
            ModemExamination(box: box, situation: situation),
            LineExamination(situation: situation),
            ServiceExamination(box: box, situation: situation),
            StateFolderExamination(box: box, situation: situation),
            DatabaseExamination(box: box, situation: situation),
            ClockExamination(box: box),
            LineSettingsExamination(box: box, situation: situation),
            PINFileExamination(box: box, situation: situation),
            LinesFolderExamination(box: box, situation: situation),
            USBSleepExamination(box: box, situation: situation),
            UdevExamination(box: box),
            SpeechExamination(box: box, situation: situation),
            PowerExamination(box: box),
        ]
    }

    /// Runs examinations side by side.
    func findings(of examinations: [any Examination], within time: Duration = patience.examinations) async
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
                    "took_too_long", .warning, examinations[place].subject,
                    what: "it did not answer in \(time.components.seconds) s", why: "whether it works is not known",
                    mend: "jedisnon doctor")
            ]
        }
        return Self.sorted(found.flatMap { $0 })
    }

    /// The most blocking first, else as they were found.
    static func sorted(_ findings: [DoctorFinding]) -> [DoctorFinding] {
        findings.enumerated().sorted { left, right in
            left.element.severity == right.element.severity
                ? left.offset < right.offset : left.element.severity > right.element.severity
        }.map(\.element)
    }
}
