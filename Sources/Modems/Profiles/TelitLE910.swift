import Vocabulary

extension ModemProfile {
    /// Telit LE910 series, LTE (LE920A4/LE910C1 AT Commands Reference Guide 80490ST10778A).
    public static let telitLE910: ModemProfile = {
        var profile = ModemProfile(name: "le910", identifiers: ["LE910"])
        // AT, and AT for dial-up (ModemManager 77-mm-telit-port-types.rules: LE910C1 in its USB configurations, LE910S1).
        profile.usb = [
            USBModel(vendor: 0x1bc7, product: 0x1201, atInterfaces: [4, 5]),
            USBModel(vendor: 0x1bc7, product: 0x1204, atInterfaces: [5, 6]),
            USBModel(vendor: 0x1bc7, product: 0x1031, atInterfaces: [1, 2]),
            USBModel(vendor: 0x1bc7, product: 0x1033, atInterfaces: [1, 2]),
            USBModel(vendor: 0x1bc7, product: 0x7010, atInterfaces: [4, 3]),
            USBModel(vendor: 0x1bc7, product: 0x7011, atInterfaces: [4, 3]),
        ]
        profile.iccidCommands = ["AT#CCID", "AT+ICCID", "AT+CRSM=176,12258,0,0,10"]
        // #PCT counts the tries for the code that +CPIN? wants, so it is sent only while that is the PIN (guide, #PCT).
        profile.pinTriesCommands = ["AT+CPINR=\"SIM PIN\"", "AT#PCT"]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        // Guide, #DVI.
        profile.voicePaths = [.none(.digitalVoicePins)]
        // Guide, #REBOOT; also in ModemManager's Telit plugin.
        profile.restartCommand = "AT#REBOOT"
        return profile
    }()
}
