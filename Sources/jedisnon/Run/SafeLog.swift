import ControlAPI
import Logging

/// A log handler that masks numbers and escapes untrusted text in every line.
struct SafeLog: LogHandler {
    private var inner: any LogHandler

    init(_ inner: any LogHandler) {
        self.inner = inner
    }

    var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        var event = event
        event.message = "\(Self.safe(event.message.description))"
        event.metadata = event.metadata?.mapValues { .string(Self.safe($0.description)) }
        inner.log(event: event)
    }

    /// One line, without a whole number in it.
    static func safe(_ text: String) -> String {
        SafeText.escaped(Masking.maskedText(text))
    }
}
