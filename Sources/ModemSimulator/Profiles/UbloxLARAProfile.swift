extension SimulatedProfile {
    /// A u-blox LARA-R211: PIN tries in `+UPINCNT`, commands that begin with `+U`.
    public static let ubloxLARA = SimulatedProfile(
        name: "ublox-lara-r2",
        manufacturer: "u-blox", model: "LARA-R211", revision: "30.31",
        identification: ["LARA-R211-02B-00"],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 30, "ME": 350],
        memories: [["SM", "ME", "MT"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["ME", "ME", "ME"],
        firstIndex: 1,
        emptySlot: .invalidIndex,
        iccidBeforePIN: true,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: [
            "+CCID": ["+CCID: {iccid}"],
            "+UPINCNT": ["+UPINCNT: {pin_tries},3,{puk_tries},10"],
        ],
        accepted: ["+UPSV=", "+UCALLSTAT=", "+UDTMFD="],
        resetCommands: ["+CFUN=16"],
        missing: ["+CPINR", "+ICCID"],
        boot: [
            BootStep(after: .milliseconds(1500), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(1500), line: nil, effect: .messagesReady),
        ],
        chatter: ["+UUPSDD: 0"])
}
