import Foundation

/// Another program that holds the database, or one state of it, in a transaction of sqlite3.
final class DatabaseLock {
    private let process = Process()
    private let input = Pipe()

    /// Waits until the database of this path is held: by default nobody else can write.
    init(_ path: String, by statements: String = "PRAGMA busy_timeout=5000;\nBEGIN IMMEDIATE;") throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = [path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data("\(statements)\nSELECT 'held';\n".utf8))
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
