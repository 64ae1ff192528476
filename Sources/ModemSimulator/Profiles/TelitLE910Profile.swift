extension SimulatedProfile {
    /// A Telit LE910: LTE, commands with `#`, no line that announces a restart.
    public static let telitLE910 = SimulatedProfile(
        name: "telit-le910",
        manufacturer: "Telit", model: "LE910C1-EU", revision: "25.00.244",
        identification: ["LE910C1-EU"],
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
        ownCommands: [
            "#CCID": ["#CCID: {iccid}"],
            "#PCT": ["#PCT: {tries_wanted}"],
            "#QSS?": ["#QSS: 0,3"],
            "+CIREG?": ["+CIREG: 0,{ims}"],
        ],
        accepted: ["#QSS=", "#DVI="],
        resetCommands: ["#REBOOT"],
        missing: ["+CPINR", "+CCID", "+ICCID"],
        unknownCommand: .error,
        boot: [
            BootStep(after: .milliseconds(1500), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(1500), line: nil, effect: .messagesReady),
        ],
        chatter: ["#QSS: 1", "#PSNT: 4", "+CIEV: rssi,4"])
}
