import EventStore
import Foundation

/// The folder of a box's state, in the memory of this machine while the story lasts.
final class StateFolder {
    private static let base =
        FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()

    /// An empty database, made once: making one takes as long as half a story.
    private static let empty = Result {
        let folder = try StateFolder()
        try EventStore.open(folder: folder.path, mode: .service).close()
        return try Data(contentsOf: URL(fileURLWithPath: folder.database))
    }

    private let parent: String
    /// Where the store is opened.
    let path: String
    private var database: String { path + "/" + EventStore.fileName }

    private init() throws {
        parent = Self.base + "/jedisnon-simulation-\(UUID().uuidString)"
        path = parent + "/state"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// A folder with an empty database.
    static func withDatabase() throws -> StateFolder {
        let folder = try StateFolder()
        try empty.get().write(to: URL(fileURLWithPath: folder.database))
        return folder
    }

    deinit {
        // What is left in the memory of this machine goes with it.
        try? FileManager.default.removeItem(atPath: parent)
    }
}
