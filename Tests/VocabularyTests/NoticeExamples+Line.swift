import Vocabulary

extension NoticeExample {
    static let sim =
        [
            NoticeExample(
                .simMissing, #"{"code":"sim_missing"}"#,
                "the modem finds no SIM card: put one in, the right way round; plug the modem in again if that is not noticed"
            ),
            NoticeExample(
                .simBusy(answer: "+CME ERROR: 14"), #"{"answer":"+CME ERROR: 14","code":"sim_busy"}"#,
                "the SIM card does not come up (+CME ERROR: 14): take it out, clean it, put it back"),
            NoticeExample(
                .simPIN(hasLine: true), #"{"code":"sim_pin","has_line":true}"#,
                "the SIM wants its PIN: switch the PIN off in a phone, or name a pin_file for this line"),
            NoticeExample(.simPIN(hasLine: false), #"{"code":"sim_pin","has_line":false}"#, "the SIM wants its PIN"),
            NoticeExample(
                .simPINTries(left: 2, file: "/p"), #"{"code":"sim_pin_tries","file":"/p","left":2}"#,
                "only 2 PIN tries are left, so none is used: check the PIN in /p, and unlock the SIM in a phone"),
            NoticeExample(
                .simPINRefused(file: "/p", before: true), #"{"before":true,"code":"sim_pin_refused","file":"/p"}"#,
                "the PIN in /p was tried once and the SIM is still locked: correct it, or unlock the SIM in a phone"),
            NoticeExample(
                .simPINRefused(file: "/p", before: false), #"{"before":false,"code":"sim_pin_refused","file":"/p"}"#,
                "the SIM refused the PIN of /p: correct it"),
            NoticeExample(
                .simPINOfOther, #"{"code":"sim_pin_of_other"}"#,
                "this is not the SIM the PIN belongs to: put the right one in"),
            NoticeExample(
                .pinFileWrong(file: "/p", .unreadable), #"{"code":"pin_file_wrong","fault":"unreadable","file":"/p"}"#,
                "/p cannot be read: it should hold the SIM's PIN"),
            NoticeExample(
                .pinFileWrong(file: "/p", .noPIN), #"{"code":"pin_file_wrong","fault":"no_pin","file":"/p"}"#,
                "/p does not hold a PIN of 4 to 8 digits"),
            NoticeExample(
                .pinFileWrong(file: "/p", .readByAll), #"{"code":"pin_file_wrong","fault":"read_by_all","file":"/p"}"#,
                "/p can be read by everybody: run sudo chmod 0600 /p"),
            NoticeExample(
                .simPINHeld(line: "montreal"), #"{"code":"sim_pin_held","line":"montreal"}"#,
                "another SIM answered to the PIN: look at it, then run jedisnon line resume montreal"),
            NoticeExample(
                .simPUK(hasLine: true), #"{"code":"sim_puk","has_line":true}"#,
                "the SIM wants its PUK: put it into a phone and unlock it there"),
            NoticeExample(.simPUK(hasLine: false), #"{"code":"sim_puk","has_line":false}"#, "the SIM wants its PUK"),
            NoticeExample(
                .simOther(wanted: "0001"), #"{"code":"sim_other","iccid_end":"0001"}"#,
                "another SIM is in the modem: this line wants the SIM …0001"),
            NoticeExample(
                .simOther(wanted: nil), #"{"code":"sim_other","iccid_end":null}"#,
                "another SIM is in the modem, or it was locked again: the line starts afresh"),
            NoticeExample(
                .simOfOtherLine(line: "quebec"), #"{"code":"sim_of_other_line","line":"quebec"}"#,
                "the SIM or modem of this line belongs to the line quebec: put this line's own SIM in"),
            NoticeExample(
                .simTwice, #"{"code":"sim_twice"}"#,
                "another modem with the same SIM number is at work: take one of them out"),
            NoticeExample(
                .simNumberUnknown(namesPort: true), #"{"code":"sim_nameless","names_port":true}"#,
                "its SIM does not tell its number (ICCID): name the line by its USB port"),
        ] + locks

    static let locks = [
        NoticeExample(
            .simLocked(SIMLock("PH-NET PIN")), #"{"code":"sim_locked","lock":"PH-NET PIN"}"#,
            "the modem is locked to one carrier's network (PH-NET PIN) and the SIM is of another: put a SIM of that carrier "
                + "in, or get the modem's unlock code from who sold it"),
        NoticeExample(
            .simLocked(SIMLock("PH-NETSUB PIN")), #"{"code":"sim_locked","lock":"PH-NETSUB PIN"}"#,
            "the modem is locked to a part of one carrier's network (PH-NETSUB PIN) and the SIM is of another: put a SIM of "
                + "that carrier in, or get the modem's unlock code from who sold it"),
        NoticeExample(
            .simLocked(SIMLock("PH-SP PIN")), #"{"code":"sim_locked","lock":"PH-SP PIN"}"#,
            "the modem is locked to one service provider (PH-SP PIN) and the SIM is of another: put a SIM of that provider "
                + "in, or get the modem's unlock code from the carrier that sold it"),
        NoticeExample(
            .simLocked(SIMLock("PH-CORP PUK")), #"{"code":"sim_locked","lock":"PH-CORP PUK"}"#,
            "the modem is locked to the SIMs of one company (PH-CORP PUK): put one of its SIMs in, or ask that company for "
                + "the unlock code"),
        NoticeExample(
            .simLocked(SIMLock("PH-FSIM PIN")), #"{"code":"sim_locked","lock":"PH-FSIM PIN"}"#,
            "the modem is locked to the first SIM it ever had (PH-FSIM PIN): put that SIM in, or get the modem's unlock code "
                + "from who sold it"),
        NoticeExample(
            .simLocked(SIMLock("PH-SIM PIN")), #"{"code":"sim_locked","lock":"PH-SIM PIN"}"#,
            "the modem is locked to one SIM (PH-SIM PIN): put the SIM it was locked to in, or enter the modem's own "
                + "security code, which its owner set"),
        NoticeExample(
            .simLocked(SIMLock("SIM BLOCKED")), #"{"code":"sim_locked","lock":"SIM BLOCKED"}"#,
            "the SIM is blocked for good (SIM BLOCKED): ask the carrier for a new one"),
        NoticeExample(
            .simLocked(SIMLock("PH-ODD PIN")), #"{"code":"sim_locked","lock":"PH-ODD PIN"}"#,
            "the modem or the SIM wants PH-ODD PIN, which no program may enter: ask who sold them"),
    ]

    static let line = [
        NoticeExample(
            .noNetwork(minutes: nil), #"{"code":"no_network","minutes":null}"#,
            "not registered on a network: check antenna, plan and coverage"),
        NoticeExample(
            .noNetwork(minutes: 10), #"{"code":"no_network","minutes":10}"#,
            "no network for 10 minutes: the radio is switched off and on"),
        NoticeExample(
            .registrationDenied, #"{"code":"registration_denied"}"#,
            "the network refuses the SIM: ask the carrier whether it is active, paid for, and allowed in this modem"),
        NoticeExample(
            .smscMissing, #"{"code":"smsc_missing"}"#,
            "the SIM has no service centre number (SMSC), so no reply can be sent: set it with a phone, or ask the carrier for it"
        ),
        NoticeExample(
            .announcementsElsewhere(port: "usbmodem"), #"{"code":"announcements_elsewhere","port":"usbmodem"}"#,
            "the modem announces texts and calls on another of its ports (usbmodem): texts are found once a minute and calls "
                + "are missed; name that port for this line, or set it with AT+QURCCFG in a terminal"),
        NoticeExample(
            .storageFull(used: 28, size: 30), #"{"code":"storage_full","size":30,"used":28}"#,
            "the SIM's memory is nearly full with messages that are not ours: delete them in a phone"),
        NoticeExample(
            .storageStuck(count: 1), #"{"code":"storage_stuck","count":1}"#,
            "the modem does not delete: it was told to delete 1 text and still holds them, and when its memory is full "
                + "nothing more comes in; delete them with the SIM in a phone, or use another modem"),
        NoticeExample(
            .storageStuck(count: 7), #"{"code":"storage_stuck","count":7}"#,
            "the modem does not delete: it was told to delete 7 texts and still holds them, and when its memory is full "
                + "nothing more comes in; delete them with the SIM in a phone, or use another modem"),
        NoticeExample(
            .storageUnreadable(memory: "ME", answer: "ERROR"),
            #"{"answer":"ERROR","code":"storage_unreadable","memory":"ME"}"#,
            "the modem does not list its memory ME (ERROR): texts stored there are not seen; pull the modem out, wait ten "
                + "seconds, plug it in again"),
        NoticeExample(
            .balanceLow(balance: Money(micros: 1_500_000), floor: Money(micros: 2_000_000)),
            #"{"balance":"1.50","code":"balance_low","floor":"2.00"}"#,
            "the balance of the SIM is 1.50, below 2.00: top it up; at 0 nobody is answered any more, and everything is "
                + "still recorded"),
        NoticeExample(
            .balanceUnknown(.unreadable), #"{"code":"balance_unknown","fault":"unreadable"}"#,
            "the network has not told the balance of the SIM for three days (its answer holds no amount that the pattern "
                + "finds): answers go on; ask with the SIM in a phone, and check code and pattern of [line.balance]"),
        NoticeExample(
            .balanceUnknown(.noAnswer), #"{"code":"balance_unknown","fault":"no_answer"}"#,
            "the network has not told the balance of the SIM for three days (it does not answer): answers go on; ask with "
                + "the SIM in a phone, and check code and pattern of [line.balance]"),
        NoticeExample(
            .notRecorded(.diskFull(answer: "E28")),
            #"{"code":"not_recorded","error":{"answer":"E28","code":"disk_full"}}"#,
            "nothing can be written down, messages stay on the SIM: the disk is full (E28); free some space: a service "
                + "that runs goes on then by itself"),
        NoticeExample(
            .heartbeatFailed(line: "quebec"), #"{"code":"heartbeat_failed","line":"quebec"}"#,
            "its heartbeat failed, so it may not send or not receive: prove it with jedisnon line verify quebec"),
        NoticeExample(
            .voiceMissing(calls: .speak, .portGone),
            #"{"calls":"speak","code":"voice_missing","fault":{"code":"port_gone"}}"#,
            #"calls = "speak", but the line cannot speak (the modem's audio port is gone): callers are hung up on"#),
        NoticeExample(
            .voiceMissing(calls: .speakAndText, .audio(.card(device: "hw:7,0", answer: "E2"))),
            #"{"calls":"speak-and-text","code":"voice_missing","fault":{"answer":"E2","code":"audio_card","device":"hw:7,0"}}"#,
            #"calls = "speak-and-text", but the line cannot speak (the sound card hw:7,0 cannot be opened: E2): callers are texted"#
        ),
        NoticeExample(
            .modemManagerActive, #"{"code":"modem_manager_active"}"#,
            "ModemManager runs and was not told to leave this modem alone, so it may take its messages: sudo systemctl "
                + "disable --now ModemManager, or install jedisnon's udev rules and plug the modem in again"),
        NoticeExample(.internalFault("E9"), #"{"code":"internal_fault","error":"E9"}"#, "E9"),
        NoticeExample(
            .bare("moon_phase"), #"{"code":"moon_phase"}"#, "something of another version of the program (moon_phase)"),
    ]

    static let well = [
        NoticeExample(
            .working(.answers, clockBehindMinutes: nil),
            #"{"answering":"answers","clock_behind_minutes":null,"code":"working"}"#,
            "texts and calls are received and answered"),
        NoticeExample(
            .working(.answers, clockBehindMinutes: 495),
            #"{"answering":"answers","clock_behind_minutes":495,"code":"working"}"#,
            "texts and calls are received and answered; a service centre's times are 8 h 15 min behind, to the minute, as "
                + "with a wrong time zone: that is taken out"),
        NoticeExample(
            .working(.shadows, clockBehindMinutes: nil),
            #"{"answering":"shadows","clock_behind_minutes":null,"code":"working"}"#,
            "shadow mode: texts and calls are received and judged, nothing is sent"),
        NoticeExample(
            .working(.records, clockBehindMinutes: nil),
            #"{"answering":"records","clock_behind_minutes":null,"code":"working"}"#,
            "texts and calls are recorded, never answered"),
        NoticeExample(
            .working(.roams, clockBehindMinutes: nil),
            #"{"answering":"roams","clock_behind_minutes":null,"code":"working"}"#,
            "the SIM is roaming: texts and calls are recorded, not answered (roaming = false)"),
        NoticeExample(
            .working(.heldByLaw, clockBehindMinutes: nil),
            #"{"answering":"held_by_law","clock_behind_minutes":null,"code":"working"}"#,
            "texts and calls are received; no text is sent until what the law says is acknowledged: see `jedisnon doctor`"
        ),
        NoticeExample(
            .working(.unclaimed, clockBehindMinutes: nil),
            #"{"answering":"unclaimed","clock_behind_minutes":null,"code":"working"}"#, "no line has this SIM"),
        NoticeExample(
            .paused(releasesPort: false, why: nil), #"{"code":"paused","release_port":false,"why":null}"#,
            "paused by the operator, messages are recorded and not answered"),
        NoticeExample(
            .paused(releasesPort: true, why: "Pierre"), #"{"code":"paused","release_port":true,"why":"Pierre"}"#,
            "paused by the operator, the port is free for a terminal, after a send in flight within 10 s: Pierre"),
        NoticeExample(
            .starting(.never), #"{"code":"starting","step":"never"}"#,
            "The service has not run with this line yet."),
        NoticeExample(.starting(.line), #"{"code":"starting","step":"line"}"#, "the line is being started"),
        NoticeExample(.starting(.modem), #"{"code":"starting","step":"modem"}"#, "the modem is being brought up"),
        NoticeExample(.starting(.look), #"{"code":"starting","step":"look"}"#, "it is being looked at"),
        NoticeExample(
            .starting(.store(answer: "ERROR")), #"{"answer":"ERROR","code":"starting","step":"store"}"#,
            "the modem's memory for messages is still starting (ERROR)"),
        NoticeExample(
            .starting(.sim(answer: "ERROR")), #"{"answer":"ERROR","code":"starting","step":"sim"}"#,
            "the SIM card is still starting (ERROR)"),
        NoticeExample(
            .starting(.noSIM), #"{"code":"starting","step":"no_sim"}"#, "the modem is looking for its SIM card"),
    ]
}
