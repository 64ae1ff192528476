extension SimulatedProfile {
    /// A SIMCom SIM800L: 2G, message indices from 1, neither `+CVHU` nor `+CEREG`, prints its ICCID without a name.
    public static let sim800 = SimulatedProfile(
        name: "sim800",
        manufacturer: "SIMCOM_Ltd", model: "SIMCOM_SIM800L", revision: "Revision:1418B05SIM800L24",
        identification: ["SIM800 R14.18"],
        announcementChoices: [[0, 1, 2, 3], [0, 1, 2, 3], [0, 2], [0, 1], [0, 1]],
        storedSettings: ["+DDET": StoredSetting(value: "0,0,0,0", test: "(0,1),(0-10000),(0,1),(0,1)")],
        capacities: ["SM": 15, "ME": 10],
        memories: [["SM", "ME", "MT"], ["SM", "ME", "MT"], ["SM", "ME", "MT"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 1,
        nameField: "\"\"",
        emptySlot: .ok,
        memoryFullLine: "SMS FULL",
        iccidBeforePIN: true,
        answersCPINR: false,
        callerTail: ",\"\",0,\"\",0", withheldTail: ",\"\",0,\"\",1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        announcesCallList: true,
        keyIndication: KeyIndication(command: "+DDET", line: "+DTMF: {key}", reportsLength: true),
        ownCommands: [
            "+CCID": ["{iccid}"],
            "+SPIC": ["+SPIC: {pin_tries},3,{puk_tries},10"],
        ],
        accepted: ["+IPR="],
        missing: ["+ICCID", "+CPINR", "+CEREG", "+CESQ", "+CIREG", "+CVHU"],
        unknownCommand: .error,
        boot: [
            BootStep(after: .milliseconds(500), line: "RDY"),
            BootStep(after: .milliseconds(100), line: "+CFUN: 1"),
            BootStep(after: .milliseconds(1500), line: "+CPIN: {cpin}", effect: .simReady),
            BootStep(after: .milliseconds(3000), line: "Call Ready"),
            BootStep(after: .milliseconds(500), line: "SMS Ready", effect: .messagesReady),
        ],
        chatter: ["UNDER-VOLTAGE WARNNING", "+CIEV: 10,\"30272\",\"Rogers\",\"Rogers\", 0, 0"])
}
