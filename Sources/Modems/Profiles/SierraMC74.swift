import Vocabulary

extension ModemProfile {
    /// Sierra Wireless MC7455, EM7455, MC7430, EM7565 and RC76, LTE.
    ///
    /// ModemManager's Sierra plugin for the commands that are not 3GPP's; the AT Command Reference 4117727 was not
    /// available.
    public static let sierraMC74: ModemProfile = {
        var profile = ModemProfile(name: "mc74", identifiers: ["MC74", "EM74", "EM75", "MC75", "RC76", "SIERRA"])
        // 00 diagnostics, 02 GNSS, 03 AT (ModemManager 77-mm-sierra.rules). In the USB mode with MBIM alone there is no
        // serial port.
        profile.usb = [
            USBModel(vendor: 0x1199, product: 0x9071, atInterfaces: [3], driver: "qcserial"),
            USBModel(vendor: 0x1199, product: 0x9079, atInterfaces: [3], driver: "qcserial"),
            USBModel(vendor: 0x1199, product: 0x9091, atInterfaces: [3], driver: "qcserial"),
            USBModel(vendor: 0x1199, product: 0x68c0, atInterfaces: [3], driver: "qcserial"),
        ]
        profile.iccidCommands = ["AT+ICCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        // +CPINC: PIN, PIN2, PUK, PUK2.
        profile.pinTriesCommands = ["AT+CPINC?", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        profile.voicePaths = [.none(.pcmPins)]
        profile.restartCommand = "AT!RESET"
        return profile
    }()
}
