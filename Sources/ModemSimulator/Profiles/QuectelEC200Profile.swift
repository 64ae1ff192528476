extension SimulatedProfile {
    /// A Quectel EC200: no `+QCFG="ims"`, an ICCID with filler digit, no signal in `+CSQ` on LTE.
    public static let quectelEC200 = SimulatedProfile(
        name: "quectel-ec200",
        manufacturer: "Quectel", model: "EC200U", revision: "EC200UEUAAR03A05M08",
        identification: ["Quectel", "EC200U", "Revision: EC200UEUAAR03A05M08"],
        errorLevel: 1,
        announcements: [2, 1, 0, 0, 0],
        announcementChoices: [[0, 1, 2], [0, 1, 2], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 20, "ME": 100],
        memories: [["SM", "ME", "MT"], ["SM", "ME", "MT"], ["SM", "ME", "MT"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        emptySlot: .invalidIndex,
        memoryFullLine: "+QIND: \"smsfull\",\"{memory}\"",
        missingAcknowledgementEndsRouting: false,
        iccidBeforePIN: false,
        answersCPINR: true,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        announcementPorts: ["usbat", "uart1", "all"],
        ownCommands: [
            "+QCCID": ["+QCCID: {iccid}"],
            "+CSQ": ["+CSQ: 99,99"],
            "+CIREG?": ["+CIREG: 0,{ims}"],
        ],
        accepted: ["+QINDCFG="],
        missing: ["+CCID", "+ICCID"],
        boot: [
            BootStep(after: .milliseconds(500), line: "RDY"),
            BootStep(after: .milliseconds(800), line: "+CPIN: {cpin}", effect: .simReady),
            BootStep(after: .milliseconds(1200), line: "+QIND: SMS DONE", effect: .messagesReady),
            BootStep(after: .milliseconds(300), line: "+QIND: PB DONE"),
        ],
        chatter: ["+QIND: \"act\",\"LTE\""])
}
