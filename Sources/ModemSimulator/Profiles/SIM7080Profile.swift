extension SimulatedProfile {
    /// A SIMCom SIM7080, for SIMCom modules without a profile of their own: LTE-M, no voice.
    public static let sim7080 = SimulatedProfile(
        name: "sim7080",
        manufacturer: "SIMCOM_Ltd", model: "SIMCOM_SIM7080", revision: "Revision:1951B10SIM7080",
        identification: ["SIM7080 R1951"],
        errorLevel: 1,
        announcements: [2, 1, 0, 0, 0],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 30, "ME": 50],
        memories: [["SM", "ME"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        nameField: "\"\"",
        emptySlot: .invalidIndex,
        memoryFullLine: "+SMS FULL",
        missingAcknowledgementEndsRouting: false,
        iccidBeforePIN: true,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",\"\",0,\"\",0", withheldTail: ",\"\",0,\"\",1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: ["+CCID": ["{iccid}"], "+SPIC": ["+SPIC: {pin_tries},{puk_tries},3,10"]],
        missing: ["+CPINR", "+ICCID", "+CVHU"],
        boot: [
            BootStep(after: .milliseconds(500), line: "RDY"),
            BootStep(after: .milliseconds(300), line: "+CFUN: 1"),
            BootStep(after: .milliseconds(1000), line: "+CPIN: {cpin}", effect: .simReady),
            BootStep(after: .milliseconds(1500), line: "SMS Ready", effect: .messagesReady),
        ],
        chatter: ["+CGEV: EPS PDN ACT 1"])
}
