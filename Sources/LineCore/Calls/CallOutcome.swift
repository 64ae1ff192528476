import LinePolicy
import Vocabulary

/// How an effect ended.
package enum CallOutcome: Hashable, Sendable {
    /// It is done; nothing more is to be said of it.
    case finished
    /// The modem's list of calls.
    case calls(CallListing)
    /// What became of a hang-up.
    case hungUp(HangUpOutcome)
    /// What became of `ATA`.
    case answer(AnswerOutcome)
    /// The modem switched the sound; else what it said.
    case audio(refusal: String?)
    /// A second caller was told that the line is busy; false = the modem refused that.
    case refusedWaiting(Bool)
    /// Whether the call was recorded and cut off just now.
    case cutOff(Bool)
    /// The call is recorded; `reason` = why the caller gets nothing, `manner` = how the caller is answered.
    case recorded(call: Int64, reason: Reason?, manner: ReplyPlan.Manner?)
    /// The answer is committed, and permitted until something is committed that may forbid it.
    case committed(Permission)
    /// Something was committed that forbids it.
    case forbidden
    /// The store takes nothing now.
    case notStored
    /// What was found of the voice.
    case voice(VoiceLook)
    /// The speech path is open; else why it is not.
    case opened(fault: VoiceFault?)
}

/// What is said of the sound of a call without having been asked.
package enum SoundEvent: Hashable, Sendable {
    /// What was played came to its end.
    case ended(SoundReport)
    /// A key that our tone detector heard.
    case key(Character)
}

/// What the line, the operator and the service want of the calls.
package enum CallRequest: Hashable, Sendable {
    /// The modem has said who it is: its voice may be looked for.
    case identified
    /// The modem is brought up: what rings from now on did not ring before.
    case broughtUp
    /// End a call that is active and that nobody here sees through, as after a crash.
    case endStrayCall
    /// Take over a call that rings already.
    case findRingingCall
    /// The message may be another one.
    case messageChanged
    /// The port is to be given up.
    case giveUpPort
    /// The modem is lost.
    case modemLost
    /// Find the speech path for the operator's try.
    case prepareTrial
    /// The next caller hears the code of this try.
    case begin(VoiceTrial)
    /// Somebody still waits for the end of the try.
    case watchTrial
    /// The code as it was typed at the terminal; nil = nothing was heard.
    case typed(code: String?)
}

/// What there is of the world right before an effect.
package struct CallWorld: Hashable, Sendable {
    /// What happens to callers.
    package var mode: CallMode
    /// How often it rings before a call is answered.
    package var answerAfterRings: Int
    /// A refused caller is left ringing.
    package var letsRefusedCallersRing: Bool
    /// The port is to be given up, or the line ends.
    package var isLeaving: Bool
    /// The store takes nothing.
    package var hasStorageFault: Bool
    /// Nobody is answered now, as while roaming.
    package var answersNobody: Bool
    /// What the store permits now.
    package var permission: Permission

    /// A world from its parts.
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
