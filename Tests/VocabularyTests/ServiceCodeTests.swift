import Testing
import Vocabulary

/// The codes that may be written to the network as a query.
struct ServiceCodeTests {
    @Test(
        "codes of balance queries are accepted",
        arguments: ["*123#", "#123#", "*100#", "*#100#", "#111*1#", "*225*1#", "*124*2*1#"])
    func codes(text: String) throws { #expect(try ServiceCode(text).text == text) }

    @Test(
        "a telephone number or another command is refused",
        arguments: [
            "", "#", "**#", "123", "+15145550199", "15145550199#", "*123", "*123#;", "*123#\r", "*12a#",
            "*123#\",15;D1",
            "*１２３#", "*123 #", "*" + String(repeating: "1", count: 64) + "#", "A*1#", "*123#0",
        ])
    func noCodes(text: String) { #expect(throws: ServiceCode.Fault.form) { try ServiceCode(text) } }

    @Test(
        "a code that changes a service of the SIM is refused",
        arguments: [
            "**21*15145550199#", "*21#", "##002#", "*#21#", "*31#", "**04*1234*4321*4321#", "*#06#", "*33*0000#",
        ])
    func services(text: String) { #expect(throws: ServiceCode.Fault.changesService) { try ServiceCode(text) } }
}
