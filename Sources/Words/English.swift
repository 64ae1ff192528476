import Vocabulary

/// Everything in English.
public struct English: Words {
    /// The English words.
    public init() {}

    /// The sentence about a line.
    public func sentence(_ notice: Notice) -> String {
        EnglishNotice(notice: notice).sentence
    }

    /// The state of a line.
    public func words(_ state: LineState) -> String {
        switch state {
        case .starting: "starting"
        case .ready: "ready"
        case .degraded: "needs a look"
        case .absent: "not plugged in"
        case .pinRequired: "needs its PIN"
        case .simMissing: "no SIM"
        case .noNetwork: "no network"
        case .paused: "paused"
        case .failed: "failed"
        }
    }

    /// Why a contact is not answered.
    public func clause(_ reason: Reason) -> String {
        switch reason {
        case .notAPerson: "no person wrote this: a report, a notice or data"
        case .alphanumericSender: "the sender is a name: it cannot be answered"
        case .shortCode: "a short code is never answered"
        case .withheld: "no number was shown"
        case .ownNumber: "it is one of our own lines"
        case .blocked: "you blocked this sender"
        case .stopRequested: "this sender said STOP"
        case .destinationNotAllowed: "no full number of a country this line answers"
        case .premiumNumber: "a number that may cost more"
        case .stale: "it arrived too late to be answered"
        case .loop: "the same text again, or one of our own replies"
        case .repliedInWindow: "already answered a short while ago"
        case .lifetimeCap: "answered as often as one sender ever is"
        case .raid: "too many senders at once: counting, not answering"
        case .budgetLine: "the money of this line is used up"
        case .budgetTotal: "the money of the whole box is used up"
        case .dailyCap: "this SIM has sent all it may today"
        case .monthlyCap: "this SIM has answered all the new numbers it may this month"
        case .repliesOff: "this line does not answer here"
        case .linePaused: "the line is paused"
        case .shadow: "shadow mode: it would have been answered"
        }
    }

    /// What an event is about.
    public func words(_ kind: EventKind) -> String {
        switch kind {
        case .smsReceived: "a text came"
        case .replyPlanned: "a reply is planned"
        case .replySent: "the reply was sent"
        case .replyFailed: "the reply was not sent"
        case .replyUnknown: "nobody knows whether the reply was sent"
        case .refused: "a planned reply was cancelled"
        case .callReceived: "a call rang"
        case .callAnswered: "a call was answered"
        case .callRejected: "a call was hung up on"
        case .callEnded: "a call is over"
        case .senderStopped: "a sender said STOP"
        case .raidStarted: "too many people at once"
        case .raidEnded: "the raid is over"
        case .budgetWarning: "a limit is nearly used up"
        case .budgetExhausted: "a limit is used up"
        case .balanceRead: "the network was asked for the balance of the SIM"
        case .modemAttached: "a modem is at work"
        case .modemLost: "a modem was lost"
        case .lineState: "the state of the line changed"
        case .operatorAction: "somebody did something"
        case .notice: "somebody was told something about the box"
        case .textsFolded: "more texts of one sender were counted, not kept"
        case .retentionRun: "what was old enough was erased"
        case .headSigned: "the log was signed as it stands"
        }
    }

    /// What ended a call.
    public func clause(_ ending: CallEnding) -> String {
        switch ending {
        case .played: "the whole message was played"
        case .caller: "the caller hung up"
        case .key: "the caller pressed a key"
        case .limit: "the time was up"
        case .fault: "the sound could not be played"
        case .line: "the line did not answer"
        case .service: "the service was stopped, or the port was given up"
        }
    }

    /// What is tried to bring a modem back.
    public func clause(_ step: RecoveryStep) -> String {
        switch step {
        case .reopen: "the port is opened again"
        case .radio: "the radio is switched off and on"
        case .restart: "the modem is restarted"
        case .usbReset: "the USB port is reset"
        }
    }

    /// Why the sound of a call cannot be opened.
    public func clause(_ fault: AudioFault) -> String {
        switch fault {
        case .port(let notice): "the modem's audio port cannot be opened: \(sentence(notice))"
        case .hung: "the modem's audio does not open: the modem hangs"
        case .unusableFrame(let octets): "the audio port's frame of \(octets) octets is no even number up to 1600"
        case .card(let device, let answer): "the sound card \(device) cannot be opened: \(answer)"
        case .cardSetting(let device, let answer): "the sound card \(device) cannot be set: \(answer)"
        case .cardRate(let device, let rates):
            "the sound card \(device) plays at \(rates) Hz, and calls need 8000 or 16000"
        case .cardBuffer(let device, let rate, let buffer, let wanted):
            "the sound card \(device) took \(rate) Hz with a buffer of \(buffer) for \(wanted) Hz"
        case .legacy(let words): words
        }
    }
}
