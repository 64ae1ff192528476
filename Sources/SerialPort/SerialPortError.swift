/// Why a tty could not be opened; each case is a sentence a volunteer can act on.
public enum SerialPortError: Error, Hashable, Sendable {
    /// Nothing exists at the path: the modem is unplugged, or the path is wrong.
    case missing(path: String)
    /// The path exists and may not be opened by this user.
    case permissionDenied(path: String)
    /// The path may not be opened yet: it appeared moments ago, and udevd has not given it to its group.
    case settling(path: String)
    /// The path exists and is no terminal.
    case notATTY(path: String)
    /// Another program holds the port; `holder` names it where it is known.
    case held(path: String, holder: String?)
    /// The kernel does not come back from opening it, or from closing it before.
    case hung(path: String)
    /// The system refused for another reason (`errno` and its text).
    case system(path: String, call: String, code: Int32, text: String)
}

extension SerialPortError: CustomStringConvertible {
    /// What is wrong and what mends it.
    public var description: String {
        switch self {
        case .missing(let path):
            "\(path) does not exist: plug in the modem, or correct `modem` of this line"
        case .permissionDenied(let path):
            "no permission to open \(path): add the service's user to the group dialout (usermod -aG dialout jedisnon)"
        case .settling(let path):
            "\(path) has just appeared and is being got ready"
        case .notATTY(let path):
            "\(path) is not a serial port: correct `modem` of this line"
        case .held(let path, let holder):
            "\(path) is held by \(holder ?? "another program"): stop it, or let this line use another port"
        case .hung(let path):
            "\(path) does not open: the modem behind it hangs"
        case .system(let path, let call, _, let text):
            "\(path): \(call) failed: \(text)"
        }
    }
}
