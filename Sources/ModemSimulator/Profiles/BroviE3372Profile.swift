extension SimulatedProfile {
    /// A Brovi E3372-325: Huawei's commands on another chip; `+CPMS` wants all three memories.
    public static let broviE3372 = SimulatedProfile(
        name: "brovi-e3372-325",
        manufacturer: "ZOWEE TECHNOLOGY (HEYUAN) CO., LTD.", model: "E3372-325", revision: "3.0.2.61(H057SP5C983)",
        identification: [
            "Manufacturer: ZOWEE TECHNOLOGY (HEYUAN) CO., LTD.", "Model: E3372-325", "Revision: 3.0.2.61(H057SP5C983)",
            "IMEI: {imei}",
        ],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        storedSettings: ["^CURC": StoredSetting(value: "1", test: "(0-1)")],
        capacities: ["SM": 50, "ME": 100],
        memories: [["SM", "ME"], ["SM", "ME"], ["SM", "ME"]],
        memoriesAtOnce: 3...3,
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        emptySlot: .invalidIndex,
        iccidBeforePIN: true,
        answersCPINR: true,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: [
            "^ICCID?": ["^ICCID: {iccid}"],
            "^SYSINFOEX": ["^SYSINFOEX:2,3,{roaming},{sim},,6,\"LTE\",101,\"LTE\""],
            "^HCSQ?": [],
            "+CFUN=1,1": [],
        ],
        accepted: ["^SYSCFGEX=", "^NDISDUP=", "^CARDMODE"],
        resetCommands: ["^RESET"],
        missing: ["+CESQ", "+CCID", "+ICCID"],
        boot: [
            BootStep(after: .milliseconds(500), line: "^SRVST:0"),
            BootStep(after: .milliseconds(1000), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(1000), line: "^SRVST:2", effect: .messagesReady),
        ],
        chatter: ["^RSSI: {rssi}", "^HCSQ: \"LTE\",54,40,50,20", "^RRCSTAT: 0", "^MODE: 7,0"])
}
