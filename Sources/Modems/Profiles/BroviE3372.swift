import Vocabulary

extension ModemProfile {
    /// Brovi (ZOWEE) E3372-325, LTE: sold as Huawei's, on another chip, and it speaks much of Huawei's dialect.
    ///
    /// Facts from trackIT-Systems/modemmanager-e3372, docs/E3372-325.md (firmware 3.0.2.61), where no other source is named.
    public static let broviE3372: ModemProfile = {
        var profile = ModemProfile(name: "brovi", identifiers: ["E3372-325", "ZOWEE", "BROVI"])
        // 1 AT and dial-up, 2 diagnostics, 4 AT. The numbers are the same as a CD-ROM; no kernel's driver names them.
        profile.usb = [USBModel(vendor: 0x3566, product: 0x2001, atInterfaces: [4, 1], binding: .newID)]
        profile.iccidCommands = ["AT^ICCID?", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        // Huawei's own; whether this stick has it is said nowhere we found.
        profile.pinTriesCommands = ["AT^CPIN?", "AT+CPINR=\"SIM PIN\""]
        // Huawei's ^SYSSTART is not reported of it; the port goes away when it restarts.
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
