import Vocabulary

extension ModemProfile {
    /// Any other Quectel module: what the EC25's manual and ModemManager's Quectel plugin have in common.
    ///
    /// EP06, EG06, EG12, RM500, RM520N, BG95 and BG96 are found by their USB numbers; their manuals were not available.
    public static let quectel: ModemProfile = {
        var profile = ModemProfile(name: "quectel", identifiers: ["QUECTEL"])
        // 00 diagnostics, 01 GNSS, 02 AT, 03 AT for dial-up; EM060K: 05 AT (ModemManager 77-mm-quectel-port-types.rules).
        profile.usb = [
            USBModel(vendor: 0x2c7c, product: 0x0296, atInterfaces: [2, 3]),
            USBModel(vendor: 0x2c7c, product: 0x0306, atInterfaces: [2, 3]),
            USBModel(vendor: 0x2c7c, product: 0x0512, atInterfaces: [2, 3]),
            USBModel(vendor: 0x2c7c, product: 0x0800, atInterfaces: [2, 3]),
            USBModel(vendor: 0x2c7c, product: 0x0801, atInterfaces: [2, 3]),
            USBModel(vendor: 0x2c7c, product: 0x0128, atInterfaces: [5]),
        ]
        // BG95-M3 and BG95, named in Linux option.c without their interfaces.
        profile.usbToProbe = [
            USBModel(vendor: 0x2c7c, product: 0x0203), USBModel(vendor: 0x2c7c, product: 0x0700),
        ]
        profile.iccidCommands = ["AT+QCCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT+QPINC=\"SC\"", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [
            IMSQuery(command: "AT+QCFG=\"ims\"", name: "+QCFG", field: 2, registered: 1), .standard,
        ]
        profile.announcementRoute = quectelEC25.announcementRoute
        profile.voicePaths = [.none(.noManualOfModules)]
        // ModemManager's Quectel plugin uses this command.
        profile.restartCommand = "AT+CFUN=1,1"
        return profile
    }()
}
