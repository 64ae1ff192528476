import Vocabulary

extension ModemProfile {
    /// ZTE sticks of the MF190 class (USB 19d2), 2G and 3G.
    ///
    /// ModemManager's ZTE plugin for the commands with `+Z`.
    public static let zteStick: ModemProfile = {
        var profile = ModemProfile(name: "zte", identifiers: ["ZTE", "MF190", "MF110", "MF626", "MF627"])
        // AT, and AT for dial-up (ModemManager 77-mm-zte-port-types.rules): the products of ``StorageModeStick`` after
        // switching (usb_modeswitch data).
        profile.usb = [
            USBModel(vendor: 0x19d2, product: 0x0001, atInterfaces: [0, 2]),
            USBModel(vendor: 0x19d2, product: 0x0002, atInterfaces: [2, 4]),
            USBModel(vendor: 0x19d2, product: 0x0015, atInterfaces: [1, 3]),
            USBModel(vendor: 0x19d2, product: 0x0016, atInterfaces: [2, 1]),
            USBModel(vendor: 0x19d2, product: 0x0017, atInterfaces: [2, 1]),
            USBModel(vendor: 0x19d2, product: 0x0019, atInterfaces: [2, 1]),
            USBModel(vendor: 0x19d2, product: 0x0024, atInterfaces: [2, 4]),
            USBModel(vendor: 0x19d2, product: 0x0031, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0033, atInterfaces: [4, 1]),
            USBModel(vendor: 0x19d2, product: 0x0037, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0042, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0052, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0055, atInterfaces: [2, 4]),
            USBModel(vendor: 0x19d2, product: 0x0061, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0063, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0064, atInterfaces: [2, 0]),
            USBModel(vendor: 0x19d2, product: 0x0066, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0091, atInterfaces: [4, 1]),
            USBModel(vendor: 0x19d2, product: 0x0108, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x0117, atInterfaces: [2, 1]),
            USBModel(vendor: 0x19d2, product: 0x0124, atInterfaces: [4, 1]),
            USBModel(vendor: 0x19d2, product: 0x0128, atInterfaces: [4, 1]),
            USBModel(vendor: 0x19d2, product: 0x2002, atInterfaces: [3, 1]),
            USBModel(vendor: 0x19d2, product: 0x2003, atInterfaces: [3, 1]),
        ]
        // No source names the interfaces of these.
        profile.usbToProbe = [0x0151, 0x0157, 0x0167, 0x0177, 0x1402].map { USBModel(vendor: 0x19d2, product: $0) }
        profile.iccidCommands = ["AT+ZGETICCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        // +ZPINPUK: PIN, PUK.
        profile.pinTriesCommands = ["AT+ZPINPUK=?", "AT+CPINR=\"SIM PIN\""]
        profile.registrationCommands = ["+CREG", "+CGREG"]
        // The flood of +ZUSIMR:2 stops after +CPMS?, which the set-up sends anyway.
        profile.voicePaths = [.none(.noCommand)]
        // No reboot: like Huawei's sticks these start as a CD-ROM (gammu issues 552 and 170).
        profile.restartCommand = nil
        return profile
    }()
}
