import Vocabulary

/// A plugged-in modem that belongs to no line, as `status` and `line list` show it.
public struct UnclaimedModem: Codable, Equatable, Sendable {
    /// The last digits of its SIM's ICCID, enough to be unique: the argument of `line add --sim`.
    ///
    /// Nil when the ICCID cannot be read.
    @Nullable public var sim: String?
    /// The ICCID, masked.
    @Nullable public var iccid: String?
    /// The SIM's own number, E.164, if stored on the SIM.
    @Nullable public var number: String?
    /// The network on which it is registered.
    @Nullable public var network: String?
    /// The model that the modem reports.
    @Nullable public var model: String?
    /// The USB port, such as `1-1.2`; nil for a modem that is not on USB.
    @Nullable public var usbPath: String?
    /// The AT port.
    @Nullable public var device: String?
    /// The state that a line with this modem would have.
    public var state: Word<LineState>
    /// One sentence about the state.
    public var detail: String
    /// What is wrong with it; nil when a line can be made of it.
    @Nullable public var notice: Notice? = nil
    /// The command that makes a line of it; nil when something must be repaired first.
    @Nullable public var addCommand: String?

    enum CodingKeys: String, CodingKey {
        case sim, iccid, number, network, model, device, state, detail, notice
        case usbPath = "usb_path"
        case addCommand = "add_command"
    }

    /// A modem known only by its place.
    public init(usbPath: String?, device: String?, state: Word<LineState>, detail: String) {
        self.usbPath = usbPath
        self.device = device
        self.state = state
        self.detail = detail
    }
}

/// What `line add --sim` needs to know about a SIM: the whole ICCID, for the line's file.
public struct SIMAnswer: Codable, Equatable, Sendable {
    /// The whole ICCID.
    public var iccid: String
    /// What else is known of its modem.
    public var modem: UnclaimedModem

    /// Makes an answer.
    public init(iccid: String, modem: UnclaimedModem) {
        self.iccid = iccid
        self.modem = modem
    }
}
