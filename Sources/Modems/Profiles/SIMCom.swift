import Vocabulary

extension ModemProfile {
    /// Any other SIMCom module: SIM7070, SIM7080 and SIM7090 (LTE-M, NB-IoT), SIM8200 and others.
    ///
    /// What SIMCom's manuals of the SIM7600 and the SIM800 have in common; their own manuals were not available.
    public static let simcom: ModemProfile = {
        var profile = ModemProfile(name: "simcom", identifiers: ["SIMCOM"])
        // 00 diagnostics, 01 GNSS, 02 AT, then AT for dial-up (ModemManager 77-mm-simtech-port-types.rules, "SIM7070,
        // SIM7080, SIM7090").
        profile.usb = [
            USBModel(vendor: 0x1e0e, product: 0x9205, atInterfaces: [2, 3]),
            USBModel(vendor: 0x1e0e, product: 0x9206, atInterfaces: [2, 5]),
        ]
        // SIM8230 in its USB modes, named in Linux option.c without their interfaces.
        profile.usbToProbe = [
            USBModel(vendor: 0x1e0e, product: 0x9071), USBModel(vendor: 0x1e0e, product: 0x9078),
            USBModel(vendor: 0x1e0e, product: 0x907b),
        ]
        profile.iccidCommands = ["AT+CCID", "AT+CICCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT+SPIC", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        profile.voicePaths = [.none(.noManualOfModules)]
        // +CFUN: rst 1 (3GPP TS 27.007 8.2, and both manuals).
        profile.restartCommand = "AT+CFUN=1,1"
        return profile
    }()
}
