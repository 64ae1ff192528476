extension SimulatedProfile {
    /// A Sierra Wireless MC7455: PIN tries in `+CPINC`, no line that announces a restart.
    public static let sierraMC7455 = SimulatedProfile(
        name: "sierra-mc7455",
        manufacturer: "Sierra Wireless, Incorporated", model: "MC7455",
        revision: "SWI9X30C_02.24.05.06 r7040 CARMD-EV-FRMWR2 2017/05/19 06:23:09",
        identification: [
            "Manufacturer: Sierra Wireless, Incorporated", "Model: MC7455", "IMEI: {imei}", "+GCAP: +CGSM",
        ],
        announcementChoices: [[0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 2], [0, 1]],
        capacities: ["SM": 30, "ME": 50],
        memories: [["SM", "ME"], ["SM", "ME"], ["SM", "ME"]],
        defaultMemories: ["SM", "SM", "SM"],
        firstIndex: 0,
        emptySlot: .invalidIndex,
        iccidBeforePIN: false,
        answersCPINR: false,
        accessTechnology: 7,
        callerTail: ",,,,0", withheldTail: ",,,,1",
        missedCall: ["NO CARRIER"],
        callEnded: ["NO CARRIER"],
        ownCommands: [
            "+CPINC?": ["+CPINC: {pin_tries},3,{puk_tries},10"],
            "!STATUS": [],
        ],
        resetCommands: ["!RESET"],
        missing: ["+CPINR", "+CCID"],
        boot: [
            BootStep(after: .milliseconds(1500), line: nil, effect: .simReady),
            BootStep(after: .milliseconds(1500), line: nil, effect: .messagesReady),
        ],
        chatter: ["+CGEV: ME PDN ACT 1"])
}
