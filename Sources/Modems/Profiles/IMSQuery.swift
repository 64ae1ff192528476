import ATProtocol
import Vocabulary

/// A query for the modem's registration with the IMS, and how to read its answer.
public struct IMSQuery: Sendable, Hashable {
    /// The command.
    public var command: String
    /// The name of the line in the answer.
    public var name: String
    /// The position of the state on that line, from 0.
    public var field: Int
    /// The value that means registered.
    public var registered: Int

    /// Makes a query.
    public init(command: String, name: String, field: Int, registered: Int) {
        self.command = command
        self.name = name
        self.field = field
        self.registered = registered
    }

    /// `+CIREG?`, which answers `+CIREG: <n>,<reg_info>` (3GPP TS 27.007 8.71).
    public static let standard = IMSQuery(command: "AT+CIREG?", name: "+CIREG", field: 1, registered: 1)

    /// The state in the answer's lines; nil when none contains it.
    func state(lines: [String]) -> IMSState? {
        for line in lines {
            let fields = ATFields(line)
            guard fields.name == name, let value = fields.number(field) else { continue }
            return value == registered ? .registered : .notRegistered
        }
        return nil
    }
}
