import Testing
import Vocabulary

@testable import LineCore

/// Keys as reported by the modem and by our own tone detector.
struct KeypadTests {
    private func requests(_ keys: [(Character, Int64)], code: String? = nil) -> [Keypad.Request?] {
        var pad = Keypad(code: code)
        return keys.map { pad.press($0.0, at: .init(milliseconds: 1_000) + .milliseconds($0.1)) }
    }

    @Test("9 is a STOP, every other key has no effect")
    func when9STOP() {
        for key in "012345678*#ABCD" { #expect(requests([(key, 0)]) == [nil]) }
        #expect(requests([("9", 0)]) == [.stop])
    }

    @Test("one key press reported by both detectors is one key")
    func keyTwo() {
        #expect(requests([("4", 0), ("4", 120), ("7", 500), ("7", 700), ("1", 1_000)], code: "471").last == .code)
        // With 300 ms in between it counts as pressed twice.
        #expect(requests([("4", 0), ("4", 300), ("7", 600)], code: "447").last == .code)
    }

    @Test("a detector that repeats a key reports a key held down")
    func witnessReports() {
        #expect(requests([("4", 0), ("4", 200), ("4", 400), ("4", 600), ("7", 900)], code: "47").last == .code)
    }

    @Test("the code is recognised after wrong keys; in a trial 9 is a digit")
    func codeRecognised() {
        #expect(requests([("1", 0), ("9", 500), ("4", 1_000), ("7", 1_500)], code: "947").last == .code)
        #expect(requests([("9", 0)], code: "947") == [nil])
    }

    @Test("a code is not found by pressing all possible keys")
    func codeFound() {
        let late = (0..<Keypad.maximumKeys).map { (Character($0.isMultiple(of: 2) ? "1" : "2"), Int64($0) * 400) }
        let code: [(Character, Int64)] = [("4", 20_000), ("7", 20_400)]
        #expect(requests(late + code, code: "47").last == .some(nil))
        #expect(requests(late.dropLast(2) + code, code: "47").last == .code)
    }
}
