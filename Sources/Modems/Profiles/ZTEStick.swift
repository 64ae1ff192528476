extension ModemProfile {
    /// ZTE sticks of the MF190 class (USB 19d2), 2G and 3G.
    ///
    /// ModemManager's ZTE plugin for the commands with `+Z`.
    public static let zteStick: ModemProfile = {
        var profile = ModemProfile(name: "zte", identifiers: ["ZTE", "MF190", "MF110", "MF626", "MF627"])
        // AT, and AT for dial-up (ModemManager 77-mm-zte-port-types.rules). What a stick becomes when it is switched:
        // usb_modeswitch data, 19d2:2000, 19d2:0053, 19d2:0149, 19d2:0154.
        profile.usb = [
            USBModel(vendor: 0x19d2, product: 0x0117, atInterfaces: [2, 1]),
            USBModel(vendor: 0x19d2, product: 0x0031, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0108, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0124, atInterfaces: [4, 1]),
        ]
        profile.iccidCommands = ["AT+ZGETICCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        // +ZPINPUK: PIN, PUK.
        profile.pinTriesCommands = ["AT+ZPINPUK=?", "AT+CPINR=\"SIM PIN\""]
        profile.registrationCommands = ["+CREG", "+CGREG"]
        // The flood of +ZUSIMR:2 stops once +CPMS? was asked, which the set-up does anyway.
        profile.voicePaths = [.none(reason: "no command for sound over USB is known")]
        // No reboot: like Huawei's sticks these are a CD-ROM first (gammu issues 552 and 170).
        profile.restartCommand = nil
        return profile
    }()
}
