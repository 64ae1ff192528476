import Vocabulary

extension ModemProfile {
    /// Cinterion (Gemalto, Thales) PLS8, PLS62, PLS63, PLS83 and EXS82, LTE.
    ///
    /// ModemManager's Cinterion plugin for the commands with `^`; the AT Command Sets of the modules were not
    /// available.
    public static let cinterion: ModemProfile = {
        var profile = ModemProfile(name: "cinterion", identifiers: ["CINTERION", "PLS8", "PLS6", "EXS82", "EXS62"])
        // ModemManager 77-mm-cinterion-port-types.rules: PLS8, PLS62 in its two USB modes, PLS63, PLS83.
        profile.usb = [
            USBModel(vendor: 0x1e2d, product: 0x0061, atInterfaces: [2, 0], driver: "cdc_acm"),
            USBModel(vendor: 0x1e2d, product: 0x005b, atInterfaces: [0, 2], driver: "cdc_acm"),
            USBModel(vendor: 0x1e2d, product: 0x005d, atInterfaces: [0, 2], driver: "cdc_acm"),
            USBModel(vendor: 0x1e2d, product: 0x0069, atInterfaces: [0, 2], driver: "cdc_acm"),
            USBModel(vendor: 0x1e2d, product: 0x006f, atInterfaces: [0, 2], driver: "cdc_acm"),
        ]
        // EXS82, named in Linux option.c without its interfaces.
        profile.usbToProbe = [USBModel(vendor: 0x1e2d, product: 0x006c)]
        profile.iccidCommands = ["AT+CCID", "AT^SCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT^SPIC=\"SC\"", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        profile.voicePaths = [.none(.digitalPins)]
        // +CFUN: rst 1 (3GPP TS 27.007 8.2).
        profile.restartCommand = "AT+CFUN=1,1"
        return profile
    }()
}
