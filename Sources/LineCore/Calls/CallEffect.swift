import Vocabulary

/// The effects of calls; each lane performs one at a time.
package enum CallEffect: Hashable, Sendable {
    // MARK: To the modem

    /// Read the modem's list of calls; `soon` = with a short timeout, because a caller waits.
    case askCalls(soon: Bool)
    /// End the call of this number, or every call.
    case hangUp(number: String?)
    /// `ATA`.
    case answer
    /// Switch the sound of the call on or off.
    case setAudio(String)
    /// Give a second caller the busy tone.
    case refuseWaiting
    /// Switch the radio off and on, which ends every call.
    case restartRadio

    // MARK: To the port

    /// From now on the modem gets only commands that concern the call.
    case reserve
    /// Other commands may begin again.
    case release
    /// The modem must be set up again from the start.
    case bringUpAfresh(CallLoss)

    // MARK: To the store

    /// Read whether this call was recorded moments ago and cut off by a fault.
    case lookUpCutOff(CallRecord)
    /// Record a call and judge the caller.
    case record(CallRecord)
    /// Commit that the caller is about to hear the line.
    case commitAnswering(call: Int64)
    /// Write what happened to a recorded call, or keep the note until that is possible.
    case note(CallStep, of: Int64)
    /// The caller pressed the key that means STOP.
    case stop(of: Int64)
    /// The line was about to speak and could not: send a text if the caller may get one.
    case textInstead(of: Int64, CallRecord)
    /// Keep a call that could not be recorded.
    case keep(CallRecord)
    /// A caller did not hear the line.
    case voiceFailed(VoiceFault)
    /// A person typed the code that the line had spoken.
    case voiceVerified

    // MARK: To the sound

    /// Find the speech path and prepare the message; for a voice trial also on a line that only hangs up.
    case lookForVoice(forTrial: Bool)
    /// Open the speech path for this call; in a voice trial the code is spoken instead of the message.
    case openSpeech(call: Int, trial: Int?)
    /// Play the prompt; its end is reported as ``SoundEvent/ended(_:)``.
    case play(call: Int)
    /// Pause or resume writing sound.
    case holdSound(Bool)
    /// End the sound and close the speech path.
    case stopSound
    /// Update the voice state for `status`.
    case showVoice
}

/// A call as it is recorded in the store.
package struct CallRecord: Hashable, Sendable {
    /// Who called; nil = unknown.
    package var caller: Caller?
    /// The first RING.
    package var since: Uptime
    /// Whether the line is ready to speak to this caller.
    package var speaks = false
    /// Whether it is the operator's voice trial.
    package var isTrial = false
    /// Whether it came during another call.
    package var isDuringCall = false
}

/// Why the modem must be set up again from the start.
package enum CallLoss: Hashable, Sendable {
    /// It no longer answers this command.
    case silent(command: String)
    /// It did not end a call, so its radio was switched off and on.
    case callNotEnded
}
