extension SimulatedProfile {
    /// A Huawei ME909s-120: an LTE module with the commands of Huawei's sticks.
    public static let huaweiME909 = SimulatedProfile(
        name: "huawei-me909s",
        manufacturer: "Huawei Technologies Co., Ltd.", model: "ME909s-120", revision: "11.617.01.00.00",
        identification: [
            "Manufacturer: Huawei Technologies Co., Ltd.", "Model: ME909s-120", "Revision: 11.617.01.00.00",
            "IMEI: {imei}", "+GCAP: +CGSM,+DS,+ES",
        ],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        storedSettings: ["^CURC": StoredSetting(value: "1", test: "(0-2)")],
        capacities: ["SM": 50, "ME": 23],
        memories: [["SM", "ME"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        emptySlot: .invalidIndex,
        memoryFullLine: "^SMMEMFULL: \"SM\"",
        iccidBeforePIN: true,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: [
            "^ICCID?": ["^ICCID: {iccid}"],
            "^CPIN?": ["^CPIN: {cpin},{tries_now},{puk_tries},{pin_tries},10,3"],
            "^SETPORT?": ["^SETPORT:A1,A2;10,12,16,A1,A2"],
        ],
        accepted: ["^SETPORT=", "^SYSCFGEX=", "^NDISDUP="],
        resetCommands: ["^RESET"],
        missing: ["+CPINR", "+CCID", "+ICCID"],
        boot: [
            BootStep(after: .milliseconds(500), line: "^SYSSTART"),
            BootStep(after: .milliseconds(700), line: "^SIMST:1", effect: .simReady),
            BootStep(after: .milliseconds(800), line: "^SRVST:2", effect: .messagesReady),
        ],
        chatter: ["^RSSI: {rssi}", "^HCSQ:\"LTE\",54,40,50,20"])
}
