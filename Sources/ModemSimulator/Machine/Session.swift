/// Settings made by commands, which a reset clears.
struct Session {
    /// What `AT&W` stores: echo, result format, and rings before automatic answering.
    var form = SimulatedSettings.AnswerForm()
    /// `+CMEE`: 0 ERROR, 1 numbers, 2 texts.
    var errorLevel: Int
    /// `+CREG`, `+CGREG`, `+CEREG`: which changes are announced.
    var registrationReports: [String: Int] = ["+CREG": 0, "+CGREG": 0, "+CEREG": 0]
    var operatorFormat = 0
    var charset = "GSM"
    var isTextMode = false
    var showsDetails = false
    /// `+CNMI`: mode, mt, bm, ds, bfr.
    var announcements: [Int]
    /// `+CSMS`: 1 asks for acknowledgements.
    var messageService = 0
    var memories: [String]
    var showsCaller = false
    var extendedRing = false
    /// `+CCWA`: whether a waiting call is announced.
    var showsWaitingCall = false
    /// `+CLCC=1`: whether changes of calls are announced.
    var announcesCalls = false
    var hangUpControl: Int
    var phonebook = "SM"
    var kept: [String: SimulatedProfile.StoredSetting]

    var echo: Bool { form.echo }
    var isVerbose: Bool { form.isVerbose }
    var isQuiet: Bool { form.isQuiet }

    init(_ profile: SimulatedProfile, _ stored: SimulatedSettings.AnswerForm) {
        form = stored
        errorLevel = profile.errorLevel
        announcements = profile.announcements
        memories = profile.defaultMemories
        hangUpControl = profile.hangUpControl
        kept = Self.standardKeptValues.merging(profile.storedSettings) { _, own in own }
    }

    /// ATZ and AT&F: restores command settings; the chosen message memories stay, as on real modems.
    mutating func restoreDefaults(_ profile: SimulatedProfile, _ stored: SimulatedSettings.AnswerForm) {
        let memories = memories
        self = Session(profile, stored)
        self.memories = memories
    }

    private static let standardKeptValues: [String: SimulatedProfile.StoredSetting] = [
        "+CMMS": .init(value: "0", test: "(0-2)"),
        "+CGSMS": .init(value: "1", test: "(0-3)"),
        "+CSMP": .init(value: "17,167,0,0", test: nil),
        "+CSCB": .init(value: "0,\"\",\"\"", test: "(0,1)"),
        "+COLP": .init(value: "0", test: "(0,1)"),
        "+CLIR": .init(value: "0,2", test: "(0-2)"),
        "+CSSN": .init(value: "0,0", test: "(0,1),(0,1)"),
        "+CTZU": .init(value: "0", test: "(0,1)"),
        "+CTZR": .init(value: "0", test: "(0,1)"),
        "+CMOD": .init(value: "0", test: "(0)"),
        "+CGATT": .init(value: "1", test: "(0,1)"),
        "+IPR": .init(value: "115200", test: "(0,9600,115200)"),
        "+IFC": .init(value: "0,0", test: "(0-2),(0-2)"),
        "+CSTA": .init(value: "129", test: "(129,145)"),
        "+CGEREP": .init(value: "0,0", test: "(0-2),(0,1)"),
        "+CMUT": .init(value: "0", test: "(0,1)"),
        "+CLVL": .init(value: "4", test: "(0-8)"),
    ]
}
