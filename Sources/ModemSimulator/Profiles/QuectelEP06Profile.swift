extension SimulatedProfile {
    /// A Quectel EP06, for Quectel modules without a profile of their own: the EC25's commands, no voice.
    public static let quectelEP06 = SimulatedProfile(
        name: "quectel-ep06",
        manufacturer: "Quectel", model: "EP06", revision: "EP06ELAR04A22M4G",
        identification: ["Quectel", "EP06", "Revision: EP06ELAR04A22M4G"],
        errorLevel: 1,
        announcements: [2, 1, 0, 0, 0],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        storedSettings: [
            "+QURCCFG": StoredSetting(
                value: "\"urcport\",\"usbat\"", test: "\"urcport\",(\"usbat\",\"usbmodem\",\"uart1\",\"all\")")
        ],
        capacities: ["SM": 50, "ME": 255],
        memories: [["ME", "MT", "SM"], ["ME", "MT", "SM"], ["ME", "MT", "SM"]],
        defaultMemories: ["ME", "ME", "ME"],
        firstIndex: 0,
        emptySlot: .ok,
        memoryFullLine: "+QIND: \"smsfull\",\"{memory}\"",
        missingAcknowledgementEndsRouting: false,
        iccidBeforePIN: true,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: [
            "+QCCID": ["+QCCID: {iccid}"],
            "+QPINC=\"SC\"": ["+QPINC: \"SC\",{pin_tries},{puk_tries}"],
            "+QCFG=\"IMS\"": ["+QCFG: \"ims\",1,{ims}"],
        ],
        accepted: ["+QCFG=", "+QURCCFG=", "+QINDCFG="],
        missing: ["+CPINR"],
        boot: [
            BootStep(after: .milliseconds(500), line: "RDY"),
            BootStep(after: .milliseconds(1000), line: "+CPIN: {cpin}", effect: .simReady),
            BootStep(after: .milliseconds(1500), line: "+QIND: SMS DONE", effect: .messagesReady),
        ],
        chatter: ["+QIND: \"csq\",{rssi},99"])
}
