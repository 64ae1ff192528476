extension ModemProfile {
    /// SIMCom SIM7500 and SIM7600 series, LTE (SIM7500_SIM7600 Series AT Command Manual V2.00).
    public static let simcomSIM7600: ModemProfile = {
        var profile = ModemProfile(name: "sim7600", identifiers: ["SIM7600", "SIMCOM_SIM7600", "SIM7500"])
        // 00 diagnostics, 01 GNSS, 02 AT, 03 AT for dial-up, 04 PCM (ModemManager 77-mm-simtech-port-types.rules).
        profile.usb = [USBModel(vendor: 0x1e0e, product: 0x9001, atInterfaces: [2, 3], audioInterface: 4)]
        // The MBIM mode, named in Linux option.c without its interfaces.
        profile.usbToProbe = [USBModel(vendor: 0x1e0e, product: 0x9003)]
        profile.iccidCommands = ["AT+CICCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        // +SPIC: PIN, PUK, PIN2, PUK2 (manual, +SPIC).
        profile.pinTriesCommands = ["AT+SPIC", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        // Accepted only once the call is active, with some firmware only seconds later (manual, +CPCMREG; callpilot
        // issue 112).
        profile.voicePaths = [.serial(open: "AT+CPCMREG=1", close: "AT+CPCMREG=0,1")]
        // +RXDTMF: <key> (manual, +DDET).
        profile.keyReportCommand = "AT+DDET=1"
        // Manual, +CRESET; also in ModemManager's SimTech plugin.
        profile.restartCommand = "AT+CRESET"
        return profile
    }()
}
