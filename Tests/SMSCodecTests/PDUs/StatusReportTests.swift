import SMSCodec
import Testing
import Vocabulary

struct StatusReportTests {
    private static let report = "0006040D91945152991136F00160124130340A0160124130940A"

    private func read(_ suffix: String) throws -> StatusReport? {
        guard case .statusReport(let report) = try PDU(hex: Self.report + suffix).tpdu else { return nil }
        return report
    }

    @Test("a report has both times")
    func times() throws {
        let report = try read("00")
        #expect(report?.timestamp?.rfc3339 == "2010-06-21T14:03:43-05:00")
        #expect(report?.discharge?.rfc3339 == "2010-06-21T14:03:49-05:00")
        #expect(report?.pid == nil)
    }

    @Test("optional fields are read when they are announced")
    func optionalFields() throws {
        let report = try read("0007400004D4F29C0E")
        #expect(report?.pid == 0x40)
        #expect(report?.dcs?.rawValue == 0)
        #expect(report?.userData?.text == "Test")
        #expect(try read("000200")?.pid == nil)
    }

    @Test("filler after the status is no field", arguments: ["00FF", "00FFFFFFFF", "0080", "0000"])
    func filler(suffix: String) throws {
        let report = try read(suffix)
        #expect(report?.status == 0)
        #expect(report?.userData == nil)
    }

    @Test("a field that is announced and not there is an error", arguments: ["0001", "0002", "000404D4"])
    func missing(suffix: String) {
        #expect(throws: PDUError(.truncated, field: "", message: "")) { try read(suffix) }
    }

    @Test("a report is written and read")
    func roundTrip() throws {
        var report = try #require(try read("4107000004D4F29C0E"))
        #expect(PDU(tpdu: .statusReport(report)).hex == Self.report + "4107000004D4F29C0E")
        report.userData = nil
        report.dcs = nil
        report.pid = nil
        #expect(PDU(tpdu: .statusReport(report)).hex == Self.report + "41")
    }
}
