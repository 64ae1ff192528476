import LinePolicy
import Vocabulary

/// The outcome of an effect.
package enum CallOutcome: Hashable, Sendable {
    /// It is done, without a result.
    case finished
    /// The modem's list of calls.
    case calls(CallListing)
    /// The outcome of a hang-up.
    case hungUp(HangUpOutcome)
    /// The outcome of `ATA`.
    case answer(AnswerOutcome)
    /// Nil = the modem switched the sound; else its answer.
    case audio(refusal: String?)
    /// Whether a second caller got the busy tone; false = the modem refused.
    case refusedWaiting(Bool)
    /// Whether the call was recorded moments ago and cut off.
    case cutOff(Bool)
    /// The call is recorded; `reason` = why the caller gets no reply, `manner` = the form of the reply.
    case recorded(call: Int64, reason: Reason?, manner: ReplyPlan.Manner?)
    /// The answer is committed, with a permission that holds until a commit that may forbid it.
    case committed(Permission)
    /// A commit forbids it.
    case forbidden
    /// The store cannot write now.
    case notStored
    /// The result of a look at the voice.
    case voice(VoiceLook)
    /// Nil = the speech path is open; else the fault.
    case opened(fault: VoiceFault?)
}

/// Unsolicited events of a call's sound.
package enum SoundEvent: Hashable, Sendable {
    /// Playing has ended.
    case ended(SoundReport)
    /// A key that our tone detector heard.
    case key(Character)
}

/// Requests of the line, the operator and the service to the calls.
package enum CallRequest: Hashable, Sendable {
    /// The modem is identified, so its voice may be looked for.
    case identified
    /// The modem is set up: a call that rings from now on did not ring before.
    case broughtUp
    /// End an active call that this session did not answer, as after a crash.
    case endStrayCall
    /// Take over a call that is already ringing.
    case findRingingCall
    /// The message may have changed.
    case messageChanged
    /// The port must be released.
    case giveUpPort
    /// The modem is lost.
    case modemLost
    /// Find the speech path for a voice trial.
    case prepareTrial
    /// Start this trial: the next caller hears its code.
    case begin(VoiceTrial)
    /// A client still waits for the end of the trial.
    case watchTrial
    /// The code as it was typed at the terminal; nil = nothing was heard.
    case typed(code: String?)
}

/// The facts that calls need, read right before an effect.
package struct CallWorld: Hashable, Sendable {
    /// The line's treatment of callers.
    package var mode: CallMode
    /// The number of rings before a call is answered.
    package var answerAfterRings: Int
    /// Whether refused calls ring on instead of being ended.
    package var letsRefusedCallersRing: Bool
    /// The port must be released, or the line ends.
    package var isLeaving: Bool
    /// The store cannot write.
    package var hasStorageFault: Bool
    /// No caller is answered now, as while roaming.
    package var answersNobody: Bool
    /// The store's present permission.
    package var permission: Permission

    /// Makes a set of facts.
    package init(
        mode: CallMode, answerAfterRings: Int = 1, letsRefusedCallersRing: Bool = false, isLeaving: Bool = false,
        hasStorageFault: Bool = false, answersNobody: Bool = false, permission: Permission
    ) {
        self.mode = mode
        self.answerAfterRings = answerAfterRings
        self.letsRefusedCallersRing = letsRefusedCallersRing
        self.isLeaving = isLeaving
        self.hasStorageFault = hasStorageFault
        self.answersNobody = answersNobody
        self.permission = permission
    }
}
