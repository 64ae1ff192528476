import ControlAPI
import Foundation
import Glibc
import LineConfiguration
import Logging
import Vocabulary
import Voice
import Words

/// Makes prompts for a command in a temporary folder, so that the service's cache is not touched.
struct PromptRenderer: Sendable {
    /// The command prints what matters itself.
    static let silence = Logger(label: "jedisnon", factory: { _ in SwiftLogNoOpLogHandler() })

    private let store: PromptStore
    private let folder: String

    init(_ voice: VoiceSettings) {
        folder = FileManager.default.temporaryDirectory.appending(path: "jedisnon-prompts-\(UUID().uuidString)")
            .path(percentEncoded: false)
        store = PromptStore(folder: folder, speech: SpeechProgram(voice.tts), logger: Self.silence)
    }

    /// Runs `body` and removes the folder, also when a signal ends the program: the speech program ends with it.
    func using<Value>(_ body: (PromptRenderer) async throws -> Value) async throws -> Value {
        let signals = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Task {
                    await store.stop()
                    removeFolder()
                    Glibc.exit(128 + number)
                }
            }
            source.resume()
            return source
        }
        defer {
            for source in signals { source.cancel() }
            for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
            removeFolder()
        }
        return try await body(self)
    }

    private func removeFolder() {
        // A folder left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: folder)
    }

    func prompt(_ sources: [PromptSource], rate: Int) async throws(PromptFault) -> Prompt {
        try await store.prompt(sources, rate: rate)
    }

    /// The prompt of a line, or why it has none.
    func row(_ line: LineSettings) async -> PromptRow {
        var row = PromptRow(id: line.id, parts: zip(line.spoken, line.promptSources).map { PromptPart($0, $1) })
        do throws(PromptFault) {
            let figures = try await prompt(line.promptSources, rate: 8_000).figures
            row.figures = PromptNumbers(figures)
            row.remarks = PromptRemark.about(figures).map { English().sentence($0) }
        } catch {
            row.fault = error.sentence
        }
        return row
    }
}

/// `prompt list --json`.
struct PromptListAnswer: Codable, Equatable {
    var lines: [PromptRow]
}

/// The prompt of one line.
struct PromptRow: Codable, Equatable {
    var id: String
    var parts: [PromptPart]
    @Nullable var figures: PromptNumbers?
    var remarks: [String] = []
    @Nullable var fault: String?

    init(id: String, parts: [PromptPart]) {
        self.id = id
        self.parts = parts
        _figures = Nullable(wrappedValue: nil)
        _fault = Nullable(wrappedValue: nil)
    }
}

/// One language of a prompt.
struct PromptPart: Codable, Equatable {
    var language: Language
    /// A text that the speech program reads; nil for a recording.
    @Nullable var text: String?
    /// The operator's recording; nil for a text.
    @Nullable var file: String?

    init(_ language: Language, _ source: PromptSource) {
        self.language = language
        switch source {
        case .text(let text, _): (_text, _file) = (Nullable(wrappedValue: text), Nullable(wrappedValue: nil))
        case .recording(let path): (_text, _file) = (Nullable(wrappedValue: nil), Nullable(wrappedValue: path))
        }
    }
}

/// A sound in numbers: seconds, and decibels below full scale.
struct PromptNumbers: Codable, Equatable {
    var seconds: Double
    var peak: Double
    var level: Double
    var clipped: Int
    var pause: Double
    var leadIn: Double

    enum CodingKeys: String, CodingKey {
        case seconds, clipped
        case peak = "peak_dbfs"
        case level = "level_dbfs"
        case pause = "longest_pause_seconds"
        case leadIn = "lead_in_seconds"
    }

    init(_ figures: PromptFigures) {
        func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }
        seconds = round(figures.seconds)
        peak = round(figures.peak)
        level = round(figures.activeLevel)
        clipped = figures.clippedSamples
        pause = round(figures.longestPause)
        leadIn = round(figures.leadIn)
    }
}

/// `prompt check --json`.
struct PromptCheckAnswer: Codable, Equatable {
    /// The file before conditioning.
    struct Source: Codable, Equatable {
        var format: String
        var rate: Int
        var channels: Int
        var figures: PromptNumbers
    }

    /// One remark about it.
    struct Remark: Codable, Equatable {
        var severity: String
        var text: String
    }

    var file: String
    var usable: Bool
    @Nullable var source: Source?
    /// What callers would hear.
    @Nullable var result: PromptNumbers?
    var remarks: [Remark]

    init(_ check: PromptCheck) {
        file = check.path
        usable = check.isUsable
        _source = Nullable(
            wrappedValue: check.source.map {
                Source(format: $0.format, rate: $0.rate, channels: $0.channels, figures: PromptNumbers($0.figures))
            })
        _result = Nullable(wrappedValue: check.result.map { PromptNumbers($0) })
        remarks = check.remarks.map { Remark(severity: $0.severity.rawValue, text: English().sentence($0)) }
    }
}
