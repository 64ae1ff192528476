import Vocabulary

extension ModemProfile {
    /// Fibocom L610, NL668, MA510, L850 and their like, LTE.
    ///
    /// ModemManager's Fibocom plugin; the AT command manuals were not available, so the rest follows 3GPP.
    public static let fibocom: ModemProfile = {
        var profile = ModemProfile(name: "fibocom", identifiers: ["FIBOCOM", "L610", "NL668", "MA510", "L850"])
        // ModemManager 77-mm-fibocom-port-types.rules: L610 in two USB modes, NL668-AM, NL668-EAU, MA510-GL in two, L850.
        profile.usb = [
            USBModel(vendor: 0x1782, product: 0x4d10, atInterfaces: [0, 5, 6]),
            USBModel(vendor: 0x1782, product: 0x4d11, atInterfaces: [2, 7, 8]),
            USBModel(vendor: 0x2cb7, product: 0x01a0, atInterfaces: [2, 3]),
            USBModel(vendor: 0x1508, product: 0x1001, atInterfaces: [1, 2, 3]),
            USBModel(vendor: 0x2cb7, product: 0x0106, atInterfaces: [1, 2]),
            USBModel(vendor: 0x2cb7, product: 0x010a, atInterfaces: [0, 1]),
            USBModel(vendor: 0x2cb7, product: 0x0007, atInterfaces: [2, 6], driver: "cdc_acm"),
        ]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        profile.voicePaths = [.none(.noManual)]
        // The plugin uses this command.
        profile.restartCommand = "AT+CFUN=15"
        return profile
    }()
}
