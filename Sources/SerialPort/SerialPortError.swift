import Vocabulary

/// Why a tty could not be opened; the sentence for a person is that of its ``Vocabulary/Notice``.
public enum SerialPortError: Error, Hashable, Sendable {
    /// Nothing exists at the path: the modem is unplugged, or the path is wrong.
    case missing(path: String)
    /// The path exists but this user may not open it.
    case permissionDenied(path: String)
    /// The path may not be opened yet: it appeared moments ago, and udevd has not set its group.
    case settling(path: String)
    /// The path exists but is not a terminal.
    case notATTY(path: String)
    /// Another program holds the port; `holder` names it if known.
    case held(path: String, holder: String?)
    /// The kernel does not return from opening the port, or from closing it before.
    case hung(path: String)
    /// The system refused for another reason (`errno` and its text).
    case system(path: String, call: String, code: Int32, text: String)
}

extension Notice {
    /// Why a port could not be opened.
    public init(_ error: SerialPortError) {
        self =
            switch error {
            case .missing(let path): .portMissing(path: path)
            case .permissionDenied(let path): .portPermission(path: path)
            case .settling(let path): .modemStarting(.settling(path: path))
            case .notATTY(let path): .portNotSerial(path: path)
            case .held(let path, let holder): .portHeld(path: path, by: holder)
            case .hung(let path): .modemSilent(.port(path: path))
            case .system(let path, let call, _, let text): .portError(path: path, call: call, answer: text)
            }
    }
}
