extension SimulatedProfile {
    /// A ZTE MF190: 3G, floods `+ZUSIMR:2`, has a separate memory for reports, prints errors without a number.
    ///
    /// The memories are those of the MF626 in gammu issue 209.
    public static let zteMF190 = SimulatedProfile(
        name: "zte-mf190",
        manufacturer: "ZTE INCORPORATED", model: "MF190A", revision: "BD_P673A2V1.0.0B09",
        identification: [
            "Manufacturer: ZTE INCORPORATED", "Model: MF190A", "Revision: BD_P673A2V1.0.0B09", "IMEI: {imei}",
            "+GCAP: +CGSM,+DS,+ES",
        ],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 50, "ME": 100, "SR": 50],
        memories: [["ME", "MT", "SM", "SR"], ["ME", "MT", "SM", "SR"], ["ME", "MT", "SM", "SR"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        reportMemory: "SR",
        emptySlot: .invalidIndex,
        iccidBeforePIN: false,
        answersCPINR: false,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["HANGUP: {seconds}"],
        callBegun: ["CONNECT"],
        ownCommands: [
            "+ZGETICCID": ["+ZGETICCID: {iccid}"],
            "+ZPINPUK=?": ["+ZPINPUK: {pin_tries},{puk_tries}"],
            "+ZPAS?": ["+ZPAS: \"UMTS\",\"CS_PS\""],
        ],
        accepted: ["+ZOPRT=", "+ZCDRUN=", "+ZSNT="],
        missing: ["+CPINR", "+CEREG", "+CESQ", "+CCID", "+ICCID", "+CIREG"],
        unknownCommand: .error,
        boot: [
            BootStep(after: .milliseconds(500), line: "+ZUSIMR:2", effect: .simReady),
            BootStep(after: .milliseconds(500), line: "+ZPASR: \"UMTS\"", effect: .messagesReady),
            BootStep(after: .milliseconds(200), line: "+ZDONR: \"Rogers\",302,720,\"CS_PS\",\"ROAM_OFF\""),
        ],
        chatter: ["+ZUSIMR:2", "+ZUSIMR:2", "+ZPASR: \"UMTS\""])
}
