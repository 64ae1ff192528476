import Foundation
import LinePolicy

extension Configuration {
    /// Reads and checks the main file and its `lines.d`.
    ///
    /// Throws ``ConfigurationError`` with every problem found; then nothing of the configuration is used.
    ///
    /// `changes` maps paths in `lines.d` to the text to use instead of the file's, or to nil to treat the file as
    /// missing: so a change can be tested before it is made. With a `snapshot` nothing is read from the disk.
    public static func load(
        path: String, with changes: [String: String?] = [:], from snapshot: ConfigurationSnapshot? = nil
    ) throws(ConfigurationError) -> Configuration {
        try load(path: path, files: ConfigurationFiles(snapshot, changes: changes))
    }

    static func load(path: String, files: ConfigurationFiles) throws(ConfigurationError) -> Configuration {
        var loader = ConfigurationLoader(path: path, files: files)
        return try loader.load()
    }
}

/// Reads the files of one configuration and collects the problems of all of them.
private struct ConfigurationLoader {
    private static let maximumLines = 1_000
    private static let sections: Set<String> = [
        "service", "budget", "tariff", "policy", "privacy", "voice", "dashboard", "heartbeat", "notify", "line",
    ]

    let path: String
    let folder: String
    let files: ConfigurationFiles
    var read: [ConfigurationFile] = []
    var unreadable: [ConfigurationError.Problem] = []

    init(path: String, files: ConfigurationFiles) {
        self.path = path
        self.files = files
        folder = ConfigurationPaths.folder(of: path)
    }

    mutating func load() throws(ConfigurationError) -> Configuration {
        guard let main = open(path, known: Self.sections) else { throw failure() }
        var configuration = SectionReader(folder: folder).sections(of: main, path: path)
        let reader = LineReader(main: main, configuration: configuration, folder: folder, files: files)
        let tables = main.tables(
            "line", known: LineReader.keys, atMost: Self.maximumLines,
            orElse: "there are more than \(Self.maximumLines) lines")
        var lines = tables.compactMap { reader.line($0) }
        for file in fragments(of: configuration) {
            guard let fragment = open(file, known: ["line"]) else { continue }
            let wanted = "must hold exactly one [[line]]"
            let tables = fragment.tables("line", known: LineReader.keys, atMost: 1, orElse: wanted)
            if tables.isEmpty { fragment.file.report(wanted) }
            lines += tables.compactMap { reader.line($0) }
        }
        LineReader.checkTogether(lines)
        guard read.allSatisfy({ $0.problems.isEmpty }), unreadable.isEmpty else { throw failure() }
        configuration.lines = LineReader.resolved(lines.map(\.settings))
        return configuration
    }

    private func failure() -> ConfigurationError {
        ConfigurationError(problems: unreadable + read.flatMap(\.sortedProblems))
    }

    private mutating func open(_ path: String, known: Set<String>) -> TableReader? {
        let text: String
        do throws(PlainFile.Fault) {
            text = try files.text(of: path)
        } catch {
            unreadable.append(problem(path, error))
            return nil
        }
        do throws(TOMLFault) {
            let root = try TOMLValue.table(of: text)
            let file = ConfigurationFile(path: path)
            read.append(file)
            return TableReader(root, path: [], file: file, known: known)
        } catch {
            unreadable.append(
                .init(file: path, line: error.place?.line, message: "this is not TOML: " + error.description))
            return nil
        }
    }

    private func problem(_ path: String, _ fault: PlainFile.Fault) -> ConfigurationError.Problem {
        let isMain = path == self.path
        let hint: String? =
            switch fault {
            case .missing where isMain:
                "name it with --config, or start from the example in /usr/share/doc/jedisnon"
            case .hidden: "use sudo, or join the group that may read it"
            default: nil
            }
        return .init(file: path, message: fault.words(limit: "1 MiB, or all files together are"), hint: hint)
    }

    private mutating func fragments(of configuration: Configuration) -> [String] {
        var found: [String] = []
        let adopted = configuration.adoptedLinesFolder
        for folder in [folder + "/" + Configuration.linesFolderName, adopted] {
            do throws(PlainFile.Fault) {
                found += try files.lineFiles(in: folder)
            } catch {
                // Only the service's user may read the state folder; for other users the adopted lines stay unknown
                // here.
                if folder == adopted, error == .hidden, access(configuration.service.stateDir, X_OK) != 0 { continue }
                unreadable.append(problem(folder, error))
            }
        }
        return found
    }
}
