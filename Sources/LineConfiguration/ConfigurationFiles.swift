/// The files a configuration was read from, so that it can be read again without the disk.
public struct ConfigurationSnapshot: Codable, Equatable, Sendable {
    /// The text of every file that was read.
    var texts: [String: String] = [:]
    /// The names of the files in every folder of lines.
    var names: [String: [String]] = [:]
}

/// The files of one configuration, from the disk or from a snapshot.
final class ConfigurationFiles {
    /// The most octets of all files together.
    static let largest = TOMLValue.largestText
    /// The most files in `lines.d`.
    static let maximumFiles = 2_000

    /// The files read so far.
    private(set) var snapshot = ConfigurationSnapshot()
    private let changes: [String: String?]
    private let earlier: ConfigurationSnapshot?
    private let announce: (String) -> Void
    private var rest = largest

    /// The files of a snapshot, or those on the disk when there is none.
    ///
    /// `changes` maps paths in `lines.d` to the text to use instead of the file's, or to nil to treat the file as
    /// missing. `announce` is called with each path before the file is read.
    init(
        _ earlier: ConfigurationSnapshot? = nil, changes: [String: String?] = [:],
        announce: @escaping (String) -> Void = { _ in }
    ) {
        self.earlier = earlier
        self.changes = changes
        self.announce = announce
    }

    /// The text of a file, without its UTF-8 byte order mark; at most `limit` octets.
    func text(of path: String, atMost limit: Int = largest) throws(PlainFile.Fault) -> String {
        announce(path)
        if let planned = changes[path] {
            guard let planned else { throw .missing }
            return planned
        }
        let text = try found(path, atMost: min(limit, rest))
        rest -= text.utf8.count
        snapshot.texts[path] = text
        return text
    }

    private func found(_ path: String, atMost limit: Int) throws(PlainFile.Fault) -> String {
        if let earlier {
            guard let text = earlier.texts[path] else { throw .missing }
            return text
        }
        let octets = try PlainFile.read(path, atMost: limit)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = octets.starts(with: mark) ? octets.dropFirst(3) : octets[...]
        guard let text = String(validating: content, as: UTF8.self), !octets.contains(0)
        else { throw .unusable("the file is not text in UTF-8") }
        return text
    }

    /// The paths of the line files in a folder, in file-name order; empty when the folder is missing.
    func lineFiles(in folder: String) throws(PlainFile.Fault) -> [String] {
        announce(folder)
        var names = try namesFound(in: folder).filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }
        snapshot.names[folder] = names
        for (path, text) in changes where path.hasPrefix(folder + "/") {
            let name = String(path.dropFirst(folder.count + 1))
            names.removeAll { $0 == name }
            if text != nil { names.append(name) }
        }
        return names.sorted().map { folder + "/" + $0 }
    }

    private func namesFound(in folder: String) throws(PlainFile.Fault) -> [String] {
        if let earlier { return earlier.names[folder] ?? [] }
        do throws(PlainFile.Fault) {
            return try PlainFile.names(in: folder, atMost: Self.maximumFiles)
        } catch {
            if error == .missing { return [] }
            throw error
        }
    }
}
