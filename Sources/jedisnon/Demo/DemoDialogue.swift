import ControlAPI
import Foundation
import ModemSimulator
import Vocabulary

/// A person plays the insistent contact: types a text or calls, and sees the reply and the reason.
struct DemoDialogue {
    static let phone = "+15145550123"
    /// Calls come from another phone, because a sender who got a text is not answered again within the window.
    static let otherPhone = "+14185550124"

    let box: DemoBox
    let style: TerminalStyle

    func run() async throws {
        try Terminal.write(
            """
            \(style(.bold, "jedisnon demo")): the real service on two simulated lines, Montréal and Québec.

            You are the one who insists. She gave you \(DemoBox.montreal.number). Write to it.
            Type call to ring up Québec from another phone: that line speaks.
            An empty line ends the demo.

            """)
        var last = try await box.events().last?.seq ?? 0
        while let text = try await line(), !text.isEmpty {
            if text.trimmed.lowercased() == "call" {
                last = try await showCall(after: last)
            } else {
                box.modems[DemoBox.montreal.id]?.deliver(from: Self.phone, text: text)
                last = try await showWhatHappens(after: last)
            }
        }
        try Terminal.write(
            "\n" + StatusText(now: .now, width: Terminal.width, style: style).text(try await box.client.status()))
    }

    private func line() async throws -> String? {
        try Terminal.write(style(.dim, "you> "))
        // Reading blocks a thread that nothing else uses; a signal ends the wait.
        let (lines, continuation) = AsyncStream.makeStream(of: String?.self)
        Thread.detachNewThread { continuation.yield(readLine()) }
        for await line in lines { return line }
        try Task.checkCancellation()
        return nil
    }

    private func showCall(after last: Int64) async throws -> Int64 {
        guard let modem = box.modems[DemoBox.quebec.id], modem.ring(from: Self.otherPhone) else { return last }
        try Terminal.write("    " + style(.dim, "ringing ...") + "\n")
        var rows: [EventRow] = []
        for _ in 0..<800 {
            rows = try await box.events().filter { $0.seq > last }
            if rows.contains(where: { $0.kind == .callEnded }) { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        if let reason = rows.first(where: { $0.kind == .callReceived })?.reason {
            try Terminal.write("    " + style(.yellow, "hung up") + "  \(reason): \(reason.clause)\n")
        } else if rows.contains(where: { $0.kind == .callAnswered }) {
            let seconds = Double(modem.voice.heard.count) / Double(modem.voice.sampleRate)
            try Terminal.write(
                "    " + style(.green, "it speaks")
                    + "  \(Int(seconds.rounded())) s: \"Bonjour. Un non se respecte.\" Then it hangs up.\n")
        } else {
            try Terminal.write("    (the call was not answered)\n")
        }
        return rows.last?.seq ?? last
    }

    private func showWhatHappens(after last: Int64) async throws -> Int64 {
        var rows: [EventRow] = []
        for _ in 0..<80 {
            rows = try await box.events().filter { $0.seq > last }
            if let received = rows.first(where: { $0.kind == .smsReceived }) {
                if received.reason != nil || rows.contains(where: { $0.kind == .replySent }) { break }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        guard let received = rows.first(where: { $0.kind == .smsReceived }) else {
            try Terminal.write("    (the text did not arrive)\n")
            return rows.last?.seq ?? last
        }
        if let reason = received.reason {
            try Terminal.write("    " + style(.yellow, "silence") + "  \(reason): \(reason.clause)\n")
        } else if let reply = box.modems[DemoBox.montreal.id]?.submissions.last {
            try Terminal.write("    " + style(.green, "your phone rings") + "\n")
            try Terminal.write(
                Columns.wrapped(SafeText.escaped(reply.text ?? ""), width: Terminal.width - 4, indent: 6))
        }
        return rows.last?.seq ?? last
    }
}
