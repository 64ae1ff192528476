import Foundation

/// Another program that holds the database, as `BEGIN IMMEDIATE` of sqlite3 does.
final class DatabaseLock {
    private let process = Process()
    private let input = Pipe()

    /// Waits until the database of this path is locked.
    init(_ path: String) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = [path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data("PRAGMA busy_timeout=5000;\nBEGIN IMMEDIATE;\nSELECT 'held';\n".utf8))
        var told = ""
        while !told.contains("held") {
            let octets = output.fileHandleForReading.availableData
            guard !octets.isEmpty else { throw BenchError(what: "sqlite3 did not take the lock") }
            told += String(decoding: octets, as: UTF8.self)
        }
    }

    /// Lets the database go.
    func end() {
        guard process.isRunning else { return }
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
