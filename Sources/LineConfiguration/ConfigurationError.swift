import ControlAPI

/// Everything that is wrong with a configuration; nothing starts half-configured.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Problem: Equatable, Codable, Sendable, CustomStringConvertible {
        /// The file.
        public var file: String
        /// The line in it, from 1; nil where the whole file is meant.
        public var line: Int?
        /// The key, such as `line.policy.window`.
        public var key: String?
        /// What is wrong.
        public var message: String
        /// What to do.
        public var hint: String?

        /// One sentence with its place, on one line whatever the file holds.
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
