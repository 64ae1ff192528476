extension ModemProfile {
    /// Quectel EC20, EC21, EC25 and EG25-G, LTE (Quectel EC2x&EG9x AT Commands Manual).
    public static let quectelEC25: ModemProfile = {
        var profile = ModemProfile(name: "ec25", identifiers: ["EC25", "EC20", "EC21", "EG25"])
        profile.iccidCommands = ["AT+QCCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT+QPINC=\"SC\"", "AT+QPINC"]
        // Hang-up by ATH needs CVHU=0; announcements on the port we listen on (manual, +QURCCFG).
        profile.extraInitialisation = ["AT+QURCCFG=\"urcport\",\"all\""]
        return profile
    }()
}
