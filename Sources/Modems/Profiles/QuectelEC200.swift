import Vocabulary

extension ModemProfile {
    /// Quectel EC200, EG912Y and EG916Q, LTE Cat 1 modules on another chip than the EC25.
    ///
    /// Quectel EC200x&EG912Y Series AT Commands Manual.
    public static let quectelEC200: ModemProfile = {
        var profile = ModemProfile(name: "ec200", identifiers: ["EC200", "EG912", "EG915", "EG916"])
        // Linux drivers/usb/serial/option.c names the products; which interface is AT differs by chip and by USB mode,
        // and no source names it for all of them.
        profile.usbToProbe = [
            USBModel(vendor: 0x2c7c, product: 0x0901), USBModel(vendor: 0x2c7c, product: 0x6001),
            USBModel(vendor: 0x2c7c, product: 0x6002), USBModel(vendor: 0x2c7c, product: 0x6005),
            USBModel(vendor: 0x2c7c, product: 0x6007), USBModel(vendor: 0x2c7c, product: 0x6026),
        ]
        profile.iccidCommands = ["AT+QCCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT+QPINC=\"SC\"", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        profile.announcementRoute = .quectel
        profile.voicePaths = [.none(.analogueOrPCMPins)]
        profile.restartCommand = "AT+CFUN=1,1"
        return profile
    }()
}
