import LinePolicy

extension LineFile {
    /// The configuration as it would be with this file in a folder of lines; nothing is written.
    ///
    /// The same code reads the real configuration, so it finds the same problems: an invalid number, a country without
    /// a numbering plan, an id, a number or a modem that another line has. With a `snapshot` the other files are not
    /// read from the disk.
    public func tried(
        in main: String, folder: String, from snapshot: ConfigurationSnapshot? = nil
    ) throws(ConfigurationError) -> Configuration {
        try Configuration.load(path: main, with: [folder + "/" + name: text], from: snapshot)
    }

    /// The configuration without this file, whether or not the file exists.
    public func without(in main: String, folder: String) throws(ConfigurationError) -> Configuration {
        try Configuration.load(path: main, with: [folder + "/" + name: nil])
    }
}

extension Configuration {
    /// The folder of lines next to the main file, for lines that a person adds.
    public var linesFolder: String { Self.linesFolder(beside: file) }

    /// The folder of lines in the state folder, for lines that the service adopted.
    public var adoptedLinesFolder: String { service.stateDir + "/" + Self.linesFolderName }

    /// The folder of lines next to a main file.
    public static func linesFolder(beside main: String) -> String {
        ConfigurationPaths.folder(of: main) + "/" + linesFolderName
    }

    static let linesFolderName = "lines.d"
}
