import Foundation
import Testing

@testable import SMSCodec

/// Facts from node-pdu, python-gsmmodem, python-messaging and smslib.
struct ServiceCentreTimestampTests {
    static let samples = [
        ("70605031650300", "2007-06-05T13:56:30+00:00"),
        ("8111700212222B", "2018-11-07T20:21:22-08:00"),
        ("70402132522423", "2007-04-12T23:25:42+08:00"),
        ("01901151011129", "2010-09-11T15:10:11-03:00"),
        ("99202150750321", "1999-02-12T05:57:30+03:00"),
        ("00209232954522", "2000-02-29T23:59:54+05:30"),
        ("51117200000071", "2015-11-27T00:00:00+04:15"),
        ("51117200000019", "2015-11-27T00:00:00-02:45"),
        ("51117200000097", "2015-11-27T00:00:00+19:45"),
    ]

    private func read(_ hex: String) throws -> ServiceCentreTimestamp? {
        ServiceCentreTimestamp(semiOctets: try Hexadecimal.octets(of: hex, field: "")[...])
    }

    @Test("a time stamp keeps its own offset", arguments: samples)
    func reads(hex: String, text: String) throws {
        let timestamp = try #require(try read(hex))
        #expect(timestamp.rfc3339 == text)
        #expect(Hexadecimal.string(timestamp.semiOctets) == hex)
    }

    /// Foundation reads no offset over 18 hours.
    @Test("the instant is the one the calendar says", arguments: samples.dropLast())
    func instant(hex: String, text: String) throws {
        let date = try Date(text, strategy: .iso8601)
        #expect(try read(hex)?.unixSeconds == Int64(date.timeIntervalSince1970))
    }

    @Test(
        "what is no date is nil",
        arguments: [
            "00000000000000", "FFFFFFFFFFFFFF", "70319131650300", "12209200000000", "10209200000000",
            "70605042000000", "70605031060000", "70605031650600", "7A605031650300", "706050316503F0", "706050316503",
        ])
    func noDate(hex: String) throws {
        #expect(try read(hex) == nil)
    }

    @Test("an instant becomes the time at its offset")
    func fromInstant() {
        let timestamp = ServiceCentreTimestamp(unixSeconds: 1_764_000_000, quarterHours: -20)
        #expect(timestamp?.rfc3339 == "2025-11-24T11:00:00-05:00")
        #expect(timestamp?.unixSeconds == 1_764_000_000)
        #expect(ServiceCentreTimestamp(unixSeconds: -1) == nil)
        #expect(ServiceCentreTimestamp(unixSeconds: .max) == nil)
    }

    @Test("every day of the century reads as it is written")
    func everyDay() throws {
        for day in stride(from: Int64(631_152_000), to: 3_786_912_000, by: 86_400) {
            let timestamp = try #require(ServiceCentreTimestamp(unixSeconds: day + 43_210, quarterHours: 3))
            #expect(timestamp.unixSeconds == day + 43_210)
            #expect(ServiceCentreTimestamp(semiOctets: timestamp.semiOctets[...]) == timestamp)
        }
    }
}
