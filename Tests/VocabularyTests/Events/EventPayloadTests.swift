import Testing
import Vocabulary

struct EventPayloadTests {
    private static var wholeText: TextDetails {
        var text = TextDetails(networkTime: "2026-03-15T08:00:00-04:00", error: .legacy("deliver.dcs: reserved"))
        text.clockBehindMinutes = 60
        text.messageClass = 0
        text.status = 70
        text.missingParts = [2, 4, 5, 6]
        text.completes = 7
        text.isVerification = true
        text.isHeartbeat = true
        return text
    }

    private static var wholeRing: RingDetails {
        var ring = RingDetails(isDuringCall: true, isVerification: true)
        ring.isRecordedLate = true
        return ring
    }

    private static var wholeEnd: CallEndDetails {
        var end = CallEndDetails(ending: .fault, interruption: .modemLost)
        end.rang = .milliseconds(2_500)
        end.connectedFor = .zero
        end.isHeard = false
        end.audioTries = 2
        end.fault = .soundNotSwitched(command: "AT+CPCMREG=1", answer: "ERROR")
        end.sound = SoundFigures(frames: 150, framesTaken: 10, lateTicks: 1, refusals: 0, underruns: 3)
        return end
    }

    private static var returned: AttachedDetails {
        var attached = AttachedDetails(model: "EC25")
        attached.lostAt = "2026-03-15T08:00:00-04:00"
        attached.recoverySeconds = 0
        return attached
    }

    private static let limit = LimitDetails(
        scope: .line, period: .perMonth, amount: Money(micros: 5_000_000), used: Money(micros: 4_980_000))

    /// Every kind, with all its details and with only the required ones; the texts are those in databases.
    static let examples: [(EventPayload, String)] = [
        (.smsReceived(TextDetails()), "{}"),
        (
            .smsReceived(wholeText),
            #"{"class":0,"clock_behind_minutes":60,"completes":7,"error":"deliver.dcs: reserved","heartbeat":true,"#
                + #""network_time":"2026-03-15T08:00:00-04:00","parts_missing":[2,[4,6]],"status":70,"verification":true}"#
        ),
        (.replyPlanned(parts: 2), #"{"parts":2}"#),
        (.replySent(parts: 1), #"{"parts":1}"#),
        // Older versions wrote a sentence, or the answer of the modem.
        (.replyFailed(.legacy("302")), #"{"code":"302"}"#),
        (.replyFailed(nil), #"{"code":null}"#),
        (.replyUnknown(.legacy("the port is gone")), #"{"note":"the port is gone"}"#),
        (.replyUnknown(nil), #"{"code":null}"#),
        (
            .replyFailed(.answered(answer: "+CMS ERROR: 21")),
            #"{"fault":{"answer":"+CMS ERROR: 21","code":"answered","part":null}}"#
        ),
        (.replyUnknown(.noAnswer(part: 2)), #"{"fault":{"code":"no_answer","part":2}}"#),
        (.smsReceived(TextDetails(error: .legacy("deliver.dcs: reserved"))), #"{"error":"deliver.dcs: reserved"}"#),
        (
            .smsReceived(TextDetails(error: .pdu(.truncated, field: "deliver.originator", offset: 9))),
            #"{"error":{"code":"truncated","field":"deliver.originator","offset":9}}"#
        ),
        (.refused, "{}"),
        (.callReceived(RingDetails()), "{}"),
        (.callReceived(wholeRing), #"{"during_a_call":true,"recorded_late":true,"verification":true}"#),
        (.callAnswered(call: 9, rang: .milliseconds(4_000), rings: 2), #"{"call":9,"rang_ms":4000,"rings":2}"#),
        (.callAnswered(call: 9, rang: nil, rings: nil), #"{"call":9}"#),
        (.callRejected(call: 9, isConfirmed: false), #"{"call":9,"confirmed":false}"#),
        (.callRejected(call: 9, isConfirmed: nil), #"{"call":9}"#),
        (.callEnded(call: 9, CallEndDetails()), #"{"call":9}"#),
        (
            .callEnded(call: 9, wholeEnd),
            #"{"audio_tries":2,"call":9,"call_ms":0,"ended_by":"audio_fault","#
                + #""fault":{"answer":"ERROR","code":"sound_not_switched","command":"AT+CPCMREG=1"},"frames":150,"#
                + #""frames_taken":10,"heard":false,"late_ticks":1,"note":"the modem was lost","rang_ms":2500,"#
                + #""refusals":0,"underruns":3}"#
        ),
        (
            .callEnded(call: 9, CallEndDetails(interruption: .serviceInterrupted)),
            #"{"call":9,"note":"the service was interrupted"}"#
        ),
        (.senderStopped, "{}"), (.raidStarted(isByHand: false), "{}"),
        (.raidStarted(isByHand: true), #"{"by_hand":true}"#), (.raidEnded(nil), "{}"),
        (
            .raidEnded(
                RaidEndDetails(
                    lasted: .minutes(75), contacts: 2_012, spent: Money(micros: 600_000), wasByHand: true)),
            #"{"by_hand":true,"contacts":2012,"lasted_ms":4500000,"spent":"0.60"}"#
        ),
        (
            .notice(AlertDetails(.troubleBegan(.lineDown, lines: ["a", "b"], since: Timestamp(seconds: 1)))),
            #"{"kind":"line_down","lines":["a","b"],"phase":"began"}"#
        ),
        (.notice(AlertDetails(.crashed)), #"{"kind":"crash","lines":[],"phase":"once"}"#),
        (.budgetWarning(limit), #"{"amount":"5.00","limit":"per_month","scope":"line","used":"4.98"}"#),
        (.budgetExhausted(limit), #"{"amount":"5.00","limit":"per_month","scope":"line","used":"4.98"}"#),
        (
            .balanceRead(
                .amount(Money(micros: 4_900_000), before: Money(micros: 5_000_000), spent: Money(micros: 20_000))),
            #"{"balance":"4.90","before":"5.00","difference":"-0.08","spent":"0.02"}"#
        ),
        (.balanceRead(.amount(Money(micros: 5_000_000), before: nil, spent: .zero)), #"{"balance":"5.00"}"#),
        (.balanceRead(.failed(.unreadable)), #"{"fault":"unreadable"}"#),
        (
            .budgetExhausted(LimitDetails(scope: .line, period: .balance, amount: .zero, used: .zero)),
            #"{"amount":"0.00","limit":"balance","scope":"line","used":"0.00"}"#
        ),
        (.modemAttached(AttachedDetails(model: nil)), #"{"model":null}"#),
        (
            .modemAttached(returned),
            #"{"lost_at":"2026-03-15T08:00:00-04:00","model":"EC25","recovery_seconds":0}"#
        ),
        (.modemLost(LostDetails(detail: "Gone.", lostAt: nil)), #"{"detail":"Gone."}"#),
        (.modemLost(LostDetails(notice: .modemLost, lostAt: nil)), #"{"notice":{"code":"modem_lost"}}"#),
        (
            .lineState(StateDetails(state: .noNetwork, notice: .noNetwork(minutes: nil), was: .ready)),
            #"{"notice":{"code":"no_network","minutes":null},"state":"no_network","was":"ready"}"#
        ),
        (
            .modemLost(LostDetails(detail: "Gone.", lostAt: "2026-03-15T08:00:00-04:00")),
            #"{"detail":"Gone.","lost_at":"2026-03-15T08:00:00-04:00"}"#
        ),
        (
            .lineState(StateDetails(state: .ready, detail: "Ready.", was: nil)),
            #"{"detail":"Ready.","state":"ready","was":null}"#
        ),
        (
            .lineState(StateDetails(state: .absent, detail: "Out.", was: .ready)),
            #"{"detail":"Out.","state":"absent","was":"ready"}"#
        ),
        (
            .textsFolded(FoldDetails(count: 3, first: "2026-03-15T12:00:00.000Z", last: "2026-03-15T13:00:00.000Z")),
            #"{"count":3,"first":"2026-03-15T12:00:00.000Z","last":"2026-03-15T13:00:00.000Z"}"#
        ),
        (
            .retentionRun(RetentionDetails(cause: .keepEnded, contents: 2, numbers: 1, records: 0)),
            #"{"cause":"keep_ended","contents":2,"numbers":1,"records":0}"#
        ),
        (
            .headSigned(HeadDetails(size: 42, root: "00ff", version: "0.1.0", hasNewKey: true)),
            #"{"new_key":true,"root":"00ff","size":42,"version":"0.1.0"}"#
        ),
        (
            .headSigned(HeadDetails(size: 1, root: "00", version: "1", hasNewKey: false)),
            #"{"root":"00","size":1,"version":"1"}"#
        ),
    ]

    static let actions: [(OperatorAction, String)] = [
        (.block, #"{"action":"block","by":null}"#),
        (.unblock, #"{"action":"unblock","by":null}"#),
        (.budgetAdd(Money(micros: 10_000)), #"{"action":"budget_add","amount":"0.01","by":null}"#),
        (
            .linePause(why: nil, releasesPort: true),
            #"{"action":"line_pause","by":null,"release_port":true,"why":null}"#
        ),
        (
            .linePause(why: "I \"know\"", releasesPort: false),
            #"{"action":"line_pause","by":null,"release_port":false,"why":"I \"know\""}"#
        ),
        (.lineResume, #"{"action":"line_resume","by":null}"#),
        (.lineVerify, #"{"action":"line_verify","by":null}"#),
        (.lineVerifyVoice, #"{"action":"line_verify_voice","by":null}"#),
        (.voiceVerified, #"{"action":"voice_verified","by":null}"#),
        (.heartbeat(to: "quebec"), #"{"action":"heartbeat","by":null,"to":"quebec"}"#),
        (
            .reveal(line: nil, since: nil, last: nil),
            #"{"action":"reveal","by":null,"last":null,"line":null,"since":null}"#
        ),
        (
            .reveal(line: "quebec", since: "2026-03-15T08:00:00-04:00", last: 0),
            #"{"action":"reveal","by":null,"last":0,"line":"quebec","since":"2026-03-15T08:00:00-04:00"}"#
        ),
        (.backup(path: "/mnt/copy.db"), #"{"action":"backup","by":null,"path":"/mnt/copy.db"}"#),
        (.erase, #"{"action":"erase","by":null}"#),
        (
            .keep(until: "2027-01-31T00:00:00.000-05:00"),
            #"{"action":"keep","by":null,"until":"2027-01-31T00:00:00.000-05:00"}"#
        ),
        (.keepEnd, #"{"action":"keep_end","by":null}"#),
        (
            .export(purpose: "file 7", document: "00ff"),
            #"{"action":"export","by":null,"document":"00ff","purpose":"file 7"}"#
        ),
    ]

    @Test("a payload has one stored form, and decodes to the same payload", arguments: examples)
    func oneForm(payload: EventPayload, stored: String) {
        #expect(payload.details.canonical == stored)
        #expect(EventPayload(payload.kind, payload.details) == payload)
    }

    @Test("an operator action contains the account when an operator requested it", arguments: actions)
    func oneFormOfAction(action: OperatorAction, stored: String) {
        let nobody = EventPayload.operatorAction(action, by: nil)
        #expect(nobody.details.canonical == stored)
        let named = EventPayload.operatorAction(action, by: OperatorIdentity(uid: 1000, user: "pi"))
        #expect(
            named.details.canonical
                == stored.replacing(#""by":null"#, with: #""by":{"uid":1000,"user":"pi"}"#))
        let unnamed = EventPayload.operatorAction(action, by: OperatorIdentity(uid: .max, user: nil))
        for payload in [nobody, named, unnamed] { #expect(EventPayload(.operatorAction, payload.details) == payload) }
    }

    @Test("every kind of event has an example")
    func everyKind() {
        #expect(Set(Self.examples.map(\.0.kind)).union([.operatorAction]) == Set(EventKind.allCases))
    }

    @Test(
        "an unknown word, an extra member and a value of another type are no payload",
        arguments: [
            (.smsReceived, ["extra": 1]), (.smsReceived, ["class": "0"]), (.replyPlanned, [:]),
            (.smsReceived, ["parts_missing": .array([2, 3])]), (.callEnded, ["ended_by": "caller"]),
            (.callEnded, ["call": 1, "ended_by": "thunder"]), (.callEnded, ["call": 1, "frames": 150]),
            (.budgetWarning, ["scope": "moon", "limit": "total", "amount": "1.00", "used": "1.00"]),
            (.budgetWarning, ["scope": "box", "limit": "total", "amount": "1", "used": "1.00"]),
            (.modemAttached, [:]), (.lineState, ["state": "flying", "detail": "", "was": .null]),
            (.operatorAction, ["action": "block"]), (.operatorAction, ["action": "export", "by": .null]),
            (.operatorAction, ["action": "block", "by": .object(["uid": -1, "user": .null])]),
        ] as [(EventKind, Details)])
    func otherForms(kind: EventKind, details: Details) {
        #expect(EventPayload(kind, details) == nil)
    }

    @Test("missing parts are shown one by one")
    func shownParts() {
        #expect(EventPayload.smsReceived(Self.wholeText).details.shown["parts_missing"] == .array([2, 4, 5, 6]))
        #expect(EventPayload.refused.details.shown.isEmpty)
    }
}
