import Vocabulary

extension ModemProfile {
    /// Huawei E3372 and its like with stick firmware, LTE; with HiLink firmware it is a network card, not a modem.
    ///
    /// Huawei ME909 Series AT Command Interface Specification for the commands with `^`.
    public static let huaweiE3372: ModemProfile = {
        var profile = huaweiStick
        profile.name = "e3372"
        // Some print an empty manufacturer (openwrt issue 84), so only the model is compared.
        profile.identifiers = ["E3372", "E3272", "E3276", "MS2372"]
        // Which interface is AT depends on the AT^SETPORT setting of the individual stick (wdoekes/asterisk-chan-dongle
        // pull request 185). The older E171 has the same USB numbers.
        profile.usbToProbe = [USBModel(vendor: 0x12d1, product: 0x1506)]
        // The product of 12d1:1f01 after usb_modeswitch -X, with or without HiLink firmware: 0 AT for dial-up, 1
        // diagnostics, 2 AT (trackIT-Systems/modemmanager-e3372, docs/E3372h-153.md and docs/E3372h-320.md).
        profile.usb = [USBModel(vendor: 0x12d1, product: 0x155e, atInterfaces: [2, 0])]
        profile.registrationCommands = ["+CREG", "+CEREG"]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        // RasPBX-install, issue 7.
        profile.voicePaths = [.none(.switchedOff)]
        return profile
    }()
}
