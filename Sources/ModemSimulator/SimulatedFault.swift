/// A fault of real modems, switched on with ``SimulatedModem/set(fault:times:)``.
public enum SimulatedFault: Sendable, Hashable {
    /// The error that the modem prints for a message.
    public enum SendError: Sendable, Hashable {
        case cms(Int)
        case cme(Int)
        case error
        /// `COMMAND NOT SUPPORT`
        case unsupported
    }

    /// How a text of the network's service menu is printed.
    public enum MenuTextForm: String, Sendable, Hashable, CaseIterable {
        case ucs2
        case ucs2Unnamed = "ucs2_unnamed"
        case octets
        case packed
    }

    /// How a prompt differs from `\r\n> `.
    public enum PromptForm: String, Sendable, CaseIterable {
        /// `> ` without a line break before it.
        case bare = "> "
        /// A line feed and `>` without a space.
        case newlineOnly = "\n>"
        /// `>` alone.
        case single = ">"
    }

    /// How a modem refuses to answer a call.
    public enum AnswerRefusal: String, Sendable, CaseIterable {
        /// `NO CARRIER`, and the call is gone.
        case noCarrier = "no_carrier"
        /// `ERROR`, and the call keeps ringing.
        case error
        /// `ERROR`, because the caller gave up at that moment.
        case callerGone = "caller_gone"
    }

    // MARK: The wire

    /// Answers arrive one byte at a time.
    case everyByteAlone
    /// Answers arrive in pieces of 1 to `upTo` bytes.
    case randomPieces(upTo: Int)
    /// This line appears between two lines of an answer, at a random place.
    case indicationBetweenLines(String)
    /// This line appears in every gap of an answer, also between a `+CMGR` line and its PDU.
    case indicationInEveryGap(String)
    /// `ATE0` is answered with OK and changes nothing.
    case echoStuckOn
    /// This many octets of noise before an answer.
    case garbage(octets: Int)
    /// These lines appear this long after an answer, like the late answer to an earlier command.
    case staleAnswer([String], after: Duration)

    // MARK: Commands; `to` is how the command begins, without AT (`+CMGR`), "" for any

    /// Bytes are read but nothing is ever printed.
    case freeze
    /// The command is not answered at all.
    case noAnswer(to: String)
    /// The command is answered without its final result.
    case noFinalResult(to: String)
    /// The answer comes this much later.
    case lateAnswer(to: String, by: Duration)
    /// The command is answered with OK, and nothing changes.
    case commandIgnored(String)
    /// The command is refused.
    case commandFails(String, SendError)
    /// The modem resets by itself instead of answering.
    case reset(on: String)
    /// While the SIM is locked everything but `AT+CPIN` is refused, `AT` too.
    case lockedSIMRefuses(SendError)
    /// For so long after power-up, and after `AT+CFUN=...`, commands that set up or list messages are refused.
    case messagesStartUp(for: Duration, SendError)
    /// `AT+CPMS` takes exactly so many memories.
    case memoriesNamed(Int)
    /// New messages can only go to this memory, as the third of `AT+CPMS`.
    case receivesOnlyInto(String)
    /// The values that each parameter of `AT+CNMI` takes.
    case announcementsOffered([[Int]])

    // MARK: Sending

    /// `AT+CMGS` gets no prompt.
    case noPrompt
    /// The prompt has another form.
    case prompt(PromptForm)
    /// Refused before the prompt.
    case refusedBeforeBody(SendError)
    /// Refused by the network after the body: not sent.
    case refusedAfterBody(SendError)
    /// The network accepts the message, but the modem reports an error.
    case errorThoughSent(SendError)
    /// The network accepts the message, and the modem falls silent.
    case hangAfterBody

    // MARK: The cable

    /// Unplugged when this many octets of a command that begins so have arrived.
    case vanishInCommand(String, after: Int)
    /// Unplugged instead of giving the prompt.
    case vanishAtPrompt
    /// Unplugged when this many octets of a body have arrived.
    case vanishInBody(after: Int)
    /// Unplugged after the body, with or without the network having accepted the message.
    case vanishAfterBody(sent: Bool)

    // MARK: Memory

    /// `AT+CMGD` answers OK and deletes nothing.
    case deletionIgnored
    /// `AT+CMGD` deletes and answers with an error.
    case deletionFailsThoughDone
    /// Of several `AT+CMGD` on one command line only the first is carried out.
    case onlyFirstDeletion
    /// A memory cannot be listed.
    case listingFails(memory: String, SendError)
    /// The listing of an empty memory is an error.
    case emptyListingFails(SendError)
    /// A message is stored and not announced.
    case announcementLost
    /// A message is announced with index -1.
    case announcementWithoutIndex

    // MARK: Messages on their way to the host, in `+CMGR`, `+CMGL` and `+CMT`

    /// The PDU loses its last digits.
    case pduCut(digits: Int)
    /// The PDU comes in two lines.
    case pduSplit(after: Int)
    /// The header announces so many octets more than there are.
    case headerLengthOff(by: Int)
    /// The header is its length alone.
    case headerOnlyLength
    /// The header does not come.
    case headerLost
    /// The header comes and the PDU does not.
    case pduLost
    /// The service centre prints its zone with the wrong sign.
    case zoneSignInverted

    // MARK: The network's service menu

    /// `+CUSD` comes without its text.
    case menuTextLost
    /// Its text is in hexadecimal: UCS-2 with its coding scheme, UCS-2 without, octets, or packed septets.
    case menuText(MenuTextForm)
    /// `+CUSD` comes before the OK of the question.
    case menuBeforeOK
    /// The dialogue ends with `+CUSD: 2` before the text comes.
    case menuEndFirst

    // MARK: Calls

    /// `AT+CHUP` and `ATH` answer OK and the call continues.
    case hangUpIgnored
    /// `ATA` is refused.
    case answerRefused(AnswerRefusal)
    /// `ATA` answers OK and the call ends at once with `NO CARRIER`.
    case carrierLostAtAnswer
    /// The caller ends a call, answered or not, without a line from the modem; only `AT+CLCC` shows it.
    case callEndUnannounced
    /// The caller gives up but the modem keeps ringing; `AT+CLCC` shows nothing and `ATA` gives `NO CARRIER`.
    case ringsThoughGone

    // MARK: Sound; the call stays connected and `AT+CLCC` shows it, also without sound

    /// Sound is switched on and accepted, but the caller hears nothing.
    case silentUplink
    /// Switching sound on is refused: with nil as often as the fault is set, with a length until the call is that old.
    ///
    /// A fault with a length stays on until it is cleared.
    case audioRefused(for: Duration?)
    /// The tty for sound does not appear the next time the modem is plugged in.
    case audioPortMissing
    /// The tty for sound disappears after this many octets; it returns when the modem is plugged in again.
    case audioPortVanishes(after: Int)
    /// After this many octets no more are accepted.
    case audioStalls(after: Int)
    /// After this many octets none are accepted for a while, which the modem announces if its family can.
    case audioBusy(after: Int, for: Duration)
    /// All sound is accepted at once, and what does not fit into the buffer of 100 ms is dropped.
    case audioOverflows
    /// A key is heard as a tone and not indicated.
    case keyIndicationLost
}

/// The faults that are on, with how often each still happens.
struct FaultSet {
    private var active: [(fault: SimulatedFault, left: Int?)] = []

    mutating func set(_ fault: SimulatedFault, times: Int?) {
        active.removeAll { $0.fault == fault }
        active.append((fault, times))
    }

    mutating func clear(_ fault: SimulatedFault) { active.removeAll { $0.fault == fault } }

    mutating func clear() { active = [] }

    var list: [(fault: SimulatedFault, left: Int?)] { active }

    /// Uses up one occurrence of the first fault that `pick` recognises.
    mutating func take<T>(_ pick: (SimulatedFault) -> T?) -> T? {
        for (index, entry) in active.enumerated() {
            guard let found = pick(entry.fault) else { continue }
            if let left = entry.left {
                if left <= 1 { active.remove(at: index) } else { active[index].left = left - 1 }
            }
            return found
        }
        return nil
    }

    mutating func take(_ fault: SimulatedFault) -> Bool { take { $0 == fault ? true : nil } ?? false }
}
