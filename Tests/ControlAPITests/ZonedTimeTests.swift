import ControlAPI
import Foundation
import Testing

struct ZonedTimeTests {
    @Test(
        "times are written with zone and milliseconds",
        arguments: [
            (Int64(0), 0, "1970-01-01T00:00:00.000+00:00"),
            (1_795_603_923_120, -18_000, "2026-11-25T05:52:03.120-05:00"),
            (1_795_603_923_120, 20_700, "2026-11-25T16:37:03.120+05:45"),
            (-1, 0, "1969-12-31T23:59:59.999+00:00"),
            (951_782_400_000, 0, "2000-02-29T00:00:00.000+00:00"),
            (-2_203_977_600_000, 0, "1900-02-28T00:00:00.000+00:00"),
            (.max, 0, "9999-12-31T00:00:00.000+00:00"),
            (.min, -3600, "0000-12-31T23:00:00.000-01:00"),
        ])
    func writes(milliseconds: Int64, offset: Int, text: String) {
        #expect(ZonedTime(milliseconds: milliseconds, offset: offset).rfc3339 == text)
    }

    @Test("a zone gives its offset at that moment, summer or winter")
    func zone() throws {
        let zone = try #require(TimeZone(identifier: "America/Toronto"))
        #expect(ZonedTime(milliseconds: 1_795_603_923_120, in: zone).offset == -5 * 3600)
        #expect(ZonedTime(milliseconds: 1_783_603_923_120, in: zone).offset == -4 * 3600)
    }

    @Test(
        "RFC 3339 is read",
        arguments: [
            ("2026-11-25T05:52:03.120-05:00", Int64(1_795_603_923_120)),
            ("2026-11-25 10:52:03.1209Z", 1_795_603_923_120),
            ("2026-11-25t10:52:03.12z", 1_795_603_923_120),
            ("1970-01-01T00:00:00+00:00", 0),
            ("2024-02-29T00:00:00Z", 1_709_164_800_000),
        ])
    func reads(text: String, milliseconds: Int64) {
        #expect(ZonedTime(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(
        "what is no RFC 3339 is refused",
        arguments: [
            "", "2026-11-25", "2026-11-25T10:52:03", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "2026-11-25T24:00:00Z", "2026-11-25T10:60:00Z", "2026-11-25T10:52:03.Z", "2026-11-25T10:52:03Z ",
            "2026-11-25T10:52:03+5:00", "2026-11-25T10:52:03+24:00", "0000-01-01T00:00:00Z", "20261125T105203Z",
            "２026-11-25T10:52:03Z",
        ])
    func refuses(text: String) {
        #expect(ZonedTime(rfc3339: text) == nil)
    }

    @Test("every day of four hundred years is written and read back as Foundation has it")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: -40_000, to: 110_000, by: 37) {
            let time = ZonedTime(milliseconds: Int64(day) * 86_400_000)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            let read = time.day.split(separator: "-").compactMap { Int($0) }
            #expect(read == [parts.year, parts.month, parts.day].compactMap { $0 })
            #expect(ZonedTime(rfc3339: time.rfc3339) == time)
        }
    }
}
