import ControlAPI
import LineConfiguration

/// Tests the configuration with a line that is not written yet, and returns its problems.
struct LineTrial: Sendable {
    /// The main file.
    let main: String
    /// The folder that the line's file goes to.
    let folder: String

    /// The trial of a line with a main file.
    init(main: String) {
        self.main = main
        folder = Configuration.linesFolder(beside: main)
    }

    /// The configuration with the line; throws `usage` for problems of the line itself.
    func configuration(with line: LineFile) throws -> Configuration {
        // Problems that exist without the line are not the line's fault.
        _ = try line.without(in: main, folder: folder)
        do throws(ConfigurationError) {
            return try line.tried(in: main, folder: folder)
        } catch {
            throw Self.refusal(error.problems.map { words($0, line) })
        }
    }

    /// Problems with the given keys of a line; empty when there are none.
    func problems(about keys: Set<String>, of line: LineFile) -> [String] {
        do throws(ConfigurationError) {
            _ = try line.tried(in: main, folder: folder)
            return []
        } catch {
            return error.problems.filter { $0.key.map(keys.contains) ?? false }.map { words($0, line) }
        }
    }

    /// The error for an invalid line.
    static func refusal(_ problems: [String]) -> ControlError {
        ControlError(
            .usage, "this line cannot be added; nothing was changed", hint: problems.joined(separator: "\n  "))
    }

    private func words(_ problem: ConfigurationError.Problem, _ line: LineFile) -> String {
        let key = problem.key.map { $0.hasPrefix("line.") ? String($0.dropFirst(5)) : $0 } ?? "line"
        guard problem.file == folder + "/" + line.name else {
            // Files are read in the order of their names, so the problem may be reported for the older line.
            let place = problem.file + (problem.line.map { ":\($0)" } ?? "")
            return SafeText.escaped("\(key): the line at \(place) has the same")
        }
        return SafeText.escaped("\(key): \(problem.message)" + (problem.hint.map { "; \($0)" } ?? ""))
    }
}
