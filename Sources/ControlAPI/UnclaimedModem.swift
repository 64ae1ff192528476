import Vocabulary

/// A modem that is plugged in and belongs to no line: what `status` and `line list` say of it.
public struct UnclaimedModem: Codable, Equatable, Sendable {
    /// The last digits of its SIM's ICCID, as many as tell it from the others: what `line add --sim` takes.
    ///
    /// Nil when the ICCID cannot be read.
    @Nullable public var sim: String?
    /// The ICCID, masked.
    @Nullable public var iccid: String?
    /// The SIM's own number, E.164, where the SIM knows it.
    @Nullable public var number: String?
    /// The network it is registered on.
    @Nullable public var network: String?
    /// The model the modem names.
    @Nullable public var model: String?
    /// The USB port, such as `1-1.2`; nil for a modem that is not on USB.
    @Nullable public var usbPath: String?
    /// The AT port.
    @Nullable public var device: String?
    /// One of the states of a line: what it would be.
    public var state: Word<LineState>
    /// One sentence about the state.
    public var detail: String
    /// What is the matter with it; nil when a line can be made of it.
    @Nullable public var notice: Notice? = nil
    /// The command that makes a line of it; nil when something has to be mended first.
    @Nullable public var addCommand: String?

    enum CodingKeys: String, CodingKey {
        case sim, iccid, number, network, model, device, state, detail, notice
        case usbPath = "usb_path"
        case addCommand = "add_command"
    }

    /// A modem of which only the place is known.
    public init(usbPath: String?, device: String?, state: Word<LineState>, detail: String) {
        self.usbPath = usbPath
        self.device = device
        self.state = state
        self.detail = detail
    }
}

/// What `line add --sim` has to know of a SIM: the whole ICCID, for the line's file.
public struct SIMAnswer: Codable, Equatable, Sendable {
    /// The whole ICCID.
    public var iccid: String
    /// What else is known of its modem.
    public var modem: UnclaimedModem

    /// An answer from its parts.
    public init(iccid: String, modem: UnclaimedModem) {
        self.iccid = iccid
        self.modem = modem
    }
}
