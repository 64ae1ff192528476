import Vocabulary

/// The words of one language: every sentence about a line that a person reads.
///
/// Every language has all sentences, because every switch names every case.
public protocol Words: Sendable {
    /// The sentence about a line: what is wrong and the remedy.
    func sentence(_ notice: Notice) -> String
    /// The sentence of an alert, for a person elsewhere.
    func sentence(_ alert: Alert) -> String
    /// The state of a line, in two or three words.
    func words(_ state: LineState) -> String
    /// Why a contact is not answered, in a clause.
    func clause(_ reason: Reason) -> String
    /// What an event is about, in a few words.
    func words(_ kind: EventKind) -> String
    /// What ended a call, in a clause.
    func clause(_ ending: CallEnding) -> String
    /// Why the sound of a call cannot be opened, in a clause.
    func clause(_ fault: AudioFault) -> String
    /// What is tried to bring a modem back, in a clause.
    func clause(_ step: RecoveryStep) -> String
    /// Why a request to the store failed, and what to do next, in a clause.
    func clause(_ error: StoreError) -> String
    /// Why a prompt cannot be made, and the remedy, in a clause.
    func clause(_ fault: PromptFault) -> String
    /// Why a line cannot speak to callers, or a caller did not hear it, in a clause.
    func clause(_ fault: VoiceFault) -> String
    /// Why a reply was not sent, or why nobody knows, in a clause.
    func clause(_ fault: ReplyFault) -> String
    /// Why a message could not be decoded, in a clause.
    func clause(_ fault: DecodeFault) -> String
    /// What is wrong with a PDU, in a clause.
    func clause(_ fault: PDUFault) -> String
    /// A word or sentence of the page of the box.
    func words(_ word: PageWord) -> String
    /// Where a number is at home, in a few words.
    func words(_ region: CallerRegion) -> String
    /// What a country profile is about, in a few words.
    func words(_ law: Law) -> String
    /// What the law or a plan says, in a clause.
    func clause(_ notice: LawNotice) -> String
    /// What a person should know about a prompt, and what to do.
    func sentence(_ remark: PromptRemark) -> String
    /// The sentence about a line's voice.
    func sentence(_ notice: VoiceNotice) -> String
}

extension Words {
    /// The state of a line; one of another version is shown as its code.
    public func words(_ state: Word<LineState>) -> String {
        switch state {
        case .known(let state): words(state)
        case .foreign(let text): text
        }
    }

    /// Why a contact is not answered; a reason of another version is shown as its code.
    public func clause(_ reason: Word<Reason>) -> String {
        switch reason {
        case .known(let reason): clause(reason)
        case .foreign(let text): text
        }
    }
}

extension Words {
    /// Where a number is at home; a region of another version is shown as its code.
    public func words(_ region: Word<CallerRegion>) -> String {
        switch region {
        case .known(let region): words(region)
        case .foreign(let text): text
        }
    }
}

extension Words {
    /// What is tried to bring a modem back; a step of another version is shown as its code.
    public func clause(_ step: Word<RecoveryStep>) -> String {
        switch step {
        case .known(let step): clause(step)
        case .foreign(let text): text
        }
    }
}

extension Notice {
    /// The English sentence: the `detail` of `status` and of the log.
    public var detail: String { English().sentence(self) }
}

extension VoiceNotice {
    /// The English sentence: the `voice_detail` of `status`.
    public var detail: String { English().sentence(self) }
}

extension StoreError {
    /// What happened and what to do next, in English: for the log and for the operator.
    public var sentence: String { English().clause(self) }
}

extension PromptFault {
    /// What is wrong and the remedy, in English, on one line.
    public var sentence: String { English().clause(self) }
}

extension VoiceFault {
    /// Why the line cannot speak, or was not heard, in English.
    public var sentence: String { English().clause(self) }
}

extension ReplyFault {
    /// Why the reply was not sent, or why nobody knows, in English.
    public var sentence: String { English().clause(self) }
}

extension DecodeFault {
    /// Why the message could not be decoded, in English.
    public var sentence: String { English().clause(self) }
}

extension Language {
    /// The words of the language.
    public var words: any Words {
        switch self {
        case .english: English()
        case .french: French()
        }
    }
}
