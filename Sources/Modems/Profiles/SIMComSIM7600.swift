extension ModemProfile {
    /// SIMCom SIM7600 series, LTE (SIM7500_SIM7600 Series AT Command Manual V3).
    public static let simcomSIM7600: ModemProfile = {
        var profile = ModemProfile(name: "sim7600", identifiers: ["SIM7600", "SIMCOM_SIM7600", "SIM7500"])
        profile.iccidCommands = ["AT+CICCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT+SPIC", "AT+CPINR=\"SIM PIN\""]
        return profile
    }()
}
