import Logging
import Synchronization

/// A logger whose lines a test can read.
final class LogBook: Sendable {
    private let lines = Mutex<[String]>([])

    /// What was written at warning or above.
    var warnings: [String] { lines.withLock { $0 } }

    /// A logger that writes here.
    var logger: Logger {
        Logger(label: "test") { _ in Handler(book: self) }
    }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            guard event.level >= .warning else { return }
            book.lines.withLock { $0.append("\(event.message)") }
        }
    }
}
