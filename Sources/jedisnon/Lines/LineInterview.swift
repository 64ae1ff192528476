import ControlAPI
import LineConfiguration
import Vocabulary

/// Completes the request for a new line by asking at a terminal, never by guessing.
struct LineInterview {
    let request: LineRequest
    let sims: UnclaimedSIMs
    let trial: LineTrial
    /// The configuration without the new line.
    let configuration: Configuration
    /// Nil without a terminal: then the error names everything that is missing at once.
    let questions: Questions?

    /// The complete line; command line options are checked before the first question.
    func line() throws -> LineFile {
        var request = request
        if case .sim(let digits)? = request.modem {
            request.modem = .exactly(.iccid(try sims.ending(with: digits).iccid))
        }
        let problems = regionProblems(request) + trial.problems(about: request.keys, of: request.draft)
        guard problems.isEmpty else { throw LineTrial.refusal(problems) }
        if let questions {
            try ask(questions, &request)
        } else {
            try complete(&request)
        }
        return request.draft
    }

    private func regionProblems(_ request: LineRequest) -> [String] {
        request.region.flatMap(LineName.problem(aboutRegion:)).map { [$0] } ?? []
    }

    /// Derives values from those given.
    private func complete(_ request: inout LineRequest) throws {
        var missing: [String] = []
        let sim = sim(of: request) ?? (request.modem == nil && sims.sims.count == 1 ? sims.sims.first : nil)
        if request.modem == nil {
            request.modem = (sim?.iccid).map { .exactly(.iccid($0)) }
            if request.modem == nil {
                missing.append("a modem: --sim, --iccid, --imei, --usb-path or --device; \(sims.overview)")
            } else if let sim {
                try Terminal.writeError("jedisnon: the one SIM without a line is taken: \(UnclaimedSIMs.words(sim))")
            }
        }
        if request.id == nil {
            request.id = request.regionID
            if request.id == nil { missing.append("an ID, such as montreal, or a --region to make one of") }
        }
        if request.number == nil {
            request.number = sim.flatMap(number)
            if request.number == nil { missing.append("--number, such as +15145550101: the SIM does not tell it") }
        }
        guard missing.isEmpty else {
            throw ControlError(
                .usage, "something is missing; nothing was changed",
                hint: (missing + ["on a terminal, without --yes, `jedisnon line add` asks for it"])
                    .joined(separator: "\n  "))
        }
    }

    private func ask(_ questions: Questions, _ request: inout LineRequest) throws {
        // If all required values are given, no question is asked about optional ones.
        let asked = request.modem == nil || request.id == nil || request.number == nil
        var sim = sim(of: request)
        if request.modem == nil {
            let picked = try sims.picked(questions)
            request.modem = .exactly(.iccid(picked.iccid))
            sim = picked
        }
        if request.region == nil, asked {
            let region = try questions.text("Region, as people call it (may stay empty)", proposal: nil) {
                LineName.problem(aboutRegion: $0)
            }
            if !region.isEmpty { request.region = region }
        }
        if request.id == nil {
            let taken = Set(configuration.lines.map(\.id))
            let proposal = request.region.flatMap { region in
                LineName.freeID(from: region) {
                    taken.contains($0) || LinesFolder.exists("\(trial.folder)/\($0).toml")
                }
            }
            request.id = try answer("Short name of the line", "id", proposal, request, questions) { $0.id = $1 }
        }
        if request.number == nil {
            request.number = LineRequest.number(
                try answer("Its number, such as +15145550101", "number", sim.flatMap(number), request, questions) {
                    $0.number = LineRequest.number($1)
                })
        }
        if request.language == nil, asked {
            let language = configuration.service.language.rawValue
            request.language = try answer("Language of its reply, fr or en", "language", language, request, questions) {
                $0.language = $1
            }
        }
    }

    /// Asks until the answer is valid for this key of the configuration.
    private func answer(
        _ question: String, _ key: String, _ proposal: String?, _ request: LineRequest, _ questions: Questions,
        _ set: (inout LineRequest, String) -> Void
    ) throws -> String {
        try questions.text(question, proposal: proposal) { typed in
            var tried = request
            set(&tried, typed)
            return trial.problems(about: ["line.\(key)"], of: tried.draft).first
        }
    }

    private func sim(of request: LineRequest) -> SIMAnswer? {
        if case .exactly(let selector)? = request.modem { sims.of(selector) } else { nil }
    }

    /// The SIM's own number, if it is valid for a line.
    private func number(of sim: SIMAnswer) -> String? {
        guard let number = sim.modem.number else { return nil }
        var draft = request
        draft.number = number
        return trial.problems(about: ["line.number"], of: draft.draft).isEmpty ? number : nil
    }
}
