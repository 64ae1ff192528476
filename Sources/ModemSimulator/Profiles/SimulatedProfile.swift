/// A family of modems as data: its identity, its choices where standards leave room, and its own commands.
public struct SimulatedProfile: Sendable {
    /// The name `jedisnon simulate --profile` takes.
    public let name: String

    // MARK: Identity

    var manufacturer: String
    var model: String
    var revision: String
    /// What `ATI` answers; `{imei}` and the like are filled in.
    var identification: [String]

    // MARK: Defaults after power-up and ATZ

    var errorLevel = 0
    var errorsOfMessagesAreTexts = false
    var announcements = [0, 0, 0, 0, 0]
    /// Values that `+CNMI` accepts, parameter by parameter.
    var announcementChoices: [[Int]]
    var hangUpControl = 0
    /// Commands that only keep a value: how they read after power-up, and what `=?` answers (nil: no test form).
    var storedSettings: [String: StoredSetting] = [:]

    /// Whether the code of a service menu has to be packed septets in hexadecimal, and its text is.
    var packsMenuCodes = false

    // MARK: Memory

    /// Capacities by memory.
    var capacities: [String: Int]
    /// Memories for reading, for writing, for receiving, as `+CPMS=?` lists them.
    var memories: [[String]]
    /// How many memories one `+CPMS=` has to name.
    var memoriesAtOnce = 1...3
    /// The memories after power-up.
    var defaultMemories: [String]
    var firstIndex: Int
    /// Where status reports are stored, though `+CDSI` names the receiving memory; nil for the receiving memory.
    var reportMemory: String?
    /// The name field between state and length in `+CMGL` and `+CMGR`: empty or `""`.
    var nameField = ""
    var emptySlot: EmptySlot
    /// Printed once when a message finds no room.
    var memoryFullLine: String?
    /// Whether a missing acknowledgement ends direct deliveries, as 27.005 3.4.4 asks.
    var missingAcknowledgementEndsRouting = true
    /// Whether class 0 arrives as `+CMT` although `+CNMI` only asks for announcements.
    var classZeroIsDirect = true

    // MARK: SIM

    var iccidBeforePIN: Bool
    /// Whether 27.007's `+CPINR` also prints the PIN tries.
    var answersCPINR: Bool

    // MARK: Radio and calls

    /// The access technology that `+COPS` and `+CREG` name; nil to leave it out.
    var accessTechnology: Int?
    /// What follows number and type in `+CLIP`.
    var callerTail = ""
    var withheldTail = ""
    /// Printed when a caller gives up; `{number}` and `{time}` are filled in.
    var missedCall: [String]
    /// Printed when an answered call ends; `{seconds}` is its length.
    var callEnded: [String]
    /// Printed when a call is answered.
    var callBegun: [String] = []

    /// Whether `AT+CLCC=1` makes it announce every change of a call.
    var announcesCallList = false
    /// How the sound of calls reaches a host; nil when it does not, or only over pins of the module.
    var sound: SoundFamily?
    /// How it announces keys; nil when it does not.
    var keyIndication: KeyIndication?

    /// The ports that announcements may go to (`+QURCCFG`); nil if there is no such setting.
    var announcementPorts: [String]?

    // MARK: The manufacturer's own

    /// Complete commands, upper case without AT, and their lines; an empty list is a bare OK.
    var ownCommands: [String: [String]] = [:]
    /// Beginnings of commands that are accepted and ignored.
    var accepted: [String] = []
    /// Complete commands that restart it, besides `+CFUN=1,1`.
    var resetCommands: Set<String> = []
    /// Standard commands it does not know.
    var missing: Set<String> = []
    /// The answer to an unknown command.
    var unknownCommand = Answer.Final.error
    /// The lines it prints on a cold start.
    var boot: [BootStep] = []
    /// The lines it prints now and then, in turn.
    var chatter: [String] = []

    /// The answer to reading or deleting an empty slot.
    enum EmptySlot: Sendable {
        /// `+CMS ERROR: 321`
        case invalidIndex
        /// A bare OK.
        case ok
    }

    /// A setting that is only stored.
    struct StoredSetting: Sendable {
        var value: String
        var test: String?
    }

    /// One step of a cold start.
    struct BootStep: Sendable {
        var after: Duration
        var line: String?
        var effect: Effect = .none

        enum Effect: Sendable {
            case none
            case simReady
            case messagesReady
        }
    }

    /// Every profile, by name.
    public static let all: [SimulatedProfile] = [
        .generic, .huaweiE173, .sim7600, .quectelEC25, .quectelEG91, .quectelEC200, .a7670, .sim800, .huaweiE3372,
        .zteMF190, .telitLE910, .quectelEP06, .sim7080, .broviE3372, .huaweiME909, .sierraMC7455, .ubloxLARA,
        .telitME910, .cinterionPLS8, .fibocomL610,
    ]

    /// The profile of this name; nil if there is none.
    public static func named(_ name: String) -> SimulatedProfile? { all.first { $0.name == name } }
}
