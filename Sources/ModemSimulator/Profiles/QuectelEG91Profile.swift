extension SimulatedProfile {
    /// A Quectel EG91: it shares the EC25's manual, but has no sound over USB.
    public static let quectelEG91 = SimulatedProfile(
        name: "quectel-eg91",
        manufacturer: "Quectel", model: "EG91", revision: "EG91EXGAR05A01M2G",
        identification: ["Quectel", "EG91", "Revision: EG91EXGAR05A01M2G"],
        errorLevel: 1,
        announcements: [2, 1, 0, 0, 0],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        storedSettings: [
            "+QTONEDET": StoredSetting(value: "0", test: "(0,1)")
        ],
        capacities: ["SM": 40, "ME": 255, "SR": 23],
        memories: [["ME", "MT", "SM", "SR"], ["ME", "MT", "SM"], ["ME", "MT", "SM"]],
        defaultMemories: ["ME", "ME", "ME"],
        firstIndex: 0,
        reportMemory: "SR",
        emptySlot: .ok,
        memoryFullLine: "+QIND: \"smsfull\",\"{memory}\"",
        missingAcknowledgementEndsRouting: false,
        iccidBeforePIN: true,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        keyIndication: KeyIndication(command: "+QTONEDET", line: "+QTONEDET: {code}"),
        announcementPorts: ["usbat", "usbmodem", "uart1", "all"],
        ownCommands: [
            "+QCCID": ["+QCCID: {iccid}"],
            "+QPINC?": ["+QPINC: \"SC\",{pin_tries},{puk_tries}", "+QPINC: \"P2\",3,10"],
            "+QPINC=\"SC\"": ["+QPINC: \"SC\",{pin_tries},{puk_tries}"],
            "+QCFG=\"IMS\"": ["+QCFG: \"ims\",1,{ims}"],
        ],
        accepted: ["+QCFG=", "+QINDCFG="],
        missing: ["+CPINR"],
        boot: [
            BootStep(after: .milliseconds(500), line: "RDY"),
            BootStep(after: .milliseconds(300), line: "+CFUN: 1"),
            BootStep(after: .milliseconds(1000), line: "+CPIN: {cpin}", effect: .simReady),
            BootStep(after: .milliseconds(1500), line: "+QIND: SMS DONE", effect: .messagesReady),
            BootStep(after: .milliseconds(800), line: "+QIND: PB DONE"),
        ],
        chatter: ["+QIND: \"csq\",{rssi},99"])
}
