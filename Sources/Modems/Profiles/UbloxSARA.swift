import Vocabulary

extension ModemProfile {
    /// u-blox SARA-U2, SARA-R4, LARA-R2, LARA-R6, LARA-L6 and TOBY-R2: 3G and LTE modules.
    ///
    /// ModemManager's u-blox plugin and its README for `+UPINCNT` and the restart; the AT manuals were not available.
    public static let ublox: ModemProfile = {
        var profile = ModemProfile(name: "ublox", identifiers: ["U-BLOX", "SARA-", "LARA-", "TOBY-R", "LISA-U"])
        // Three AT ports, then others; LARA-R6: 00 diagnostics, 01 and 02 AT (ModemManager
        // 77-mm-ublox-port-types.rules).
        profile.usb = [
            USBModel(vendor: 0x1546, product: 0x1102, atInterfaces: [0, 2, 4], driver: "cdc_acm"),
            USBModel(vendor: 0x1546, product: 0x1104, atInterfaces: [0], driver: "cdc_acm"),
            USBModel(vendor: 0x1546, product: 0x1107, atInterfaces: [0, 2, 4], driver: "cdc_acm"),
            USBModel(vendor: 0x1546, product: 0x110a, atInterfaces: [0, 2, 4], driver: "cdc_acm"),
            USBModel(vendor: 0x05c6, product: 0x908b, atInterfaces: [1, 2]),
        ]
        // SARA-R410M, LARA-R6 and LARA-L6, named in Linux option.c without their interfaces.
        profile.usbToProbe = [
            USBModel(vendor: 0x05c6, product: 0x90b2), USBModel(vendor: 0x1546, product: 0x1311),
            USBModel(vendor: 0x1546, product: 0x1312), USBModel(vendor: 0x1546, product: 0x1313),
            USBModel(vendor: 0x1546, product: 0x1341), USBModel(vendor: 0x1546, product: 0x1342),
            USBModel(vendor: 0x1546, product: 0x1343),
        ]
        // +UPINCNT: PIN, PIN2, PUK, PUK2.
        profile.pinTriesCommands = ["AT+UPINCNT", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        profile.voicePaths = [.none(.i2sPins)]
        // README of the plugin: +CFUN=16 resets the module and the SIM.
        profile.restartCommand = "AT+CFUN=16"
        return profile
    }()
}
