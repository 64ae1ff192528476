import Dispatch
import Logging
import Vocabulary

/// Every prompt of the box, made once: in memory for calls, on the disk for the next start.
public actor PromptStore {
    private let cache: PromptCache
    private let speech: SpeechProgram
    private let logger: Logger
    private let timeout: Double
    /// Reading and filtering take tenths of a second, so they do not run on the shared task threads.
    private let queue = DispatchQueue(label: "prompts", qos: .utility)

    /// The prompts in memory; lines with the same message share one.
    private var ready: [PromptKey: Prompt] = [:]
    private var rendering: [PromptKey: Task<Result<Prompt, PromptFault>, Never>] = [:]
    private var latest: Task<Void, Never>?
    /// Tasks that run a speech program or wait for their turn; ``stop()`` cancels them.
    private var works: [Int: Task<Result<Prompt, PromptFault>, Never>] = [:]
    private var isStopped = false
    private var digests: [String: (stamp: FileStamp, digest: String)] = [:]
    private var isCacheBroken = false

    /// A source with the values that identify its sound.
    private struct Known: Sendable {
        let source: PromptSource
        let fingerprint: [String]
        /// The file's stamp when its digest was computed; nil for a text.
        var stamp: FileStamp?
    }

    /// A store in a folder, which is made when it is first needed.
    public init(folder: String, speech: SpeechProgram, logger: Logger) {
        self.init(folder: folder, speech: speech, logger: logger, timeout: SpeechProgram.timeout)
    }

    init(folder: String, speech: SpeechProgram, logger: Logger, timeout: Double) {
        cache = PromptCache(folder: folder)
        self.speech = speech
        self.logger = logger
        self.timeout = timeout
    }

    /// The sources one after the other, with 600 ms between them.
    ///
    /// `rate` is 8000, 16000 or what a sound card takes. From memory, else from the disk, else made now. Two requests
    /// for the same prompt share the work.
    public func prompt(_ sources: [PromptSource], rate: Int) async throws(PromptFault) -> Prompt {
        guard !sources.isEmpty else { throw PromptFault.nothingToSay }
        guard Conditioning.rates.contains(rate) else {
            throw PromptFault.unusableRate(.modem, rate: rate)
        }
        let known = try await known(sources)
        let key = PromptKey(fingerprints: known.map(\.fingerprint), rate: rate)
        if let prompt = ready[key] { return prompt }
        let task = rendering[key] ?? Task { await self.make(known, key, rate) }
        rendering[key] = task
        return try await task.value.get()
    }

    /// The prompt, if it is in memory or complete on the disk; nil if it would have to be made.
    ///
    /// Used while a call rings: the call is answered only with a finished prompt and does not wait for speech.
    public func prepared(_ sources: [PromptSource], rate: Int) async -> Prompt? {
        guard !sources.isEmpty, let known = try? await known(sources) else { return nil }
        let key = PromptKey(fingerprints: known.map(\.fingerprint), rate: rate)
        if let prompt = ready[key] { return prompt }
        guard case .whole(let prompt) = await onQueue({ [cache] in cache.read(key, rate: rate) }) else { return nil }
        // Another task may have been quicker; all share one array.
        let shared = ready[key] ?? prompt
        ready[key] = shared
        return shared
    }

    /// A prompt for one call: made now and never stored.
    public func uncachedPrompt(_ sources: [PromptSource], rate: Int) async throws(PromptFault) -> Prompt {
        let known = try await known(sources)
        return try await track { await self.result(known, rate) }.value.get()
    }

    /// Ends every running speech program; from then on no prompt is made.
    public func stop() async {
        isStopped = true
        let running = Array(works.values)
        for work in running { work.cancel() }
        for work in running { _ = await work.value }
    }

    /// Removes every prompt, on the disk and in memory, that is in none of these lists of sources, at any rate.
    ///
    /// The caller passes all lists of a configuration after reading it, so that the folder holds only prompts in use. A
    /// recording that cannot be read at that moment loses its prompt, which is made again later.
    public func keepOnly(_ wanted: [[PromptSource]]) async {
        var contents: Set<String> = []
        for sources in wanted {
            // An unreadable source has no content; a later request for its prompt reports the reason.
            guard let known = try? await known(sources) else { continue }
            contents.insert(PromptKey(fingerprints: known.map(\.fingerprint), rate: 0).content)
        }
        ready = ready.filter { contents.contains($0.key.content) }
        let paths = Set(wanted.joined().compactMap { if case .recording(let path) = $0 { path } else { nil } })
        digests = digests.filter { paths.contains($0.key) }
        let removed = await onQueue { [cache, contents] in cache.keepOnly(contents) }
        if removed > 0 { logger.info("prompts no longer in use were removed", metadata: ["files": "\(removed)"]) }
    }

    // MARK: making

    private func make(_ sources: [Known], _ key: PromptKey, _ rate: Int) async -> Result<Prompt, PromptFault> {
        let result = await cachedOrRendered(sources, key, rate)
        if case .success(let prompt) = result { ready[key] = prompt }
        rendering[key] = nil
        return result
    }

    private func cachedOrRendered(
        _ sources: [Known], _ key: PromptKey, _ rate: Int
    ) async -> Result<Prompt, PromptFault> {
        switch await onQueue({ [cache] in cache.read(key, rate: rate) }) {
        case .whole(let prompt): return .success(prompt)
        case .broken: logger.warning("a stored prompt is damaged and is made again", metadata: ["name": "\(key.name)"])
        case .none: break
        }
        // One at a time, to spare a small box; prompts already on the disk do not wait here.
        let before = latest
        let work = track {
            await before?.value
            let result = await self.result(sources, rate)
            if case .success(let prompt) = result { await self.save(prompt, key) }
            return result
        }
        latest = Task { _ = await work.value }
        return await work.value
    }

    /// A task that ``stop()`` can end.
    private func track(
        _ body: @escaping @Sendable () async -> Result<Prompt, PromptFault>
    ) -> Task<Result<Prompt, PromptFault>, Never> {
        let number = (works.keys.max() ?? 0) + 1
        let work = Task {
            defer { works[number] = nil }
            return await body()
        }
        works[number] = work
        return work
    }

    private func result(_ sources: [Known], _ rate: Int) async -> Result<Prompt, PromptFault> {
        guard !isStopped else { return .failure(PromptFault.stopped) }
        do throws(PromptFault) {
            return .success(try await spoken(sources, rate))
        } catch {
            return .failure(error)
        }
    }

    private func spoken(_ sources: [Known], _ rate: Int) async throws(PromptFault) -> Prompt {
        var sounds: [(name: String, sound: Sound)] = []
        for known in sources {
            sounds.append((known.source.name, try await sound(of: known)))
        }
        let result = await onQueue { [sounds] in
            Result { () throws(PromptFault) in try Conditioning.prompt(sounds, rate: rate) }
        }
        do throws(PromptFault) {
            return try result.get()
        } catch {
            let texts = sources.filter { $0.stamp == nil }.map(\.source.name)
            guard case .silent(.file(let name)) = error, texts.contains(name) else { throw error }
            throw PromptFault.programSilent(program: speech.name, .silence)
        }
    }

    private func sound(of known: Known) async throws(PromptFault) -> Sound {
        switch known.source {
        case .text(let text, let language):
            return try await speech.speak(text, language: language, timeout: timeout)
        case .recording(let path):
            let sound = try await onQueue { Result { () throws(PromptFault) in try SoundFile.read(path) } }.get()
            // The file has changed since the key was made, for example during an upload.
            guard known.stamp == FileStamp(path) else {
                throw PromptFault.damaged(path: path, .changed)
            }
            return sound
        }
    }

    private func save(_ prompt: Prompt, _ key: PromptKey) async {
        let result = await onQueue { [cache] in Result { () throws(PromptFault) in try cache.write(prompt, key) } }
        do throws(PromptFault) {
            try result.get()
            isCacheBroken = false
        } catch {
            if !isCacheBroken {
                logger.warning("prompts are kept in memory only: \(cache.folder) cannot be written: \(error)")
            }
            isCacheBroken = true
        }
    }

    // MARK: keys

    private func known(_ sources: [PromptSource]) async throws(PromptFault) -> [Known] {
        var known: [Known] = []
        for source in sources {
            switch source {
            case .text(let text, let language):
                let fingerprint = PromptKey.fingerprint(text: text, language: language, speech: speech)
                known.append(Known(source: source, fingerprint: fingerprint))
            case .recording(let path):
                let (stamp, digest) = try await digest(of: path)
                known.append(
                    Known(source: source, fingerprint: PromptKey.fingerprint(recording: digest), stamp: stamp))
            }
        }
        return known
    }

    /// The digest of a file, computed again only when the file has changed, because a call may wait for it.
    private func digest(of path: String) async throws(PromptFault) -> (stamp: FileStamp, digest: String) {
        guard let stamp = FileStamp(path) else { throw PromptFault.missing(path: path) }
        if let known = digests[path], known.stamp == stamp { return known }
        let digest = try await onQueue { Result { () throws(PromptFault) in try PromptKey.digest(file: path) } }.get()
        digests[path] = (stamp, digest)
        return (stamp, digest)
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
