import ATProtocol
import Testing

/// A late answer is never taken for that of the next command.
struct ResynchroniseTests {
    private static let late = "\r\n+CMGS: 42\r\n\r\nOK\r\n"

    /// A send whose answer did not come in time.
    private func givenUp() -> Host {
        var host = Host()
        host.send(Conversation.submit)
        host.receive("\r\n> ")
        host.fire(.response)
        return host
    }

    /// The next send, which must live on its own answer only.
    private func expectCleanSend(_ host: Host, _ comment: Comment) {
        var host = host
        #expect(!host.dialogue.isDesynchronised, comment)
        host.send(Conversation.submit)
        host.receive("\r\n> ")
        #expect(host.dialogue.isBusy, comment)
        host.receive("\r\n+CMGS: 43\r\n\r\nOK\r\n")
        #expect(host.answer?.lines == ["+CMGS: 43"], comment)
        #expect(host.breaches == [], comment)
    }

    @Test("after a time-out no command is taken")
    func rejected() {
        var host = givenUp()
        host.send("AT+CSQ")
        host.receive(Self.late)
        host.send("AT+CSQ")
        #expect(host.rejections == [.desynchronised, .desynchronised])
        #expect(host.finished.count == 1)
        #expect(host.indications == [], "what comes late is dropped")
    }

    @Test("an indication that comes while desynchronised is kept")
    func indication() {
        var host = givenUp()
        host.receive("\r\nRING\r\n\r\n+CMTI: \"SM\",3\r\n")
        #expect(host.indications == [.ring(type: nil), .messageStored(memory: "SM", index: 3)])
    }

    @Test("it leaves the body, asks, and waits for the quiet")
    func steps() {
        var host = givenUp()
        host.resynchronise()
        #expect(host.written.suffix(2) == ["\u{1B}", "AT+CMEE?\r"])
        #expect(host.running == [.probe: 2_000])
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n")
        #expect(host.running == [.probe: 2_100, .settle: 100])
        #expect(host.finished.count == 1, "the quiet is missing")
        host.fire(.settle)
        #expect(host.result == .ok)
        expectCleanSend(host, "after a plain re-synchronisation")
    }

    @Test("ESC goes first where a body may be awaited: after a send, and on a port just opened")
    func escape() {
        var host = Host()
        host.resynchronise()
        #expect(host.written == ["\u{1B}", "AT+CMEE?\r"], "a program that was killed may have left a prompt")
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n")
        host.fire(.settle)
        host.send("AT+CSQ")
        host.fire(.response)
        host.resynchronise()
        #expect(host.written.suffix(2) == ["AT+CSQ\r", "AT+CMEE?\r"], "no body was on its way")
    }

    @Test("a command that ran into a prompt is followed by ESC")
    func unexpectedPrompt() {
        var host = Host()
        host.resynchronise()
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n")
        host.fire(.settle)
        host.send("AT+CSQ")
        host.receive("\r\n> ")
        host.fire(.response)
        host.resynchronise()
        #expect(host.written.suffix(2) == ["\u{1B}", "AT+CMEE?\r"])
        #expect(host.bodies == 0)
    }

    @Test("the late answer may come before the question, before its answer, or in the quiet", arguments: 0...3)
    func lateAnswer(place: Int) {
        var host = givenUp()
        let steps: [(inout Host) -> Void] = [
            { $0.resynchronise() },
            { $0.receive("\r\n+CMEE: 1\r\n") },
            { $0.receive("\r\nOK\r\n") },
        ]
        for (position, step) in steps.enumerated() {
            if position == place {
                host.receive(Self.late)
            }
            step(&host)
        }
        if place == steps.count {
            host.receive(Self.late)
        }
        #expect(host.finished.count == 1)
        host.fire(.settle)
        #expect(host.finished.map(\.result) == [.timedOut, .ok])
        expectCleanSend(host, "late at \(place)")
    }

    @Test("a late OK alone is not the answer of a question")
    func lateOK() {
        var host = givenUp()
        host.resynchronise()
        host.receive("\r\nOK\r\n\r\nOK\r\n")
        #expect(host.running == [.probe: 2_000])
        #expect(host.finished.count == 1)
    }

    @Test("the answer of an older question does not count for the newest")
    func olderQuestion() {
        var host = givenUp()
        host.resynchronise()
        host.fire(.probe)
        #expect(host.running == [.probe: 500], "the formats are set, and nobody waits long for that")
        host.fire(.probe)
        #expect(host.written.last == "AT+CMGF?\r")
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n")
        #expect(host.running == [.probe: 2_000])
        host.receive("\r\n+CMGF: 0\r\n\r\nOK\r\n")
        host.fire(.settle)
        #expect(host.result == .ok)
    }

    @Test("a question that was given up with its command is not asked")
    func sameQuestion() {
        var host = Host()
        host.send("AT+CMEE?")
        host.fire(.response)
        host.resynchronise()
        #expect(host.written.last == "AT+CMGF?\r")
    }

    @Test("a silent modem is asked so many times and no more")
    func silent() {
        var host = givenUp()
        host.resynchronise(attempts: 3)
        for _ in 1...4 {
            #expect(host.finished.count == 1)
            host.fire(.probe)
        }
        #expect(host.result == .timedOut)
        #expect(host.dialogue.isDesynchronised)
        #expect(host.written.suffix(4) == ["AT+CMEE?\r", "ATE0V1Q0\r", "AT+CMGF?\r", "AT\r"])
        #expect(host.breaches == [])
    }

    @Test("a modem that knows no question proves itself with ten times the quiet")
    func bareProbe() {
        var host = givenUp()
        host.resynchronise(attempts: 2)
        host.receive("\r\nERROR\r\n")
        host.fire(.probe)
        host.receive("\r\nOK\r\n")
        #expect(host.running[.settle] == 1_000)
        host.fire(.settle)
        #expect(host.result == .ok)
    }

    @Test("a question asked a second time proves less, and needs ten times the quiet")
    func askedAgain() {
        var host = givenUp()
        host.resynchronise(attempts: 2)
        for _ in 1...3 { host.fire(.probe) }
        #expect(host.result == .timedOut)
        // The modem wakes up: the answer may be that of the first round, and more may follow.
        host.resynchronise(attempts: 6)
        for _ in 1...6 where host.written.last != "AT+CMEE?\r" {
            host.fire(.probe)
        }
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n")
        #expect(host.running[.settle] == 1_000)
        host.receive("\r\nOK\r\n")
        #expect(host.running[.settle] == 1_000)
        #expect(host.breaches == [])
    }

    @Test("a chatty line ends the attempt, not the wait for quiet")
    func neverQuiet() {
        var host = givenUp()
        host.resynchronise(attempts: 2)
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n\r\nOK\r\n")
        #expect(host.starts.suffix(2) == [.settle, .settle], "the quiet begins anew with each line")
        host.fire(.probe)
        #expect(host.running == [.probe: 2_000])
        #expect(host.written.last == "AT\r")
    }

    @Test("a menu whose end was lost does not swallow the answer")
    func openMenu() {
        var host = givenUp()
        host.receive("\r\n+CUSD: 1,\"Choose:\r\n1 Balance\r\n")
        host.resynchronise()
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n")
        host.fire(.settle)
        #expect(host.result == .ok)
        #expect(host.indications.count == 1)
    }

    @Test("with echo on, the echo of the question is not its answer")
    func echo() {
        var host = givenUp()
        host.resynchronise()
        host.receive("AT+CMEE?\r\r\nOK\r\n")
        #expect(host.running == [.probe: 2_000])
        host.receive("AT+CMEE?\r\r\n+CMEE: 1\r\n\r\nOK\r\n")
        #expect(host.running[.settle] == 100)
    }
}
