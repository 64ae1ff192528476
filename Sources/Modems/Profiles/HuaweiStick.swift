extension ModemProfile {
    /// Huawei sticks of the E1xx and E17x class (USB 12d1), 2G and 3G.
    ///
    /// `^ICCID?` and `^CPIN?` are in the Huawei UMTS datacard AT command interface specification; the card stores
    /// messages in SM only on most firmware.
    public static let huaweiStick: ModemProfile = {
        var profile = ModemProfile(name: "huawei", identifiers: ["HUAWEI"])
        profile.iccidCommands = ["AT^ICCID?", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT^CPIN?"]
        // Without this the stick prints ^RSSI, ^BOOT and ^DSFLOWRPT every few seconds.
        profile.extraInitialisation = ["AT^CURC=0"]
        return profile
    }()
}
