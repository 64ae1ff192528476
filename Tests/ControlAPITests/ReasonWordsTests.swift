import ControlAPI
import Testing

@Suite struct ReasonWordsTests {
    @Test("Every reason of the event log has words of its own")
    func complete() {
        let reasons = """
            not_a_person alphanumeric_sender short_code withheld own_number blocked stop_requested \
            destination_not_allowed premium_number stale loop replied_in_window lifetime_cap raid budget_line \
            budget_total daily_cap monthly_cap replies_off line_paused shadow
            """.split(separator: " ").map(String.init)
        #expect(Set(ReasonWords.all.keys) == Set(reasons))
        #expect(Set(ReasonWords.all.values).count == reasons.count)
    }

    @Test("A reason of another version stands for itself, made harmless")
    func unknown() {
        #expect(ReasonWords.clause("new_\u{1B}reason") == "new_\\u001breason")
    }
}
