extension SimulatedProfile {
    /// A Huawei E3372 with stick firmware: LTE, with the unsolicited lines of Huawei sticks.
    public static let huaweiE3372 = SimulatedProfile(
        name: "huawei-e3372",
        manufacturer: "huawei", model: "E3372", revision: "21.180.01.00.00",
        identification: [
            "Manufacturer: huawei", "Model: E3372", "Revision: 21.180.01.00.00", "IMEI: {imei}",
            "+GCAP: +CGSM,+DS,+ES",
        ],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        storedSettings: ["^CURC": StoredSetting(value: "1", test: "(0-2)")],
        capacities: ["SM": 50, "ME": 100],
        memories: [["SM", "ME"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        emptySlot: .invalidIndex,
        memoryFullLine: "^SMMEMFULL: \"SM\"",
        iccidBeforePIN: true,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["^CEND:1,0,67,29", "NO CARRIER"],
        callEnded: ["^CEND:1,{seconds},104,16", "NO CARRIER"],
        ownCommands: [
            "^ICCID?": ["^ICCID: {iccid}"],
            "^CPIN?": ["^CPIN: {cpin},{tries_now},{puk_tries},{pin_tries},10,3"],
            "^SYSINFOEX": ["^SYSINFOEX:2,3,{roaming},{sim},,6,\"LTE\",101,\"LTE\""],
            "^HCSQ?": ["^HCSQ:\"LTE\",{rssi},40,50,20"],
            "^SETPORT?": ["^SETPORT:A1,A2;12,16,A1,A2"],
            "+CIREG?": ["+CIREG: 0,{ims}"],
        ],
        accepted: ["^SETPORT=", "^PORTSEL=", "^SYSCFGEX=", "^NDISDUP="],
        resetCommands: ["^RESET"],
        missing: ["+CPINR", "+CESQ", "+CCID", "+ICCID", "+CRC"],
        unknownCommand: .text("COMMAND NOT SUPPORT"),
        boot: [
            BootStep(after: .milliseconds(500), line: "^SYSSTART"),
            BootStep(after: .milliseconds(700), line: "^SIMST:1", effect: .simReady),
            BootStep(after: .milliseconds(800), line: "^SRVST:2", effect: .messagesReady),
            BootStep(after: .milliseconds(100), line: "^HCSQ:\"LTE\",{rssi},40,50,20"),
        ],
        chatter: [
            "^RSSI: {rssi}", "^HCSQ:\"LTE\",{rssi},40,50,20", "^LTERSRP: -90,-11", "^CERSSI:-60,0,0,0,0,-90,-11,0",
        ])
}
