/// A re-synchronisation in progress.
struct Probing: Sendable {
    /// The question of each attempt.
    ///
    /// They differ, so that an answer names the attempt it belongs to: the modem
    /// answers in order, hence the answer to the newest question means that nothing older is still to come. All are
    /// settings of 3GPP TS 27.007 and 27.005 that a modem knows without asking the network or the SIM.
    static let questions = ["+CMEE", "+CMGF", "+CNMI", "+CSCS", "+CSMS"]

    let attempts: Int
    let interval: Int
    let settle: Int
    let questions: [String]
    /// The questions of an earlier attempt: their answers may still come.
    var asked: Set<String>
    var isRepeated = false
    var attempt = 0
    var sawInformation = false
    /// The newest question is answered; only the quiet is missing.
    var isSettling = false
    /// The newest question was refused: the next one is asked once the line is quiet.
    var isRefused = false
    /// The formats of answers are being set; no question is open.
    var isPreparing = false
    /// The formats were set in this re-synchronisation.
    var hasPrepared = false

    /// Echo off, results as words, results at all (V.250 6.2.4 to 6.2.6): a stored profile may say otherwise.
    static let formats = "ATE0V1Q0"
    /// How long the answer to ``formats`` is awaited at most, in milliseconds: a modem may not know them.
    static let formatsInterval = 500

    /// The name that the newest probe asks for; nil for the bare `AT` of the last attempt.
    var question: String? {
        attempt < attempts || attempts == 1 ? questions[(attempt - 1) % questions.count] : nil
    }

    /// How long the line must stay quiet.
    ///
    /// A bare `OK` and the answer to a question asked before prove less, so the line must stay quiet ten times as long.
    var quiet: Int {
        question == nil || isRepeated ? settle * 10 : settle
    }
}

extension ATDialogue {
    /// Proves that the modem answers what it is asked, and that nothing older is still on its way.
    ///
    /// Writes ESC where the modem may wait for a body, then one question at a time, at most `attempts`. Ends with
    /// `finished`: `ok` once the newest question is answered and the line was quiet for `settle` milliseconds, else
    /// `timedOut`, and then the dialogue stays desynchronised. Also the right first step on a port just opened.
    /// A late `OK` cannot stand in for the answer: each question is answered with a line of its own before its `OK`.
    /// A modem that leaves out final results has answered with that line, when nothing follows it for `interval`.
    /// A question that is refused leads to the next one at once. The last attempt is a bare `AT`, for modems that know
    /// none of the questions; its final result, whichever, counts after ten times the quiet. After the first question
    /// that gets no answer at all the formats are set: with `ATQ1` stored there are no results, with `ATV0` they are
    /// numbers.
    /// - Parameters:
    ///   - attempts: how many questions are asked at most, from 1 on.
    ///   - interval: how long each answer is awaited, in milliseconds.
    ///   - settle: how long the line must be quiet, in milliseconds.
    public mutating func resynchronise(attempts: Int = 5, interval: Int = 2_000, settle: Int = 100) -> [ATAction] {
        guard !isBusy else {
            return [.rejected(.busy)]
        }
        isDesynchronised = true
        resultsMayBeNumbers = true
        var actions: [ATAction] = []
        if promptMayBeOpen || splitter.holdsPrompt {
            actions.append(.write([ASCII.escape]))
        }
        // The answer of the command that was given up must not look like that of a question.
        let late = latePrefixes
        probing = Probing(
            attempts: max(1, attempts), interval: interval, settle: settle,
            questions: Probing.questions.filter { !late.contains($0) }, asked: askedQuestions)
        probe(&actions)
        return actions
    }

    private mutating func probe(_ actions: inout [ATAction]) {
        guard var probing else {
            return
        }
        // Otherwise a USSD menu whose end was lost would swallow the answer as part of its text.
        closeUSSD(&actions)
        probing.attempt += 1
        probing.sawInformation = false
        probing.isSettling = false
        probing.isRefused = false
        probing.isPreparing = false
        if let question = probing.question {
            probing.isRepeated = !probing.asked.insert(question).inserted
        }
        self.probing = probing
        ask(probing.question.map { "AT\($0)?" } ?? "AT", within: probing.interval, &actions)
    }

    private mutating func ask(_ text: String, within milliseconds: Int, _ actions: inout [ATAction]) {
        stop(.settle, &actions)
        actions.append(.write(Array(text.utf8) + [ASCII.carriageReturn]))
        start(.probe, milliseconds, &actions)
    }

    /// The time for an answer is over.
    mutating func probeFailed(_ actions: inout [ATAction]) {
        guard let probing else {
            return
        }
        stop(.settle, &actions)
        if probing.sawInformation, !probing.isSettling {
            // The requested line came and then nothing: this modem omits final results.
            probesSettled(&actions)
        } else if !probing.hasPrepared, !probing.isSettling, !probing.isRefused, probing.attempt < probing.attempts {
            self.probing?.hasPrepared = true
            self.probing?.isPreparing = true
            ask(Probing.formats, within: min(probing.interval, Probing.formatsInterval), &actions)
        } else if probing.attempt < probing.attempts {
            probe(&actions)
        } else {
            askedQuestions = probing.asked
            self.probing = nil
            actions.append(.finished(ATResponse(result: .timedOut)))
        }
    }

    /// Takes a line that is not an indication while probing: an answer to the probe, or a late line, which is dropped.
    mutating func takeProbeAnswer(_ text: String, _ actions: inout [ATAction]) -> Bool {
        guard var probing else {
            return false
        }
        let result = finalResult(text)
        if probing.isPreparing {
            if result != nil {
                start(.settle, probing.settle, &actions)
            }
            return true
        }
        if let question = probing.question {
            probing.sawInformation = probing.sawInformation || ATFields.name(of: text).map { $0 == question } ?? false
        } else {
            // An error is an answer too: there is a modem, and a locked SIM may forbid it everything.
            probing.sawInformation = probing.sawInformation || result != nil
        }
        if probing.isSettling || probing.isRefused {
            // Each further line restarts the quiet period; the probe timer bounds how often.
            start(.settle, probing.isSettling ? probing.quiet : probing.settle, &actions)
        }
        if !probing.isSettling, probing.sawInformation, result != nil {
            probing.isSettling = true
            start(.probe, probing.interval + probing.quiet, &actions)
            start(.settle, probing.quiet, &actions)
        } else if !probing.isSettling, !probing.isRefused, let result, result != .ok {
            probing.isRefused = true
            start(.settle, probing.settle, &actions)
        }
        self.probing = probing
        return true
    }

    /// The line was quiet for as long as it had to be.
    mutating func probesSettled(_ actions: inout [ATAction]) {
        guard let probing else {
            return
        }
        if probing.isPreparing || (probing.isRefused && !probing.isSettling) {
            stop(.probe, &actions)
            if probing.attempt < probing.attempts {
                return probe(&actions)
            }
        }
        stop(.probe, &actions)
        self.probing = nil
        isDesynchronised = false
        promptMayBeOpen = false
        latePrefixes = []
        askedQuestions = []
        actions.append(.finished(ATResponse(result: .ok)))
    }
}
