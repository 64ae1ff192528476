import Vocabulary

/// Who calls.
package struct Caller: Hashable, Sendable {
    /// The digits; empty when withheld.
    package var number: String
    /// The type of the number (3GPP TS 24.008 10.5.4.7), 145 for international.
    package var type: Int?

    /// A caller from what the modem tells.
    package init(number: String, type: Int?) {
        self.number = number
        self.type = type
    }

    /// Whether both are certainly one: the same number in the same or in another form, or both withheld.
    func isSame(as caller: Caller) -> Bool {
        if number.isEmpty || caller.number.isEmpty { return number.isEmpty && caller.number.isEmpty }
        return !CallerNumber.differ(number, caller.number)
    }

    /// Whether this is somebody else, as far as the modem tells: it may write one number in two ways.
    ///
    /// `knownAsNone`: the other one has shown that it has no number.
    func isOther(than caller: Caller, knownAsNone: Bool) -> Bool {
        if number.isEmpty { return false }
        return caller.number.isEmpty ? knownAsNone : CallerNumber.differ(number, caller.number)
    }
}
