import Vocabulary

/// The identity of a caller.
package struct Caller: Hashable, Sendable {
    /// The digits; empty when withheld.
    package var number: String
    /// The type of the number (3GPP TS 24.008 10.5.4.7), 145 for international.
    package var type: Int?

    /// Makes a caller.
    package init(number: String, type: Int?) {
        self.number = number
        self.type = type
    }

    /// Whether both are certainly the same: one number, perhaps in two forms, or both withheld.
    func isSame(as caller: Caller) -> Bool {
        if number.isEmpty || caller.number.isEmpty { return number.isEmpty && caller.number.isEmpty }
        return !CallerNumber.differ(number, caller.number)
    }

    /// Whether this is another caller, allowing for modems that print one number in two forms.
    ///
    /// `knownAsNone`: the other caller is known to have no number.
    func isOther(than caller: Caller, knownAsNone: Bool) -> Bool {
        if number.isEmpty { return false }
        return caller.number.isEmpty ? knownAsNone : CallerNumber.differ(number, caller.number)
    }
}
