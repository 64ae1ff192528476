extension SimulatedProfile {
    /// A Fibocom L610: standard commands, and `+CFUN=15` to restart.
    public static let fibocomL610 = SimulatedProfile(
        name: "fibocom-l610",
        manufacturer: "FIBOCOM", model: "L610", revision: "16000.1000.00.03.12.18",
        identification: ["FIBOCOM", "L610"],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 30, "ME": 50],
        memories: [["SM", "ME"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 1,
        emptySlot: .invalidIndex,
        iccidBeforePIN: true,
        answersCPINR: true,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        resetCommands: ["+CFUN=15"],
        boot: [
            BootStep(after: .milliseconds(1500), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(1500), line: nil, effect: .messagesReady),
        ],
        chatter: ["+CGEV: ME PDN ACT 1"])
}
