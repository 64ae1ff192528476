extension SimulatedProfile {
    /// A modem that does what 3GPP TS 27.005 and 27.007 say, and nothing else.
    public static let generic = SimulatedProfile(
        name: "generic",
        manufacturer: "Generic", model: "27.005 modem", revision: "1.0",
        identification: ["Generic 27.005 modem", "Revision: 1.0"],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 20, "ME": 50],
        memories: [["SM", "ME", "MT"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 1,
        emptySlot: .invalidIndex,
        iccidBeforePIN: false,
        answersCPINR: true,
        callerTail: ",\"\",,\"\",0", withheldTail: ",\"\",,\"\",1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        // 27.007 9.2: operation not supported, shown as +CMEE says.
        unknownCommand: .cme(4),
        boot: [
            BootStep(after: .milliseconds(500), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(500), line: nil, effect: .messagesReady),
        ])
}
