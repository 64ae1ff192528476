import ArgumentParser
import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct StatusTextTests {
    @Test("a status fits 80 columns and says what matters in words")
    func snapshot() {
        let text = picture(width: 80).text(answer)
        #expect(text == expected)
        #expect(text.split(separator: "\n").allSatisfy { Columns.width(String($0)) <= 80 })
    }

    @Test("a wider terminal gives the names more room", arguments: [80, 100, 200])
    func wider(width: Int) {
        let text = picture(width: width).text(answer)
        #expect(text.contains("\nMontréal "))
        #expect(text.split(separator: "\n").allSatisfy { Columns.width(String($0)) <= width })
    }

    @Test("a service that is down says so, with the picture from before")
    func stopped() {
        var stopped = answer
        stopped.service.state = "stopped"
        let first = picture(width: 80).text(stopped).split(separator: "\n").first
        #expect(first == "jedisnon 0.1.0 is not running; this is the last known picture, started 4 h ago")
    }

    @Test("a service that waits for its database says for what")
    func waiting() {
        var waiting = answer
        waiting.service.state = "waiting"
        waiting.service.detail = "waiting for the database: the disk is full"
        let first = picture(width: 80).text(waiting).split(separator: "\n").first
        #expect(first == "jedisnon 0.1.0 is waiting for the database: the disk is full")
    }

    @Test("nothing configured, nothing known")
    func empty() {
        let none = StatusAnswer(
            service: ServiceStatus(state: "running", version: nil, startedAt: nil), lines: [], budget: nil)
        #expect(picture(width: 80).text(none) == "jedisnon is running\n\nNo line is configured yet.\n")
    }

    @Test("a line whose modem is absent says that it is paused too, and why; and a raid and quiet hours beside it")
    func pausedToo() {
        var line = LineStatus(id: "quebec", region: nil, number: "+14185550102", state: "absent", detail: "No modem.")
        line.paused = PauseRow(at: now, why: "an older\u{1B} database", releasePort: false)
        line.raid = true
        line.quietUntil = now
        let text = picture(width: 500).text(StatusAnswer(service: answer.service, lines: [line], budget: nil))
        #expect(
            text.contains(
                "PAUSED since \(now.day) \(now.clock): an older\\u001b database: recording, not answering, "
                    + "until `jedisnon line resume quebec`"))
        #expect(text.contains("quebec: No modem.") && text.contains("RAID") && text.contains("quiet hours until"))
        line.paused = nil
        #expect(
            !picture(width: 500).text(StatusAnswer(service: answer.service, lines: [line], budget: nil)).contains(
                "PAUSED"))
    }

    @Test("what a modem says cannot move the cursor")
    func hostile() {
        var line = LineStatus(
            id: "a", region: "\u{1B}[2J", number: "+1\u{9B}", state: "ready\u{7}", detail: "x\ny\u{202E}")
        line.network = "\u{1B}]0;evil\u{7}"
        let text = picture(width: 80).text(StatusAnswer(service: answer.service, lines: [line], budget: nil))
        #expect(
            !text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x9B || $0.value == 0x202E })
        #expect(text.contains("\\u001b]0;evil\\u0007"))
    }

    @Test("colours only where they are wanted")
    func colours() {
        #expect(!picture(width: 80).text(answer).contains("\u{1B}"))
        let painted = StatusText(now: now, width: 80, style: TerminalStyle(isOn: true)).text(answer)
        #expect(painted.contains("\u{1B}[32mMontréal"))
    }

    @Test("the exit code is 0 only when there is a line and all are ready")
    func exitCodes() {
        var ready = answer
        ready.lines = [answer.lines[0]]
        #expect(Status.exitCode(ready, isRunning: true).rawValue == 0)
        #expect(Status.exitCode(answer, isRunning: true).rawValue == 1)
        ready.lines = []
        #expect(Status.exitCode(ready, isRunning: true).rawValue == 1)
        #expect(Status.exitCode(answer, isRunning: false).rawValue == 69)
    }

    @Test("each redraw clears what the picture before left behind")
    func overwriting() {
        #expect(Watch.overwriting(["a", "b"]) == "\u{1B}[Ha\u{1B}[K\r\nb\u{1B}[K\u{1B}[J")
    }

    private let now = ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000)

    private func ago(_ seconds: Int64) -> ZonedTime {
        ZonedTime(milliseconds: now.milliseconds - seconds * 1000, offset: now.offset)
    }

    private func picture(width: Int) -> StatusText {
        StatusText(now: now, width: width, style: .none)
    }

    private var answer: StatusAnswer {
        var montreal = LineStatus(
            id: "montreal", region: "Montréal", number: "+15145550101", state: "ready",
            detail: "Answers texts; calls are hung up on and texted.")
        montreal.received = 1234
        montreal.replied = 300
        montreal.refused = 934
        montreal.calls = 12
        montreal.queued = 2
        montreal.network = "Bell"
        montreal.signalDBm = -73
        montreal.lastReceivedAt = ago(200)
        montreal.lastRepliedAt = ago(3)
        montreal.storage = StorageUse(used: 3, size: 23)
        var quebec = LineStatus(
            id: "quebec", region: "Capitale-Nationale et Chaudière-Appalaches", number: "+14185550102",
            state: "pin_required",
            detail: "The SIM wants its PIN and none is configured: write it into a file and name it as pin_file.")
        quebec.raid = true
        return StatusAnswer(
            service: ServiceStatus(state: "running", version: "0.1.0", startedAt: ago(4 * 3600)),
            lines: [montreal, quebec],
            budget: BudgetStatus(
                currency: "CAD", spent: "12.34", reserved: "0.02", left: "67.64", contactsLeft: 3382))
    }

    private let expected = """
        jedisnon 0.1.0 is running since 2026-11-25 08:00:00 (4 h ago)

        REGION            NUMBER         STATE          RECEIVED REPLIED REFUSED   CALLS
        Montréal          +15145550101   ready              1234     300     934      12
            montreal: Answers texts; calls are hung up on and texted.
            last text 3 min ago; last reply just now; 2 waiting to be sent; Bell at -73
            dBm; 3 of 23 places in the modem's memory used
        Capitale-Nationa… +14185550102   needs its PIN         0       0       0       0
            quebec: The SIM wants its PIN and none is configured: write it into a file
            and name it as pin_file.
            last text never; last reply never; RAID: counting, not answering

        Budget: 12.34 CAD spent, 0.02 reserved, 67.64 left, enough for 3382 contacts

        """
}
