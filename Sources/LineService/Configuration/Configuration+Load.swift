import Foundation
import LinePolicy
import TOMLKit

extension Configuration {
    /// Reads and checks the main file and its `lines.d`.
    ///
    /// Throws ``ConfigurationError`` with every problem found; then nothing of the configuration is used.
    ///
    /// `changes` are files of `lines.d` by path that are read as if they held this text, or as if they were not there:
    /// how a change is tried before it is made.
    public static func load(
        path: String, with changes: [String: String?] = [:]
    ) throws(ConfigurationError) -> Configuration {
        var loader = ConfigurationLoader(path: path, changes: changes)
        return try loader.load()
    }
}

/// Reads the files of one configuration and collects what is wrong in all of them.
private struct ConfigurationLoader {
    private static let maximumFileSize = 4 * 1024 * 1024
    private static let sections: Set<String> = [
        "service", "budget", "tariff", "policy", "privacy", "voice", "dashboard", "heartbeat", "line",
    ]

    let path: String
    let folder: String
    let changes: [String: String?]
    var files: [ConfigurationFile] = []
    var unreadable: [ConfigurationError.Problem] = []

    init(path: String, changes: [String: String?]) {
        self.path = path
        self.changes = changes
        folder = ConfigurationPaths.folder(of: path)
    }

    mutating func load() throws(ConfigurationError) -> Configuration {
        guard let main = open(path, known: Self.sections) else { throw failure() }
        var configuration = SectionReader(folder: folder).sections(of: main, path: path)
        let lines = LineReader(main: main, configuration: configuration, folder: folder)
        var read = main.tables("line", known: LineReader.keys).compactMap { lines.line($0) }
        for file in fragments(in: folder + "/" + Configuration.linesFolderName)
            + fragments(in: configuration.adoptedLinesFolder)
        {
            guard let fragment = open(file, known: ["line"]) else { continue }
            let tables = fragment.tables("line", known: LineReader.keys)
            if tables.count != 1 { fragment.file.complain([], "must hold exactly one [[line]]") }
            read += tables.compactMap { lines.line($0) }
        }
        LineReader.checkTogether(read)
        guard files.allSatisfy({ $0.problems.isEmpty }), unreadable.isEmpty else { throw failure() }
        configuration.lines = LineReader.resolved(read.map(\.settings))
        return configuration
    }

    private func failure() -> ConfigurationError {
        ConfigurationError(
            problems: unreadable
                + files.flatMap { $0.problems.sorted { ($0.line ?? 0, $0.key ?? "") < ($1.line ?? 0, $1.key ?? "") } })
    }

    private mutating func open(_ path: String, known: Set<String>) -> TableReader? {
        guard let text = text(of: path) else { return nil }
        let file = ConfigurationFile(path: path, text: text)
        files.append(file)
        do {
            return TableReader(try TOMLTable(string: text), path: [], file: file, known: known)
        } catch let error as TOMLParseError {
            unreadable.append(
                .init(
                    file: path, line: Int(error.source.begin.line), message: "this is not TOML: \(error.description)"))
        } catch {
            unreadable.append(.init(file: path, message: "this is not TOML: \(error)"))
        }
        return nil
    }

    private mutating func text(of path: String) -> String? {
        if let planned = changes[path] { return planned }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            unreadable.append(
                .init(
                    file: path, message: "the file does not exist",
                    hint: "name it with --config, or start from the example in /usr/share/doc/jedisnon"))
            return nil
        }
        guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
            unreadable.append(
                .init(
                    file: path,
                    message: isFolder.boolValue ? "this is a folder" : "the file cannot be read by this user"))
            return nil
        }
        guard data.count <= Self.maximumFileSize else {
            unreadable.append(.init(file: path, message: "the file is larger than 4 MiB"))
            return nil
        }
        guard
            let text = String(
                validating: data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data, as: UTF8.self),
            !text.utf8.contains(0)
        else {
            unreadable.append(.init(file: path, message: "the file is not text in UTF-8"))
            return nil
        }
        return text
    }

    private func fragments(in folder: String) -> [String] {
        var names: Set<String>
        do {
            names = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
        } catch {
            // No folder, no fragments.
            names = []
        }
        for (path, text) in changes {
            guard path.hasPrefix(folder + "/") else { continue }
            let name = String(path.dropFirst(folder.count + 1))
            if text == nil { names.remove(name) } else { names.insert(name) }
        }
        return names.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.sorted().map { folder + "/" + $0 }
    }
}
