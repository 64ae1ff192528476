import Testing
import Vocabulary

/// One notice, its canonical form, and its English sentence: what `status` shows.
struct NoticeExample: Sendable, CustomTestStringConvertible {
    let notice: Notice
    let json: String
    let english: String

    init(_ notice: Notice, _ json: String, _ english: String) {
        self.notice = notice
        self.json = json
        self.english = english
    }

    var testDescription: String { json }

    static let all = port + modem + silence + sim + line + well

    static let port = [
        NoticeExample(
            .portMissing(path: "/dev/ttyUSB2"), #"{"code":"port_missing","path":"/dev/ttyUSB2"}"#,
            "/dev/ttyUSB2 does not exist: plug in the modem, or correct `modem` of this line"),
        NoticeExample(
            .portPermission(path: "/dev/ttyUSB2"), #"{"code":"port_permission","path":"/dev/ttyUSB2"}"#,
            "no permission to open /dev/ttyUSB2: add the service's user to the group dialout (usermod -aG dialout jedisnon)"
        ),
        NoticeExample(
            .portNotSerial(path: "/dev/null"), #"{"code":"port_not_serial","path":"/dev/null"}"#,
            "/dev/null is not a serial port: correct `modem` of this line"),
        NoticeExample(
            .portHeld(path: "/dev/ttyUSB2", by: "minicom (process 812)"),
            #"{"by":"minicom (process 812)","code":"port_held","path":"/dev/ttyUSB2"}"#,
            "/dev/ttyUSB2 is held by minicom (process 812): stop it, or let this line use another port"),
        NoticeExample(
            .portHeld(path: "/dev/ttyUSB2", by: nil), #"{"by":null,"code":"port_held","path":"/dev/ttyUSB2"}"#,
            "/dev/ttyUSB2 is held by another program: stop it, or let this line use another port"),
        NoticeExample(
            .portError(path: "/dev/ttyUSB2", call: "tcgetattr", answer: "EIO 5"),
            #"{"answer":"EIO 5","call":"tcgetattr","code":"port_error","path":"/dev/ttyUSB2"}"#,
            "/dev/ttyUSB2: tcgetattr failed: EIO 5"),
        NoticeExample(
            .usbUnreadable(.noUdev), #"{"code":"usb_unreadable","reason":"no_udev"}"#, "libudev cannot be started"),
        NoticeExample(
            .usbUnreadable(.noMemory), #"{"code":"usb_unreadable","reason":"no_memory"}"#, "libudev has no memory"),
        NoticeExample(
            .usbUnreadable(.unreadable(deviceClass: "tty")),
            #"{"class":"tty","code":"usb_unreadable","reason":"unreadable"}"#,
            "/sys cannot be read: the devices of the class tty are not known"),
        NoticeExample(
            .usbStorageMode(stick: "ZTE MF110", becomesModem: true, command: nil, hasSwitcher: false),
            #"{"becomes_modem":true,"code":"usb_storage_mode","command":null,"stick":"ZTE MF110","switcher_installed":false}"#,
            "ZTE MF110 shows as a CD-ROM: install usb-modeswitch and plug it in again"),
        NoticeExample(
            .usbStorageMode(stick: "ZTE MF110", becomesModem: true, command: nil, hasSwitcher: true),
            #"{"becomes_modem":true,"code":"usb_storage_mode","command":null,"stick":"ZTE MF110","switcher_installed":true}"#,
            "ZTE MF110 shows as a CD-ROM, and usb-modeswitch has not switched it: pull it out and plug it in again"),
        NoticeExample(
            .usbStorageMode(stick: "Brovi", becomesModem: true, command: "sudo usb_modeswitch -X", hasSwitcher: false),
            #"{"becomes_modem":true,"code":"usb_storage_mode","command":"sudo usb_modeswitch -X","stick":"Brovi","switcher_installed":false}"#,
            "Brovi shows as a CD-ROM: install usb-modeswitch and run sudo usb_modeswitch -X"),
        NoticeExample(
            .usbStorageMode(stick: "E3372", becomesModem: false, command: nil, hasSwitcher: true),
            #"{"becomes_modem":false,"code":"usb_storage_mode","command":null,"stick":"E3372","switcher_installed":true}"#,
            "E3372 shows as a CD-ROM and becomes a network card, not a modem: use another stick, or one with stick firmware"
        ),
        NoticeExample(.usbNoPorts, #"{"code":"usb_no_ports"}"#, "its AT port has not appeared yet"),
        NoticeExample(
            .usbUnknownSerial(path: "/dev/ttyACM0"), #"{"code":"usb_unknown_serial","path":"/dev/ttyACM0"}"#,
            "it is a serial device that no profile knows, so nothing is written to it; if it is a modem, name its port "
                + #"with modem = { device = "/dev/ttyACM0" }"#),
        NoticeExample(
            .at(usbPort: "1-1.2", .portHeld(path: "/dev/ttyUSB2", by: nil)),
            #"{"at_usb_port":"1-1.2","by":null,"code":"port_held","path":"/dev/ttyUSB2"}"#,
            "USB port 1-1.2: /dev/ttyUSB2 is held by another program: stop it, or let this line use another port"),
    ]

    static let modem = [
        NoticeExample(
            .modemMissing(.sim("0001"), others: []), #"{"code":"modem_missing","iccid_end":"0001","others":[]}"#,
            "no modem has the SIM …0001: plug it in"),
        NoticeExample(
            .modemMissing(
                .imei("0002"),
                others: [
                    .at(usbPort: "1-2", .simNumberUnknown(namesPort: false)),
                    .at(usbPort: "1-3", .simBusy(answer: "14")),
                ]),
            #"{"code":"modem_missing","imei_end":"0002","others":[{"at_usb_port":"1-2","code":"sim_nameless","names_port":false},"#
                + #"{"answer":"14","at_usb_port":"1-3","code":"sim_busy"}]}"#,
            "no modem has the IMEI …0002: USB port 1-2: its SIM does not tell its number; USB port 1-3: the SIM card does "
                + "not come up (14): take it out, clean it, put it back"),
        NoticeExample(
            .modemMissing(.usbPort("1-1"), others: []), #"{"code":"modem_missing","others":[],"usb_port":"1-1"}"#,
            "nothing is plugged in at USB port 1-1: plug in the modem"),
        NoticeExample(
            .modemStarting(.firstLook), #"{"code":"modem_starting","step":"first_look"}"#,
            "the modems that are plugged in are being looked for"),
        NoticeExample(
            .modemStarting(.look(usbPort: "1-1")), #"{"code":"modem_starting","step":"look","usb_port":"1-1"}"#,
            "the modem at USB port 1-1 is being looked at"),
        NoticeExample(
            .modemStarting(.lookFor(.sim("0001"))),
            #"{"code":"modem_starting","iccid_end":"0001","step":"look_for"}"#,
            "no modem has the SIM …0001 yet: a modem that was plugged in is being looked at"),
        NoticeExample(
            .modemStarting(.settling(path: "/dev/ttyUSB2")),
            #"{"code":"modem_starting","path":"/dev/ttyUSB2","step":"settling"}"#,
            "/dev/ttyUSB2 has just appeared and is being got ready"),
        NoticeExample(
            .modemStarting(.reset), #"{"code":"modem_starting","step":"reset"}"#, "the modem's USB port was reset"),
        NoticeExample(
            .modemStarting(.givenUp), #"{"code":"modem_starting","step":"given_up"}"#, "the port is given up"),
        NoticeExample(
            .modemLost, #"{"code":"modem_lost"}"#,
            "the modem has gone: plug it in again if it does not come back, on a powered hub if this happens often"),
        NoticeExample(
            .modemRefuses(command: "AT+CMGF=0", answer: "ERROR"),
            #"{"answer":"ERROR","code":"modem_refuses","command":"AT+CMGF=0"}"#,
            "the modem refuses AT+CMGF=0 (ERROR)"),
        NoticeExample(
            .storeBusy(answer: "+CMS ERROR: 314"), #"{"answer":"+CMS ERROR: 314","code":"store_busy"}"#,
            "the modem's memory for messages does not come up (+CMS ERROR: 314): it is brought back"),
        NoticeExample(
            .textModeOnly(answer: "ERROR"), #"{"answer":"ERROR","code":"text_mode_only"}"#,
            "the modem has no PDU mode (AT+CMGF=0: ERROR), so it cannot be read: this line needs another modem"),
        NoticeExample(
            .announcementsMissing(everySeconds: 15), #"{"code":"announcements_missing","every_seconds":15}"#,
            "the modem cannot announce new messages (AT+CNMI): they are looked for every 15 seconds, and answered that much later"
        ),
        NoticeExample(
            .modemOther(.wrongIMEI(wanted: "490154203237518")),
            #"{"code":"modem_other","imei":"490154203237518","tells_imei":true}"#,
            "another modem is at this port: this line wants IMEI 490154203237518"),
        NoticeExample(
            .modemOther(.noIMEI(wanted: "490154203237518")),
            #"{"code":"modem_other","imei":"490154203237518","tells_imei":false}"#,
            "the modem does not say its IMEI (AT+CGSN), and this line wants IMEI 490154203237518: name the line's modem by "
                + "its SIM (iccid) or its port (usb_path)"),
        NoticeExample(
            .modemOther(.moved(path: "/dev/ttyUSB2")), #"{"code":"modem_other","path":"/dev/ttyUSB2"}"#,
            "another modem is at /dev/ttyUSB2 now: it is looked for again"),
        NoticeExample(
            .modemOfOtherLine(line: "quebec", usbPort: "1-1"),
            #"{"code":"modem_of_other_line","line":"quebec","usb_port":"1-1"}"#,
            "the modem at USB port 1-1 belongs to the line quebec: its SIM or IMEI is named there"),
        NoticeExample(
            .modemOfOtherLine(line: nil, usbPort: "1-1"),
            #"{"code":"modem_of_other_line","line":null,"usb_port":"1-1"}"#,
            "the modem at USB port 1-1 belongs to the line of another box: its SIM or IMEI is named there"),
        NoticeExample(
            .callNotEnded, #"{"code":"call_not_ended"}"#,
            "the modem did not end a call: its radio was switched off and on"),
    ]

    static let silence = [
        NoticeExample(
            .modemSilent(.command("AT+CPMS?")), #"{"code":"modem_silent","command":"AT+CPMS?"}"#,
            "the modem stopped answering (AT+CPMS?): it is being brought back"),
        NoticeExample(
            .modemSilent(.port(path: "/dev/ttyUSB2")), #"{"code":"modem_silent","path":"/dev/ttyUSB2"}"#,
            "/dev/ttyUSB2 does not open: the modem behind it hangs"),
        NoticeExample(
            .modemSilent(.unresponsive(.noHelp)), #"{"code":"modem_silent","ports":"named","reset":"no_help"}"#,
            "the modem does not answer AT commands, a reset of its USB port did not help: pull it out and plug it in again"
        ),
        NoticeExample(
            .modemSilent(.unresponsive(.noUSB)), #"{"code":"modem_silent","ports":"named","reset":"no_usb"}"#,
            "the modem does not answer AT commands, it is at no USB port that could be reset: switch it off and on"),
        NoticeExample(
            .modemSilent(.unresponsive(.mightBecomeDisk)),
            #"{"code":"modem_silent","ports":"named","reset":"might_become_disk"}"#,
            "the modem does not answer AT commands, a reset of its USB port might turn it into a CD-ROM: pull it out and "
                + "plug it in again"),
        NoticeExample(
            .modemSilent(.unresponsive(.notPermitted)),
            #"{"code":"modem_silent","ports":"named","reset":"not_permitted"}"#,
            "the modem does not answer AT commands, this user may not reset its USB port: pull it out and plug it in again"
        ),
        NoticeExample(
            .modemSilent(.unresponsive(.hung)), #"{"code":"modem_silent","ports":"named","reset":"hung"}"#,
            "the modem does not answer AT commands, its USB port could not be reset (the kernel does not come back from "
                + "it): pull it out and plug it in again"),
        NoticeExample(
            .modemSilent(.unresponsive(.failed(reason: "E71"))),
            #"{"code":"modem_silent","ports":"named","reason":"E71","reset":"failed"}"#,
            "the modem does not answer AT commands, its USB port could not be reset (E71): pull it out and plug it in again"
        ),
        NoticeExample(
            .modemSilent(.allPorts(nil)), #"{"code":"modem_silent","ports":"all","reset":null}"#,
            "the modem does not answer AT commands on any of its ports, the port is reset if it stays so"),
        NoticeExample(
            .modemSilent(.allPorts(.noHelp)), #"{"code":"modem_silent","ports":"all","reset":"no_help"}"#,
            "the modem does not answer AT commands on any of its ports, a reset of its USB port did not help: pull it out "
                + "and plug it in again"),
        NoticeExample(
            .notAModem(.namedPort), #"{"code":"not_a_modem","ports":"named","reset":null}"#,
            "the device does not answer AT commands: it is not a modem, or this is not its AT port (a stick often has several)"
        ),
        NoticeExample(
            .notAModem(.anyPort), #"{"code":"not_a_modem","ports":"all","reset":null}"#,
            "none of its ports answers AT commands: it is no modem, or it is broken"),
        NoticeExample(
            .notAModem(.unresponsive(.noUSB)), #"{"code":"not_a_modem","ports":"named","reset":"no_usb"}"#,
            "the modem does not answer AT commands, it is at no USB port that could be reset: switch it off and on"),
    ]
}
