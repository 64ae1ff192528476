extension ModemProfile {
    /// Huawei sticks of the E1xx and E17x class (USB 12d1), 2G and 3G.
    ///
    /// `^ICCID?` and `^CPIN?` are in the Huawei UMTS datacard AT command interface specification; most firmware stores
    /// messages in SM only.
    public static let huaweiStick: ModemProfile = {
        var profile = ModemProfile(name: "huawei", identifiers: ["HUAWEI"])
        // AT and PCM interfaces: asterisk-chan-dongle pdiscovery.c (E1550, E17xx, E153, E1750); the ports of 1436 as
        // usb-devices shows them: forums.linuxmint.com p=692422. 140c also is the E173 (Linux option.c).
        profile.usb = [
            USBModel(vendor: 0x12d1, product: 0x1001, atInterfaces: [2], audioInterface: 1),
            USBModel(vendor: 0x12d1, product: 0x140c, atInterfaces: [3], audioInterface: 2),
            USBModel(vendor: 0x12d1, product: 0x14ac, atInterfaces: [4], audioInterface: 3),
            USBModel(vendor: 0x12d1, product: 0x1436, atInterfaces: [4], audioInterface: 3),
        ]
        // The products of ``StorageModeStick`` after switching (usb_modeswitch data); no source names their interfaces.
        let switched: [UInt16] = [
            0x1404, 0x1406, 0x140b, 0x1412, 0x1417, 0x141b, 0x1429, 0x1432, 0x1433, 0x1465, 0x14c9, 0x150a, 0x150c,
            0x150f, 0x1511, 0x151d, 0x1c05, 0x1c06, 0x1c07, 0x1c08, 0x1c10, 0x1c1e,
        ]
        profile.usbToProbe = switched.map { USBModel(vendor: 0x12d1, product: $0) }
        profile.iccidCommands = ["AT^ICCID?", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT^CPIN?"]
        profile.registrationCommands = ["+CREG", "+CGREG"]
        // Seen with E1550 and E173: huawei-ussd.pl and other scripts for them, and ModemManager's Huawei plugin.
        profile.packsServiceCodes = true
        // Without this the stick prints ^RSSI, ^BOOT and ^DSFLOWRPT every few seconds.
        profile.extraInitialisation = ["AT^CURC=0"]
        // The sound goes to the voice port during the call (ModemManager's Huawei plugin sends ^DDSETEX=2 as it
        // begins). Some sticks must be unlocked for it; ^CVOICE? answers 0 if voice works.
        profile.voicePaths = [.serial(open: "AT^DDSETEX=2", close: nil)]
        // Not every Huawei stick has +CFUN=4; all have +CFUN=0 (ModemManager's Huawei plugin).
        profile.radioOffCommand = "AT+CFUN=0"
        // No reboot: a stick that restarts comes back as a CD-ROM and is a modem again only when it is switched.
        // Programs that reset on every error end in an endless loop (gammu issues 552 and 687,
        // wdoekes/asterisk-chan-dongle issue 62).
        profile.restartCommand = nil
        return profile
    }()
}
