extension SimulatedProfile {
    /// A Huawei E173 stick: 3G, only a SIM memory of 20 places, many unsolicited lines.
    public static let huaweiE173 = SimulatedProfile(
        name: "huawei-e173",
        manufacturer: "huawei", model: "E173", revision: "11.126.15.00.209",
        identification: [
            "Manufacturer: huawei", "Model: E173", "Revision: 11.126.15.00.209", "IMEI: {imei}",
            "+GCAP: +CGSM,+DS,+ES",
        ],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        storedSettings: [
            "^CURC": StoredSetting(value: "1", test: "(0-1)"),
            "^U2DIAG": StoredSetting(value: "276", test: nil),
            "^SYSCFG": StoredSetting(value: "2,0,3FFFFFFF,1,2", test: nil),
        ],
        packsMenuCodes: true,
        capacities: ["SM": 20],
        memories: [["SM"], ["SM"], ["SM"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        emptySlot: .invalidIndex,
        memoryFullLine: "^SMMEMFULL: \"SM\"",
        iccidBeforePIN: true,
        answersCPINR: false,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["^CEND:1,0,67,29", "NO CARRIER"],
        callEnded: ["^CEND:1,{seconds},104,16", "NO CARRIER"],
        callBegun: ["^CONN:1,0"],
        // Every program known to drive it sends it for each call, before or after the answer.
        sound: SoundFamily(command: "^DDSETEX", toPort: "2", off: ["0", "1"], test: "(0-2)", endsWithCall: true),
        ownCommands: [
            "^ICCID?": ["^ICCID: {iccid}"],
            "^CPIN?": ["^CPIN: {cpin},{tries_now},{puk_tries},{pin_tries},10,3"],
            "^SYSINFO": ["^SYSINFO:2,3,{roaming},5,{sim},,4"],
            "^HCSQ?": ["^HCSQ:\"WCDMA\",{rssi},40,50"],
            "^VERSION?": ["^VERSION:EXTS:11.126.15.00.209", "^VERSION:EXTH:CD6MBV0"],
            "^CVOICE?": ["^CVOICE:0,8000,16,20"],
            "^CARDMODE": ["^CARDMODE:2"],
        ],
        accepted: ["^CVOICE=", "^SYSCFG=", "^BOOT=", "^CURC=", "^PORTSEL="],
        resetCommands: ["^RESET"],
        missing: ["+CPINR", "+CEREG", "+CESQ", "+CCID", "+ICCID", "+CRC"],
        unknownCommand: .text("COMMAND NOT SUPPORT"),
        boot: [
            BootStep(after: .milliseconds(300), line: "^SIMST:1", effect: .simReady),
            BootStep(after: .milliseconds(400), line: "^RSSI:{rssi}"),
            BootStep(after: .milliseconds(400), line: "^SRVST:2", effect: .messagesReady),
            BootStep(after: .milliseconds(100), line: "^MODE:5,4"),
        ],
        chatter: [
            "^BOOT:20434586,0,0,0,20", "^RSSI:{rssi}", "^BOOT:20434586,0,0,0,20", "^MODE:5,4",
            "^DSFLOWRPT:0000003C,00000000,00000000,0000000000000000,0000000000000000,00017700,0005DC00",
        ])
}
