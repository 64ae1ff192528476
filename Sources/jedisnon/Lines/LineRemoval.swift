import ControlAPI
import Foundation
import LineConfiguration

/// Removes the file of a line from `lines.d`.
struct LineRemoval {
    /// The file that defines exactly this line.
    struct File: Equatable {
        var folder: String
        var name: String
        /// Whether the service created it.
        var isAdopted: Bool

        var path: String { folder + "/" + name }
    }

    let approval: ServiceApproval
    /// The main file.
    let main: String

    /// The file that defines a line; throws `usage` when it must be removed by hand.
    static func file(of id: String, in configuration: Configuration) throws(ControlError) -> File {
        guard let line = configuration.lines.first(where: { $0.id == id }) else {
            throw ControlError(
                .unknownLine, "no line is called \(SafeText.escaped(id))", hint: "`jedisnon line list` names them")
        }
        for (folder, isAdopted) in [(configuration.linesFolder, false), (configuration.adoptedLinesFolder, true)] {
            guard line.source.hasPrefix(folder + "/") else { continue }
            let name = line.source.dropFirst(folder.count + 1).prefix { $0 != "/" }
            // The source ends with the line number in the file.
            let end = name.range(of: ".toml", options: .backwards)?.upperBound ?? name.endIndex
            return File(folder: folder, name: String(name[..<end]), isAdopted: isAdopted)
        }
        throw ControlError(
            .usage, "the line \(SafeText.escaped(id)) is defined in the main file, at \(SafeText.escaped(line.source))",
            hint: "take its [[line]] out there, by hand, then run `jedisnon reload`; nothing was changed")
    }

    /// Removes the file, lets the service reload, and returns what was done.
    func remove(_ id: String, _ file: File) async throws -> String {
        let folder = try await LinesFolder.waiting(file.folder)
        // Checked again now that the folder is locked.
        guard try Self.file(of: id, in: Configuration.load(path: main)) == file else {
            throw ControlError(
                .unusable, "\(SafeText.escaped(file.path)) was changed meanwhile; nothing was changed",
                hint: "start again")
        }
        let change = try folder.remove(file.name)
        let told = try await approval.settle(change, line: id, .isGone)
        return "Removed: \(SafeText.escaped(file.path))\n" + told
    }
}
