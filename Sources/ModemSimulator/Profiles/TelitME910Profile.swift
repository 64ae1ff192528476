extension SimulatedProfile {
    /// A Telit ME910C1: LTE-M, commands with `#`, no line that announces a restart.
    public static let telitME910 = SimulatedProfile(
        name: "telit-me910",
        manufacturer: "Telit", model: "ME910C1-WW", revision: "30.00.409",
        identification: ["ME910C1-WW"],
        announcementChoices: [[0, 1, 2, 3], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 30, "ME": 100],
        memories: [["SM", "ME"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 1,
        nameField: "\"\"",
        emptySlot: .invalidIndex,
        iccidBeforePIN: false,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",\"\",128,\"\",0", withheldTail: ",\"\",128,\"\",1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: ["#CCID": ["#CCID: {iccid}"], "#PCT": ["#PCT: {tries_wanted}"], "#QSS?": ["#QSS: 0,3"]],
        accepted: ["#QSS="],
        resetCommands: ["#REBOOT"],
        missing: ["+CPINR", "+CCID", "+ICCID", "+CVHU"],
        boot: [
            BootStep(after: .milliseconds(1500), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(1500), line: nil, effect: .messagesReady),
        ],
        chatter: ["#QSS: 1"])
}
