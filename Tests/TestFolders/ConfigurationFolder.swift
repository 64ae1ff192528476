import Foundation
import LineConfiguration

/// A folder with a configuration in it, thrown away with the value.
package final class ConfigurationFolder {
    package let path: String
    package var file: String { path + "/jedisnon.toml" }

    package init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "jedisnon-configuration-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path + "/lines.d", withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    deinit {
        // A folder left in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    package func write(_ text: String, to name: String) throws {
        try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    }

    package func load() throws -> Configuration {
        try Configuration.load(path: file)
    }

    /// What is wrong with it, each place without its folder.
    package func problems() -> [String] {
        do {
            _ = try Configuration.load(path: file)
            return []
        } catch {
            return error.problems.map { $0.description.replacingOccurrences(of: path + "/", with: "") }
        }
    }

    /// The smallest line that loads, with more keys.
    package static func line(_ more: String = "", id: String = "montreal", number: String = "+15145550101") -> String {
        """
        [[line]]
        id     = "\(id)"
        number = "\(number)"
        modem  = { device = "/dev/\(id)" }
        \(more)

        """
    }
}
