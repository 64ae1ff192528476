import Vocabulary

/// The words of an exported page in one language.
public struct EvidenceWords: Sendable {
    /// What to do next in one place, as it was on a day.
    public struct NextSteps: Sendable {
        /// The place.
        public var place: String
        /// The day of this text, ISO 8601.
        public var day: String
        /// What can be done, the first thing first.
        public var steps: [String]
    }

    /// See the two languages.
    public var title: String
    /// See the two languages.
    public var made: String
    /// See the two languages.
    public var madePlace: String
    /// See the two languages.
    public var about: String
    /// See the two languages.
    public var purpose: String
    /// See the two languages.
    public var asReceived: String
    /// See the two languages.
    public var inShort: String
    /// See the two languages.
    public var total: String
    /// See the two languages.
    public var first: String
    /// See the two languages.
    public var last: String
    /// See the two languages.
    public var silence: String
    /// See the two languages.
    public var byDay: String
    /// See the two languages.
    public var day: String
    /// See the two languages.
    public var texts: String
    /// See the two languages.
    public var calls: String
    /// See the two languages.
    public var folded: String
    /// See the two languages.
    public var contacts: String
    /// See the two languages.
    public var contactColumns: [String]
    /// See the two languages.
    public var codePoints: String
    /// See the two languages.
    public var pdu: String
    /// See the two languages.
    public var textRemoved: String
    /// See the two languages.
    public var partsMissing: String
    /// See the two languages.
    public var noAnswer: String
    /// See the two languages.
    public var answer: String
    /// See the two languages.
    public var clockAhead: String
    /// See the two languages.
    public var removed: String
    /// See the two languages.
    public var nothingRemoved: String
    /// See the two languages.
    public var removedTexts: String
    /// See the two languages.
    public var removedContacts: String
    /// See the two languages.
    public var system: String
    /// See the two languages.
    public var gaps: String
    /// See the two languages.
    public var gapColumns: [String]
    /// See the two languages.
    public var noGaps: String
    /// See the two languages.
    public var systemIntroduction: String
    /// See the two languages.
    public var systemColumns: [String]
    /// See the two languages.
    public var systemMore: String
    /// See the two languages.
    public var clockKnown: [String]
    /// See the two languages.
    public var version: String
    /// See the two languages.
    public var programHash: String
    /// See the two languages.
    public var serviceStarted: String
    /// See the two languages.
    public var neverStarted: String
    /// See the two languages.
    public var timeZone: String
    /// See the two languages.
    public var retention: String
    /// See the two languages.
    public var lateLeaves: String
    /// See the two languages.
    public var shows: String
    /// See the two languages.
    public var showsList: [String]
    /// See the two languages.
    public var showsNot: String
    /// See the two languages.
    public var showsNotList: [String]
    /// See the two languages.
    public var verification: String
    /// See the two languages.
    public var verificationText: [String]
    /// See the two languages.
    public var publishedBefore: String
    /// See the two languages.
    public var earlierHeads: String
    /// See the two languages.
    public var documentHash: String
    /// See the two languages.
    public var next: String
    /// See the two languages.
    public var nextAsOf: String
    /// See the two languages.
    public var nextSteps: [NextSteps]
    /// See the two languages.
    public var attestation: String
    /// See the two languages.
    public var attestationText: String
    /// See the two languages.
    public var attestationFields: [String]
    /// What stands after a name and before what it is: the sign, and the spaces of the language.
    public var colon: String
    /// See the two languages.
    public var page: String
    /// See the two languages.
    public var days: String
    /// See the two languages.
    public var hours: String
    /// See the two languages.
    public var minutes: String

    /// The words of the page that are not of one contact, for the forms that are data: each is of a part of the page.
    public var notes: [Details] {
        func note(_ part: String, _ text: String) -> Details { ["about": .string(part), "text": .string(text)] }
        let next = nextSteps.flatMap { place in
            place.steps.map { step in
                note("next", step).merging(["place": .string(place.place), "as_of": .string(place.day)]) { own, _ in own
                }
            }
        }
        return [note("to_fill_in", madePlace), note("to_fill_in", publishedBefore)]
            + showsList.map { note("shows", $0) } + showsNotList.map { note("shows_not", $0) }
            + verificationText.map { note("verification", $0) } + next + [note("attestation", attestationText)]
            + attestationFields.map { note("attestation_to_fill_in", $0) }
    }

    /// The words of a language.
    public static func of(_ language: Language) -> EvidenceWords {
        switch language {
        case .english: english
        case .french: french
        }
    }
}
