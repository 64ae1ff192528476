import ControlAPI

/// All problems of a configuration; with any problem nothing starts.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Problem: Equatable, Codable, Sendable, CustomStringConvertible {
        /// The file.
        public var file: String
        /// The line in it, from 1; nil for the whole file.
        public var line: Int?
        /// The key, such as `line.policy.window`.
        public var key: String?
        /// What is wrong.
        public var message: String
        /// What to do.
        public var hint: String?

        /// One sentence with its place, always on one line, whatever the file contains.
        public var description: String {
            let place = line.map { "\(file):\($0)" } ?? file
            return SafeText.escaped(
                place + ": " + (key.map { "\($0): " } ?? "") + message + (hint.map { "; \($0)" } ?? ""))
        }
    }

    /// At least one problem, in the order of the files and lines.
    public var problems: [Problem]

    /// One sentence a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
