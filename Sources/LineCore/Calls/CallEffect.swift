import Vocabulary

/// What is done for a call; each lane does one thing at a time.
package enum CallEffect: Hashable, Sendable {
    // MARK: To the modem

    /// Ask the modem for its calls; `soon`: a caller is not kept waiting for the answer.
    case askCalls(soon: Bool)
    /// End the call of this number, or every call.
    case hangUp(number: String?)
    /// `ATA`.
    case answer
    /// Switch the sound of the call on or off.
    case setAudio(String)
    /// Tell a second caller that the line is busy.
    case refuseWaiting
    /// Switch the radio off and on, which ends every call.
    case restartRadio

    // MARK: To the port

    /// From now on only what concerns the call is said to the modem.
    case reserve
    /// Other commands may begin again.
    case release
    /// The modem has to be brought up afresh.
    case bringUpAfresh(CallLoss)

    // MARK: To the store

    /// Read whether this call was recorded and cut off by a fault just now.
    case lookUpCutOff(CallRecord)
    /// Record a call that rang, and decide about the caller.
    case record(CallRecord)
    /// Commit that the caller is about to hear the line.
    case commitAnswering(call: Int64)
    /// Write down what happened to a recorded call, or keep it until that is possible.
    case note(CallStep, of: Int64)
    /// The caller pressed the key that means STOP.
    case stop(of: Int64)
    /// The line was about to speak and could not: text who may be texted.
    case textInstead(of: Int64, CallRecord)
    /// Keep a call that could not be recorded.
    case keep(CallRecord)
    /// A caller did not hear the line.
    case voiceFailed(VoiceFault)
    /// Somebody typed what the line had spoken.
    case voiceVerified

    // MARK: To the sound

    /// Look for the speech path and get the message ready; for the operator's try also on a line that only hangs up.
    case lookForVoice(forTrial: Bool)
    /// Open the speech path for this call; the code of a try is spoken instead of the message.
    case openSpeech(call: Int, trial: Int?)
    /// Play what was opened; its end is heard of as ``SoundEvent/ended(_:)``.
    case play(call: Int)
    /// Write no sound for now, or go on.
    case holdSound(Bool)
    /// End the sound and close the way.
    case stopSound
    /// Tell `status` what is known of the voice.
    case showVoice
}

/// How a call is told to the store.
package struct CallRecord: Hashable, Sendable {
    /// Who called; nil = nobody said.
    package var caller: Caller?
    /// The first RING.
    package var since: Uptime
    /// The line is ready to speak to this caller.
    package var speaks = false
    /// It is the operator's own try.
    package var isTrial = false
    /// It came during another call.
    package var isDuringCall = false
}

/// Why the modem has to be brought up afresh.
package enum CallLoss: Hashable, Sendable {
    /// It does not answer this command any more.
    case silent(command: String)
    /// It did not end a call: its radio was switched off and on.
    case callNotEnded
}
