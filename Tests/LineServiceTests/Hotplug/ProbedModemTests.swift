import Modems
import Testing
import Vocabulary

@testable import LineService

/// The SIM's own number, as far as a line can be made from it.
struct ProbedModemTests {
    private func number(_ own: String?, country: String?) -> String? {
        var probed = ProbedModem(
            path: "/dev/ttyUSB2", profile: "generic",
            description: ModemDescription(manufacturer: "", model: "", firmware: "", imei: nil, iccid: nil))
        probed.ownNumber = own
        probed.mobileCountryCode = country
        return probed.e164
    }

    @Test("an international number is used, a national one is interpreted in the SIM's country")
    func internationalNumber() {
        #expect(number("+15145550101", country: nil) == "+15145550101")
        #expect(number("5145550101", country: "302") == "+15145550101")
        #expect(number("0612345678", country: "208") == "+33612345678")
    }

    @Test("an incomplete number makes no line")
    func fullNumber() {
        #expect(number(nil, country: "302") == nil)
        #expect(number("", country: "302") == nil)
        #expect(number("5145550101", country: nil) == nil)
        #expect(number("123", country: "302") == nil)
        #expect(number("5145550101", country: "999") == nil)
        #expect(number("\"; jedisnon", country: "302") == nil)
    }
}
