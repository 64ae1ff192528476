import ControlAPI
import EventStore
import LineConfiguration
import LineCore
import LinePolicy
import Vocabulary
import Words

/// Operators' requests about single lines.
extension Supervisor {
    /// The settings of a line of the configuration in force.
    func setup(of line: String) -> LineSetup? {
        configuration.lines.firstIndex { $0.id == line }.map {
            LineSetup(configuration.lines[$0], position: $0, in: configuration)
        }
    }

    /// The present state of every line, in configuration order.
    func pictures() async -> [LinePicture] {
        var pictures: [LinePicture] = []
        for setup in LineSetup.all(of: configuration) {
            if let runner = runners[setup.id] {
                pictures.append(await runner.picture)
            } else {
                pictures.append(
                    LinePicture(
                        line: setup.id, position: setup.position, region: setup.region, number: setup.number,
                        state: .starting, notice: .starting(.line)))
            }
        }
        return pictures
    }

    /// Pauses a line; the pause is stored before the line is notified.
    func pause(_ id: String, why: String?, releasePort: Bool) async throws {
        try await serialised { supervisor in
            try supervisor.requireLine(id)
            let now = await supervisor.clock.now()
            try await supervisor.store.pauseLine(id, why: why, releasePort: releasePort, now: now)
            supervisor.set(Pause(at: now, why: why, releasesPort: releasePort), of: id)
        }
        await runners[id]?.factsChanged()
    }

    /// Resumes a line, and judges held replies again.
    func resume(_ id: String) async throws {
        try await serialised { supervisor in
            try supervisor.requireLine(id)
            try await supervisor.store.resumeLine(id, now: await supervisor.clock.now())
            supervisor.set(nil, of: id)
            // Each reply is judged again before it is sent in any case.
            supervisor.isStoreBehind = true
        }
        await catchUp()
        await runners[id]?.factsChanged()
    }

    /// Begins or ends a raid by hand on a line, or on all; returns the lines that changed.
    func setRaid(_ isOn: Bool, on id: String?) async throws -> [String] {
        if let id { try requireLine(id) }
        let lines = id.map { [$0] } ?? configuration.lines.map(\.id)
        let now = await clock.now()
        let changed =
            isOn
            ? try await store.declareRaid(on: lines, now: now) : try await store.declareRaidOver(on: lines, now: now)
        for line in changed { await runners[line]?.replyPlanned() }
        return changed
    }

    /// Expects a new one-time code on a line for fifteen minutes.
    func verify(_ id: String) async throws {
        try requireLine(id)
        let now = await clock.now()
        try await store.beginVerification(
            line: id, code: Verification.newCode(), expires: now + .minutes(15), now: now)
    }

    /// Makes the next caller of a line hear a code.
    func tryVoice(_ id: String) async throws {
        try await runner(of: id).beginTrial()
    }

    /// The newest voice trial of a line, for a client waiting for its end; nil = there was none.
    func voiceTrial(_ id: String) async throws -> VoiceTrial? {
        await (try runner(of: id)).watchedTrial()
    }

    /// Passes on the code that the operator typed after the call; nil = nothing was heard.
    func typeVoiceCode(_ id: String, code: String?) async throws {
        try await runner(of: id).type(code: code)
    }

    private func requireLine(_ id: String) throws(ControlError) {
        guard !configuration.lines.contains(where: { $0.id == id }) else { return }
        throw ControlError(
            .unknownLine, "no line is called \(SafeText.escaped(id))", hint: "`jedisnon line list` names them")
    }

    private func runner(of id: String) throws(ControlError) -> LineRunner {
        try requireLine(id)
        if let runner = runners[id] { return runner }
        throw ControlError(
            .failed, "the line \(SafeText.escaped(id)) is starting over", hint: "try again in a few seconds")
    }
}
