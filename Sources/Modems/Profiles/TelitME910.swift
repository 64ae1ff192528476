import Vocabulary

extension ModemProfile {
    /// Telit ME910 and ME310 series, LTE-M and NB-IoT: the commands of the LE910, with other USB numbers.
    ///
    /// ModemManager's Telit plugin; the ME910C1 AT Commands Reference Guide 80529ST10815A was not available.
    public static let telitME910: ModemProfile = {
        var profile = telitLE910
        profile.name = "me910"
        profile.identifiers = ["ME910", "ME310", "ML865"]
        // 00 diagnostics, 01 and 02 AT (ModemManager 77-mm-telit-port-types.rules, "ME910C1", "MEx10G1").
        profile.usb = [
            USBModel(vendor: 0x1bc7, product: 0x1101, atInterfaces: [1, 2]),
            USBModel(vendor: 0x1bc7, product: 0x110a, atInterfaces: [1, 2]),
        ]
        // Named in Linux option.c without their interfaces.
        profile.usbToProbe = [
            USBModel(vendor: 0x1bc7, product: 0x1100), USBModel(vendor: 0x1bc7, product: 0x1102),
            USBModel(vendor: 0x1bc7, product: 0x110b),
        ]
        profile.voicePaths = [.none(.pinsWhereThereIsVoice)]
        return profile
    }()
}
