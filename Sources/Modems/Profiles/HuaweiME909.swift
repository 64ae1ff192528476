import Vocabulary

extension ModemProfile {
    /// Huawei ME909s and ME909u, LTE modules (Huawei ME909 Series AT Command Interface Specification).
    ///
    /// A module, not a stick: it never appears as a CD-ROM.
    public static let huaweiME909: ModemProfile = {
        var profile = huaweiE3372
        profile.name = "me909"
        profile.identifiers = ["ME909"]
        profile.usb = []
        // 1573 is the ME909u, 15c1 the ME909s (usb_modeswitch data, files 12d1:1573 and 12d1:15c1); which interface is AT
        // depends on AT^SETPORT.
        profile.usbToProbe = [
            USBModel(vendor: 0x12d1, product: 0x1573), USBModel(vendor: 0x12d1, product: 0x15c1),
        ]
        profile.voicePaths = [.none(.pcmPinsOfVariants)]
        // ^RESET restarts the module (specification); this program nevertheless never restarts a Huawei product: no
        // source reports that this one comes back.
        profile.restartCommand = nil
        return profile
    }()
}
