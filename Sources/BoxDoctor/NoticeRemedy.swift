import ControlAPI
import LineConfiguration
import Vocabulary

/// The remedy for a line or a modem, from the code of its notice, never from its sentence.
struct NoticeRemedy {
    let situation: Situation
    /// The line, if the notice is about one.
    var line: String?
    /// The USB port of the modem, if known.
    var usbPath: String?

    func remedy(_ notice: Notice) -> String {
        let code = notice.code
        return switch code {
        case .portMissing: "plug its modem in; ls /dev/serial/by-path shows the ports there are"
        case .portPermission: "sudo usermod -aG dialout \(situation.serviceUser.name), then: \(restart)"
        case .portNotSerial: "name the modem's port as modem: \(edit)"
        case .portHeld: "sudo jedisnon doctor names the program: end it"
        case .portError: "pull the modem out, wait ten seconds, plug it in again"
        case .modemSilent:
            "wait three minutes, its USB port is reset by itself; if it stays so, pull it out and plug it in again"
        case .usbUnreadable: "name the port of each line: modem = { device = \"/dev/ttyUSB2\" }"
        case .modemMissing: "plug its modem in; it is taken by itself"
        case .modemStarting, .callNotEnded: "wait half a minute: jedisnon doctor"
        case .modemLost: "plug it in again, on a powered hub if this happens often"
        case .modemRefuses: "pull it out, wait ten seconds, plug it in again; if it stays so, use another modem"
        case .storeBusy: "pull it out, wait ten seconds, plug it in again; if it stays so, try the SIM in a phone"
        case .textModeOnly: "use another modem: docs/hardware.md names some"
        case .announcementsMissing: "nothing has to be done; another modem answers sooner"
        case .notAModem: "try another port of it: ls /dev/serial/by-path shows the ports there are"
        case .modemOther: "plug the line's own modem in, or correct its imei: \(edit)"
        case .modemOfOtherLine: "plug this line's own modem in there, or name another usb_path: \(edit)"
        case .usbStorageMode: "sudo apt install usb-modeswitch, then plug it in again"
        case .usbNoPorts: "sudo modprobe option, then plug it in again"
        case .usbUnknownSerial: "only if it is a modem: sudo jedisnon line add --device PORT"
        default: simOrLineRemedy(notice)
        }
    }

    private func simOrLineRemedy(_ notice: Notice) -> String {
        switch notice.code {
        case .simMissing: "put a SIM in and plug the modem in again"
        case .simBusy: "take the SIM out, clean it, put it back"
        case .simPIN: "switch the PIN off in a phone, or write it into a file named as pin_file"
        case .simPINTries: "put the SIM into a phone, enter the PIN and switch it off"
        case .simPINRefused: "write the right PIN into \(pinFile)"
        case .simPINOfOther: "put this line's own SIM in"
        case .pinFileWrong:
            "write the PIN, 4 to 8 digits and nothing else, into \(pinFile), then: sudo chmod 0640 \(pinFile)"
        case .simPINHeld: "look at the SIM, then: jedisnon line resume \(line ?? "ID")"
        case .simPUK: "put the SIM into a phone and enter the PUK; the carrier has it"
        case .simLocked: "ask the carrier to unlock the modem or the SIM"
        case .simOther: "put this line's own SIM in, or name the new one as iccid: \(edit)"
        case .simOfOtherLine: "put this line's own SIM in"
        case .simTwice: "take one of the two SIMs out"
        case .simNumberUnknown: "sudo jedisnon line add --usb-path \(usbPath ?? "PORT")"
        case .noNetwork: ModemCondition.networkRemedy
        case .registrationDenied: "ask the carrier whether the SIM is active, paid for, and allowed in this modem"
        case .smscMissing: ModemCondition.serviceCentreRemedy
        case .announcementsElsewhere: "name the modem's other AT port for this line: ls /dev/serial/by-path; \(edit)"
        case .storageFull: ModemCondition.memoryRemedy
        case .storageStuck: "put the SIM into a phone and delete its texts, or use another modem"
        case .storageUnreadable: "pull the modem out, wait ten seconds, plug it in again"
        case .balanceLow: "top the SIM up; jedisnon budget shows the balance, which is asked once a day"
        case .balanceUnknown: "jedisnon budget shows what the network said; code and pattern: \(edit)"
        case .notRecorded: "free some space: df -h; it is tried again by itself"
        case .heartbeatFailed: "jedisnon line verify \(line ?? "ID")"
        case .voiceMissing: "mend what the sentence names, or set calls = \"auto\": \(edit)"
        case .modemManagerActive: "sudo systemctl disable --now ModemManager"
        case .internalFault: "\(restart); if it comes back: journalctl -u jedisnon -n 50"
        default: "do what the sentence says; then it is tried again by itself: jedisnon status"
        }
    }

    private var restart: String {
        situation.unit == nil ? "end it and start it again: jedisnon run" : "sudo systemctl restart jedisnon"
    }

    private var settings: LineSettings? { situation.configuration?.lines.first { $0.id == line } }

    private var edit: String {
        settings.map { "sudoedit \($0.source), then: sudo jedisnon reload" }
            ?? "in the line's file, then: jedisnon reload"
    }

    private var pinFile: String { settings?.pinFile ?? "its pin_file" }
}
