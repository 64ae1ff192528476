import Vocabulary

/// What was tried to bring the modem of one device back, kept over the loss of its claim, a reset and a change of lines.
struct DeviceCare {
    /// What is tried next.
    var ladder = RecoveryLadder()
    /// The line that worked on it last.
    var line: String?
    /// What it was when it was last seen.
    var identifier: String?
    /// Why its USB port cannot be reset; nil where it can be, or nobody tried.
    var obstacle: String?

    /// What a person can do once the ladder has come to its end; nil while it has not.
    var hint: String? {
        // One that is about to be reset may come back by it.
        guard ladder.wasReset, ladder.pending != .usbReset else { return nil }
        return obstacle ?? "a reset of its USB port did not help: pull it out and plug it in again"
    }

    /// The sentence of a fault: as long as the modem may come back by itself, what it says itself.
    func sentence(of fault: LineFault) -> String {
        guard fault.isDeaf, let hint else { return fault.sentence }
        return "the modem does not answer AT commands, \(hint)"
    }

    /// The device was plugged in, or came back.
    mutating func appeared(_ identifier: String, at now: Uptime) {
        ladder.appeared(at: now)
        if !ladder.wasReset { obstacle = nil }
        if let known = self.identifier, known != identifier { line = nil }
        self.identifier = identifier
    }

    /// The modem answers commands again; whether it works shows later.
    mutating func answered() {
        obstacle = nil
    }
}
