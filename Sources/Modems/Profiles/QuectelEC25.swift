extension ModemProfile {
    /// Quectel EC20, EC21, EC25 and EG25-G, LTE (Quectel EC2x&EG9x&EG25-G Series AT Commands Manual).
    public static let quectelEC25: ModemProfile = {
        var profile = ModemProfile(name: "ec25", identifiers: ["EC25", "EC20", "EC21", "EG25"])
        // 00 diagnostics, 01 GNSS and PCM, 02 AT, 03 AT for dial-up (Quectel EC2x USB Linux driver user guide;
        // ModemManager 77-mm-quectel-port-types.rules).
        profile.usb = [
            USBModel(vendor: 0x2c7c, product: 0x0125, atInterfaces: [2, 3], audioInterface: 1),
            USBModel(vendor: 0x2c7c, product: 0x0121, atInterfaces: [2, 3], audioInterface: 1),
        ]
        profile.iccidCommands = ["AT+QCCID", "AT+CCID", "AT+CRSM=176,12258,0,0,10"]
        profile.pinTriesCommands = ["AT+QPINC=\"SC\"", "AT+QPINC"]
        profile.messageBearer = 3
        // +QCFG: "ims",<setting>,<state>: 1 is ready for VoLTE (manual, +QCFG="ims").
        profile.imsQueries = [
            IMSQuery(command: "AT+QCFG=\"ims\"", name: "+QCFG", field: 2, registered: 1), .standard,
        ]
        // Directs announcements to the port we listen on (manual, +QURCCFG).
        profile.announcementRoute = .quectel
        // 2 is the module's own USB sound card, 0 raw PCM on the GNSS port (manual, +QPCMV). The card has to be switched
        // on once with +QCFG="USBCFG".
        profile.voicePaths = [
            .usbSound(open: "AT+QPCMV=1,2", close: "AT+QPCMV=0"), .serial(open: "AT+QPCMV=1,0", close: "AT+QPCMV=0"),
        ]
        // +QTONEDET: <ASCII code> for every key (manual, +QTONEDET).
        profile.keyReportCommand = "AT+QTONEDET=1"
        // Manual, +CFUN: rst 1; ModemManager's Quectel plugin uses this command.
        profile.restartCommand = "AT+CFUN=1,1"
        return profile
    }()
}
