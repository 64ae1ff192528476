extension SimulatedProfile {
    /// A Cinterion PLS8-E: PIN tries in `^SPIC`, `^SYSSTART` after a restart.
    public static let cinterionPLS8 = SimulatedProfile(
        name: "cinterion-pls8",
        manufacturer: "Cinterion", model: "PLS8-E", revision: "REVISION 04.004",
        identification: ["Cinterion", "PLS8-E", "REVISION 04.004"],
        announcementChoices: [[0, 1, 2], [0, 1], [0, 2], [0, 1, 2], [1]],
        capacities: ["SM": 30, "ME": 255],
        memories: [["SM", "ME", "MT"], ["SM", "ME", "MT"], ["SM", "ME", "MT"]],
        defaultMemories: ["MT", "MT", "MT"],
        firstIndex: 0,
        emptySlot: .invalidIndex,
        iccidBeforePIN: true,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: [
            "^SCID": ["^SCID: {iccid}"],
            "^SPIC=\"SC\"": ["^SPIC: {pin_tries}"],
            "^SMSO": [],
        ],
        accepted: ["^SCFG=", "^SIND=", "^SCKS="],
        missing: ["+CPINR", "+CCID", "+ICCID"],
        boot: [
            BootStep(after: .milliseconds(500), line: "^SYSSTART"),
            BootStep(after: .milliseconds(1500), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(1500), line: nil, effect: .messagesReady),
        ],
        chatter: ["+CIEV: psinfo,17"])
}
