import ControlAPI
import LineConfiguration
import LinePolicy
import Vocabulary
import Words

/// Which country profile each line goes by, and what of it is still to be read.
struct LawExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "law" }

    func examine() async -> [DoctorFinding] {
        guard let configuration = situation.configuration else { return [] }
        return configuration.lines.map(profile) + configuration.lines.compactMap(profileMismatch)
            + notices(configuration)
    }

    private func profile(_ line: LineSettings) -> DoctorFinding {
        let law = line.rules.law
        let why = law.chosen == nil ? "by its number" : "named in the configuration"
        let what =
            law.applied.map { "goes by the country profile \($0.rawValue), \(English().words($0)): \(why)" }
            ?? "no country profile is about a number such as its own"
        return DoctorFinding(.law, .ok, "line \(line.id)", what: what)
    }

    private func profileMismatch(_ line: LineSettings) -> DoctorFinding? {
        guard let profile = line.rules.law.profile else { return nil }
        typealias Caps = CountryProfile.Caps
        let (rules, caps) = (line.rules, profile.caps)
        var found: [String] = []
        if profile.country != line.country { found.append("its number is one of \(line.country.rawValue)") }
        if !profile.languages.contains(line.language) { found.append("it answers in \(line.language.rawValue)") }
        if let most = caps.repliesPerDay, Caps.exceeds(rules.repliesPerDay, most) {
            found.append("replies_per_day allows more than \(most)")
        }
        if let most = caps.newRecipientsPerMonth, Caps.exceeds(rules.newRecipientsPerMonth, most) {
            found.append("new_recipients_per_month allows more than \(most)")
        }
        guard !found.isEmpty else { return nil }
        return DoctorFinding(
            .lawDiffers, .note, "line \(line.id)",
            what: "goes by the country profile \(profile.law.rawValue), but " + found.joined(separator: "; "),
            why: "what is usual there is written in docs/law.md",
            remedy: "if that is not wanted, change it or law: sudoedit \(line.source), then: sudo jedisnon reload")
    }

    /// Each notice once, and once more for each line that keeps an account of its own.
    private func notices(_ configuration: Configuration) -> [DoctorFinding] {
        LawNotice.allCases.flatMap { notice in
            let lines = configuration.lines.filter { line in
                line.rules.law.profile?.notes.contains { $0.notice == notice } == true
            }
            let shared = lines.filter { !$0.hasOwnAcknowledgements }
            let groups = [shared] + lines.filter(\.hasOwnAcknowledgements).map { [$0] }
            return groups.compactMap { finding(notice, $0, ofAll: configuration.lines.count) }
        }
    }

    private func finding(_ notice: LawNotice, _ lines: [LineSettings], ofAll count: Int) -> DoctorFinding? {
        guard let first = lines.first, let law = first.rules.law.profile,
            let note = law.notes.first(where: { $0.notice == notice })
        else { return nil }
        let about = "\(law.law.rawValue) (\(lines.map(\.id).joined(separator: ", ")))"
        let origin = "\(note.source), \(note.date)"
        if first.rules.law.acknowledged.contains(notice) {
            return DoctorFinding(
                .lawNotice, .ok, subject, what: "\(notice.rawValue) is acknowledged, \(about): \(origin)")
        }
        let said = English().clause(notice)
        var (code, severity, what) = (FindingCode.lawNotice, DoctorSeverity.note, "to be read")
        switch note.effect {
        case .informs: break
        case .warns(let least) where count >= least: (severity, what) = (.warning, "this box has \(count) lines")
        case .warns(let least):
            return DoctorFinding(
                .lawNotice, .ok, subject,
                what: "\(notice.rawValue), \(about): matters from \(least) lines on: \(said). \(origin)")
        case .holdsReplies: (code, severity, what) = (.lawHoldsReplies, .warning, "texts are not answered")
        }
        return DoctorFinding(
            code, severity, subject, what: "\(notice.rawValue), \(about): \(what)", why: "\(said) (\(origin))",
            remedy: acknowledgement(of: notice, for: first))
    }

    /// The line to add, whole: what is acknowledged already stays in it.
    private func acknowledgement(of notice: LawNotice, for line: LineSettings) -> String {
        let place =
            line.hasOwnAcknowledgements ? "[line.policy] of \(line.source)" : "[policy] of \(host.configuration)"
        let setting = line.rules.law.acknowledgement(of: notice)
        return "when you have read it: \(setting) in \(place), then: sudo jedisnon reload"
    }
}
