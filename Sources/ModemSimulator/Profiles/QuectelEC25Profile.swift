extension SimulatedProfile {
    /// A Quectel EC25: LTE, stores into its own memory of 255 places, answers an empty slot with OK.
    public static let quectelEC25 = SimulatedProfile(
        name: "quectel-ec25",
        manufacturer: "Quectel", model: "EC25", revision: "EC25EFAR06A15M4G",
        identification: ["Quectel", "EC25", "Revision: EC25EFAR06A15M4G"],
        errorLevel: 1,
        announcements: [2, 1, 0, 0, 0],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        storedSettings: [
            "+QTONEDET": StoredSetting(value: "0", test: "(0,1)")
        ],
        capacities: ["SM": 50, "ME": 255, "SR": 23],
        memories: [["ME", "MT", "SM", "SR"], ["ME", "MT", "SM"], ["ME", "MT", "SM"]],
        defaultMemories: ["ME", "ME", "ME"],
        firstIndex: 0,
        // The report lies in SR and is announced in the receiving memory.
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
        // The settings as asterisk-chan-quectel uses them, the flow indications as callpilot reports them; the key's
        // code as in the manual of AT+QTONEDET.
        sound: SoundFamily(
            command: "+QPCMV", toPort: "1,0", toCard: "1,2", off: ["0"], test: "(0,1),(0-2)",
            busyLine: "+QPCMV: 0,0", readyLine: "+QPCMV: 1,0"),
        keyIndication: KeyIndication(command: "+QTONEDET", line: "+QTONEDET: {code}"),
        announcementPorts: ["usbat", "usbmodem", "uart1", "all"],
        ownCommands: [
            "+QCCID": ["+QCCID: {iccid}"],
            "+QPINC?": ["+QPINC: \"SC\",{pin_tries},{puk_tries}", "+QPINC: \"P2\",3,10"],
            "+QPINC=\"SC\"": ["+QPINC: \"SC\",{pin_tries},{puk_tries}"],
            "+QSIMSTAT?": ["+QSIMSTAT: 0,{sim}"],
            "+QINISTAT": ["+QINISTAT: {init}"],
            "+QNWINFO": ["+QNWINFO: \"FDD LTE\",\"302720\",\"LTE BAND 4\",2175"],
            "+QCFG=\"IMS\"": ["+QCFG: \"ims\",1,{ims}"],
            "+QCFG=\"USBCFG\"": ["+QCFG: \"usbcfg\",0x2C7C,0x125,1,1,1,1,1,0,{uac}"],
        ],
        accepted: ["+QCFG=", "+QINDCFG=", "+QSCLK=", "+QMBNCFG="],
        missing: ["+CPINR"],
        boot: [
            BootStep(after: .milliseconds(500), line: "RDY"),
            BootStep(after: .milliseconds(300), line: "+CFUN: 1"),
            BootStep(after: .milliseconds(1000), line: "+CPIN: {cpin}", effect: .simReady),
            BootStep(after: .milliseconds(100), line: "+QUSIM: 1"),
            BootStep(after: .milliseconds(1500), line: "+QIND: SMS DONE", effect: .messagesReady),
            BootStep(after: .milliseconds(800), line: "+QIND: PB DONE"),
        ],
        chatter: ["+QIND: \"csq\",{rssi},99"])
}
