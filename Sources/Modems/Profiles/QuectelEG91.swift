extension ModemProfile {
    /// Quectel EG91 and EG95, LTE Cat 1 and Cat 4 modules that share the EC25's manual.
    ///
    /// Quectel EC2x&EG9x&EG25-G Series AT Commands Manual.
    public static let quectelEG91: ModemProfile = {
        var profile = quectelEC25
        profile.name = "eg91"
        profile.identifiers = ["EG91", "EG95"]
        // 00 diagnostics, 01 GNSS, 02 AT, 03 AT (ModemManager 77-mm-quectel-port-types.rules).
        profile.usb = [
            USBModel(vendor: 0x2c7c, product: 0x0191, atInterfaces: [2, 3]),
            USBModel(vendor: 0x2c7c, product: 0x0195, atInterfaces: [2, 3]),
        ]
        // No source found says whether +QPCMV works on these.
        profile.voicePaths = []
        return profile
    }()
}
