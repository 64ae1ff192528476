import Vocabulary

extension ModemProfile {
    /// SIMCom SIM800 and SIM868, 2G (SIM800 Series AT Command Manual V1.09).
    ///
    /// These have no USB numbers of their own: boards connect the UART through a converter such as CH340 or CP2102,
    /// which may belong to any device. A line must name the port itself, as `/dev/serial/by-path/...`.
    public static let simcomSIM800: ModemProfile = {
        var profile = ModemProfile(name: "sim800", identifiers: ["SIM800", "SIM868", "SIM808", "SIM900"])
        profile.iccidCommands = ["AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        // +SPIC begins with the tries of the PIN (manual, +SPIC).
        profile.pinTriesCommands = ["AT+SPIC"]
        profile.registrationCommands = ["+CREG", "+CGREG"]
        // There is no +CVHU that could disable ATH (manual, ATH).
        profile.hangUpCommands = ["ATH", "AT+CHUP"]
        profile.voicePaths = [.none(.analoguePins)]
        // Manual, +CFUN: rst 1.
        profile.restartCommand = "AT+CFUN=1,1"
        return profile
    }()
}
