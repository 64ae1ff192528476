import ControlAPI
import Testing

struct ControlErrorTests {
    @Test("every kind of error has an exit code of the contract and an error status")
    func codes() {
        for code in ControlError.Code.allCases {
            #expect([1, 64, 65, 69, 73, 78].contains(code.exitCode))
            #expect((400...599).contains(code.httpStatus))
        }
    }

    @Test("an error of a newer service is still an error")
    func newer() throws {
        let json = #"{"error":{"code":"from_the_future","hint":"wait","message":"not yet"}}"#
        let error = try JSONText.value(ErrorAnswer.self, from: json.utf8).controlError
        #expect(error == ControlError(.failed, "not yet", hint: "wait"))
    }
}
