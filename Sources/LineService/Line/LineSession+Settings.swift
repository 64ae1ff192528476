import Logging
import Vocabulary

/// What was worked out from the configuration is worked out again when it was read again; a send or a call under way goes on
/// with what it had.
extension LineSession {
    /// The settings of the line may be other ones now.
    func settingsChanged() async {
        await paceAgain()
        // The modem may be another line's by now: it is given up with the next look.
        if isBroughtUp, await otherOwner != nil { nextSweep = .now() }
        await conditionsChanged()
        await messageMayHaveChanged()
    }

    /// The interval between two sends may be a shorter or a longer one.
    private func paceAgain() async {
        let before = nextSend
        do {
            let left = try await untilNextSend()
            // A send that began or ended meanwhile knows better.
            if !isSending, nextSend == before, isBroughtUp { nextSend = .now() + .milliseconds(left) }
        } catch {
            // The interval that was begun is kept then.
            runner.logger.debug("the time of the last send cannot be read: \(FaultWords.of(error))")
        }
    }
}
