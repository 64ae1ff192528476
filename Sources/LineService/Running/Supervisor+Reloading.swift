import ControlAPI
import EventStore
import LineConfiguration
import LinePolicy
import Logging
import Vocabulary
import Voice

/// Replaces the configuration, completely or not at all.
extension Supervisor {
    /// Updates the store for these lines, or throws and leaves it unchanged.
    func writeDown(_ setups: [LineSetup]) async throws {
        var lines: [ConfiguredLine] = []
        for setup in setups {
            let sim = await runners[setup.id]?.sim
            lines.append(ConfiguredLine(context: setup.context(sim: sim), monthly: setup.monthly))
        }
        let isTimeKnown = await clock.trusted() != nil
        let wasBehind = isStoreBehind
        // A line that ends meanwhile requires another update.
        isStoreBehind = false
        do {
            try await store.apply(lines, now: await clock.now(), isTimeKnown: isTimeKnown)
            // The rest is done as soon as the time is known.
            if !isTimeKnown { isStoreBehind = true }
        } catch {
            isStoreBehind = isStoreBehind || wasBehind
            throw error
        }
        loggedStoreFault = ""
    }

    /// Updates the store for the present lines, if that failed when they changed.
    func catchUp() async {
        guard isStoreBehind, !isEnding else { return }
        do {
            try await serialised { supervisor in
                guard supervisor.isStoreBehind, !supervisor.isEnding else { return }
                try await supervisor.writeDown(LineSetup.all(of: supervisor.configuration))
            }
        } catch {
            let sentence = ErrorSentence.of(error)
            if sentence != loggedStoreFault {
                logger.warning("the lines in force are not written down yet, which is tried again: \(sentence)")
            }
            loggedStoreFault = sentence
        }
    }

    /// The changes of a reload; known before the last runner has ended.
    struct Reloaded: Sendable {
        var answer: ReloadAnswer
        /// Ends when all lines use the new settings, after fifteen seconds at most.
        var completion: Task<Void, Never>
    }

    /// Reads the configuration again; throws ``ConfigurationError`` and changes nothing when it is wrong, and
    /// ``Vocabulary/StoreError`` when the store cannot take it.
    ///
    /// Reloads run one by one, so that the configuration read last is in force in the end.
    func reload() async throws -> Reloaded {
        guard !isEnding else { throw Self.stopping }
        let earlier = lastReading
        let reading = Task {
            await withTaskCancellationHandler {
                _ = await earlier?.result
            } onCancel: {
                earlier?.cancel()
            }
            try Task.checkCancellation()
            let next = try await self.trial.configuration(at: self.configuration.file)
            return try await self.serialised { try await $0.take(next) }
        }
        lastReading = reading
        do {
            return try await reading.value
        } catch {
            throw isEnding ? Self.stopping : error
        }
    }

    private func take(_ next: Configuration) async throws -> Reloaded {
        guard !isEnding else { throw Self.stopping }
        guard next.service.stateDir == configuration.service.stateDir,
            next.service.socket == configuration.service.socket
        else {
            throw ControlError(
                .configuration, "state_dir and socket cannot change while the service runs", hint: "restart the service"
            )
        }
        let setups = LineSetup.all(of: next)
        try await writeDown(setups)
        await clock.use(next.service.timeZone)
        await directory.setLines(setups)
        let answer = Self.difference(from: LineSetup.all(of: configuration), to: setups)
        let known = Array(runners.values)
        let replaced = switchTo(next, setups)
        return Reloaded(answer: answer, completion: complete(setups, on: known, replaced: replaced))
    }

    /// The work after a switch: notifies the lines, and waits for those that end.
    private func complete(
        _ setups: [LineSetup], on runners: [LineRunner], replaced: PromptStore?
    ) -> Task<Void, Never> {
        let (prompts, logger) = (prompts, logger)
        return Task {
            await replaced?.stop()
            do {
                try await TimeLimit.within(.seconds(15)) {
                    await withDiscardingTaskGroup { group in
                        group.addTask { await prompts.keepOnly(setups.map(\.spoken)) }
                        for runner in runners {
                            let ends = runner.facts.ending != nil
                            group.addTask { ends ? await self.end(of: runner) : await runner.settingsChanged() }
                        }
                    }
                }
            } catch {
                logger.warning("some lines take longer to follow the configuration that was read")
            }
        }
    }

    private static func difference(from old: [LineSetup], to new: [LineSetup]) -> ReloadAnswer {
        let before = Dictionary(old.map { ($0.id, $0.own) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.id))
        return ReloadAnswer(
            added: new.map(\.id).filter { before[$0] == nil }.sorted(),
            removed: before.keys.filter { !after.contains($0) }.sorted(),
            changed: new.filter { before[$0.id] != nil && before[$0.id] != $0.own }.map(\.id).sorted())
    }

    private static let stopping = ControlError(
        .notRunning, "the service is stopping", hint: "the configuration is read at its next start")
}
