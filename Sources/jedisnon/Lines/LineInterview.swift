import ControlAPI
import LineConfiguration
import Vocabulary

/// Completes what was said of a new line: by asking, where somebody can answer, and never by guessing.
struct LineInterview {
    let wishes: LineWishes
    let sims: UnclaimedSIMs
    let trial: LineTrial
    /// The configuration without the new line.
    let configuration: Configuration
    /// Nil when nobody is there to ask: then everything that is missing is named at once.
    let questions: Questions?

    /// The line, complete; what was said on the command line is checked before the first question.
    func line() throws -> LineFile {
        var wishes = wishes
        if case .sim(let digits)? = wishes.modem {
            wishes.modem = .exactly(.iccid(try sims.ending(with: digits).iccid))
        }
        let complaints = regionComplaints(wishes) + trial.complaints(about: wishes.keys, of: wishes.draft)
        guard complaints.isEmpty else { throw LineTrial.refusal(complaints) }
        if let questions {
            try ask(questions, &wishes)
        } else {
            try complete(&wishes)
        }
        return wishes.draft
    }

    private func regionComplaints(_ wishes: LineWishes) -> [String] {
        wishes.region.flatMap(LineName.complaint(aboutRegion:)).map { [$0] } ?? []
    }

    /// Takes what follows from what was said.
    private func complete(_ wishes: inout LineWishes) throws {
        var missing: [String] = []
        let sim = sim(of: wishes) ?? (wishes.modem == nil && sims.sims.count == 1 ? sims.sims.first : nil)
        if wishes.modem == nil {
            wishes.modem = (sim?.iccid).map { .exactly(.iccid($0)) }
            if wishes.modem == nil {
                missing.append("a modem: --sim, --iccid, --imei, --usb-path or --device; \(sims.overview)")
            } else if let sim {
                try Terminal.complain("jedisnon: the one SIM without a line is taken: \(UnclaimedSIMs.words(sim))")
            }
        }
        if wishes.id == nil {
            wishes.id = wishes.regionID
            if wishes.id == nil { missing.append("an ID, such as montreal, or a --region to make one of") }
        }
        if wishes.number == nil {
            wishes.number = sim.flatMap(number)
            if wishes.number == nil { missing.append("--number, such as +15145550101: the SIM does not tell it") }
        }
        guard missing.isEmpty else {
            throw ControlError(
                .usage, "something is missing; nothing was changed",
                hint: (missing + ["on a terminal, without --yes, `jedisnon line add` asks for it"])
                    .joined(separator: "\n  "))
        }
    }

    private func ask(_ questions: Questions, _ wishes: inout LineWishes) throws {
        // Whoever said all that is needed is not asked for what has a default.
        let asked = wishes.modem == nil || wishes.id == nil || wishes.number == nil
        var sim = sim(of: wishes)
        if wishes.modem == nil {
            let picked = try sims.picked(questions)
            wishes.modem = .exactly(.iccid(picked.iccid))
            sim = picked
        }
        if wishes.region == nil, asked {
            let region = try questions.text("Region, as people call it (may stay empty)", proposal: nil) {
                LineName.complaint(aboutRegion: $0)
            }
            if !region.isEmpty { wishes.region = region }
        }
        if wishes.id == nil {
            let taken = Set(configuration.lines.map(\.id))
            let proposal = wishes.region.flatMap { region in
                LineName.freeID(from: region) {
                    taken.contains($0) || LinesFolder.isThere("\(trial.folder)/\($0).toml")
                }
            }
            wishes.id = try answer("Short name of the line", "id", proposal, wishes, questions) { $0.id = $1 }
        }
        if wishes.number == nil {
            wishes.number = LineWishes.number(
                try answer("Its number, such as +15145550101", "number", sim.flatMap(number), wishes, questions) {
                    $0.number = LineWishes.number($1)
                })
        }
        if wishes.language == nil, asked {
            let language = configuration.service.language.rawValue
            wishes.language = try answer("Language of its reply, fr or en", "language", language, wishes, questions) {
                $0.language = $1
            }
        }
    }

    /// An answer that the configuration would take under this key.
    private func answer(
        _ question: String, _ key: String, _ proposal: String?, _ wishes: LineWishes, _ questions: Questions,
        _ set: (inout LineWishes, String) -> Void
    ) throws -> String {
        try questions.text(question, proposal: proposal) { typed in
            var tried = wishes
            set(&tried, typed)
            return trial.complaints(about: ["line.\(key)"], of: tried.draft).first
        }
    }

    private func sim(of wishes: LineWishes) -> SIMAnswer? {
        if case .exactly(let selector)? = wishes.modem { sims.of(selector) } else { nil }
    }

    /// The SIM's own number, if a line can have it.
    private func number(of sim: SIMAnswer) -> String? {
        guard let number = sim.modem.number else { return nil }
        var draft = wishes
        draft.number = number
        return trial.complaints(about: ["line.number"], of: draft.draft).isEmpty ? number : nil
    }
}
