extension SimulatedProfile {
    /// A SIMCom SIM7600: LTE, message indices from 0, hangs up with `AT+CHUP` only, finds its SIM slowly.
    public static let sim7600 = SimulatedProfile(
        name: "sim7600",
        manufacturer: "SIMCOM INCORPORATED", model: "SIMCOM_SIM7600G-H", revision: "+CGMR: LE20B04SIM7600G22",
        identification: [
            "Manufacturer: SIMCOM INCORPORATED", "Model: SIMCOM_SIM7600G-H", "Revision: SIM7600M22_V2.0.1",
            "IMEI: {imei}", "+GCAP: +CGSM",
        ],
        errorLevel: 2,
        errorsOfMessagesAreTexts: true,
        announcements: [2, 1, 0, 0, 0],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        hangUpControl: 1,
        storedSettings: [
            "+CNMP": StoredSetting(value: "2", test: "((2-Automatic),(13-GSM Only),(14-WCDMA Only),(38-LTE Only))"),
            "+AUTOCSQ": StoredSetting(value: "0,0", test: "(0-1),(0-1)"),
            "+CPCMFRM": StoredSetting(value: "0", test: "(0-1)"),
            "+DDET": StoredSetting(value: "0,0,0,0", test: "(0,1),(0-10000),(0,1),(0,1)"),
        ],
        capacities: ["SM": 50, "ME": 23, "SR": 10],
        memories: [["ME", "MT", "SM", "SR"], ["ME", "MT", "SM"], ["ME", "MT", "SM"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        nameField: "\"\"",
        emptySlot: .invalidIndex,
        memoryFullLine: "+SMS FULL",
        missingAcknowledgementEndsRouting: false,
        iccidBeforePIN: true,
        answersCPINR: true,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["MISSED_CALL: {time} {number}"],
        callEnded: ["NO CARRIER", "VOICE CALL: END: {seconds}"],
        callBegun: ["VOICE CALL: BEGIN"],
        announcesCallList: true,
        // Only in a call, and it lasts beyond it (README of IchthysMaranatha/asterisk-chan-quectel); `=0,1` as in pull
        // request 162 of wdoekes/asterisk-chan-dongle. `+RXDTMF` was seen from a SIM7600G-H.
        sound: SoundFamily(
            command: "+CPCMREG", toPort: "1", off: ["0", "0,1"], test: "(0-1)", needsCall: true,
            rateCommand: "+CPCMFRM"),
        keyIndication: KeyIndication(command: "+DDET", line: "+RXDTMF: {key}"),
        ownCommands: [
            "+CICCID": ["+ICCID: {iccid}"],
            "+SPIC": ["+SPIC: {pin_tries},{puk_tries},3,10"],
            "+CPSI?": [
                "+CPSI: LTE,Online,302-720,0x2B5C,21015323,66,EUTRAN-BAND4,2175,4,4,-101,-1015,-704,15"
            ],
            "+CNSMOD?": ["+CNSMOD: 0,8"],
            "+SIMEI?": ["+SIMEI: {imei}"],
            "+CIREG?": ["+CIREG: 0,{ims}"],
        ],
        accepted: ["+CNSMOD=", "+CPSI=", "+CRSL=", "+CGPS="],
        resetCommands: ["+CRESET"],
        missing: ["+CCID", "+ICCID"],
        boot: [
            BootStep(after: .milliseconds(500), line: "RDY"),
            BootStep(after: .milliseconds(2500), line: "+CPIN: {cpin}", effect: .simReady),
            BootStep(after: .milliseconds(3000), line: "SMS DONE", effect: .messagesReady),
            BootStep(after: .milliseconds(2000), line: "PB DONE"),
        ],
        chatter: ["+CSQ: {rssi},99"])
}
