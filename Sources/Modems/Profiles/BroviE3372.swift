import Vocabulary

extension ModemProfile {
    /// Brovi (ZOWEE) E3372-325, LTE: sold as a Huawei product, built on another chip, with many of Huawei's commands.
    ///
    /// Facts from trackIT-Systems/modemmanager-e3372, docs/E3372-325.md (firmware 3.0.2.61), unless another source is
    /// named.
    public static let broviE3372: ModemProfile = {
        var profile = ModemProfile(name: "brovi", identifiers: ["E3372-325", "ZOWEE", "BROVI"])
        // 1 AT and dial-up, 2 diagnostics, 4 AT. The USB numbers are the same in CD-ROM mode; no kernel driver lists
        // them.
        profile.usb = [USBModel(vendor: 0x3566, product: 0x2001, atInterfaces: [4, 1], binding: .newID)]
        profile.iccidCommands = ["AT^ICCID?", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        // Huawei's command; no source found says whether this stick has it.
        profile.pinTriesCommands = ["AT^CPIN?", "AT+CPINR=\"SIM PIN\""]
        // No source reports ^SYSSTART for it; its port disappears when it restarts.
        profile.restartIndications = []
        profile.messageBearer = 3
        profile.imsQueries = [.standard]
        profile.extraInitialisation = ["AT^CURC=0"]
        profile.voicePaths = [.none(.noPort)]
        // +CFUN=1,1 does nothing, and ^RESET brings the CD-ROM back.
        profile.restartCommand = nil
        return profile
    }()
}
