import Testing

@testable import Vocabulary

struct PartNumbersTests {
    @Test(
        "missing numbers are stored as runs and listed one by one",
        arguments: [
            ([1], .array([1])), ([2, 3], .array([.array([2, 3])])),
            ([1, 3, 4, 5, 200], .array([1, .array([3, 5]), 200])),
        ] as [([Int], JSONValue)])
    func missingNumbers(numbers: [Int], stored: JSONValue) {
        #expect(PartNumbers.stored(numbers) == stored)
        #expect(PartNumbers.listed(stored) == .array(numbers.map { .integer(Int64($0)) }))
    }

    @Test("the list of an earlier version and invalid values stay unchanged")
    func earlierVersion() {
        for value in [JSONValue.array([2, 3, 4]), .array([.array([5, 2])]), .array([.array([1, 9_000_000])]), "x"] {
            #expect(PartNumbers.listed(value) == value)
        }
    }
}
