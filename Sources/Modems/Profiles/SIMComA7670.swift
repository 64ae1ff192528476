import Vocabulary

extension ModemProfile {
    /// SIMCom A7670, A7672, A7608 and A7600, LTE Cat 1 and Cat 4 (A76XX Series AT Command Manual V1.11).
    public static let simcomA7670: ModemProfile = {
        var profile = ModemProfile(name: "a7670", identifiers: ["A7670", "A7672", "A7608", "A7602", "A7600"])
        // 02 diagnostics, 04 AT, 05 AT for dial-up (ModemManager 77-mm-simtech-port-types.rules, "SIM A7600E-H"). The
        // SIM7600 in RNDIS mode has the same numbers; +CGMM tells the two apart.
        profile.usb = [USBModel(vendor: 0x1e0e, product: 0x9011, atInterfaces: [4, 5])]
        // The ECM mode (AT+CUSBPIDSWITCH=9018), also of the SIM7600. No kernel driver lists it, and no source names its
        // interfaces.
        profile.usbToProbe = [USBModel(vendor: 0x1e0e, product: 0x9018, binding: .newID)]
        profile.restartIndications = ["*ATREADY: 1", "RDY"]
        profile.iccidCommands = ["AT+CICCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT+SPIC", "AT+CPINR=\"SIM PIN\""]
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        // asterisk-chan-quectel, README.
        profile.voicePaths = [.none(.analoguePins)]
        // Manual, +CRESET.
        profile.restartCommand = "AT+CRESET"
        return profile
    }()
}
