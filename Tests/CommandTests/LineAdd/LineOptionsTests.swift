import ArgumentParser
import LineConfiguration
import LinePolicy
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct LineOptionsTests {
    @Test(
        "wrong usage of `line add` and `line remove` is exit code 64",
        arguments: [
            ["add", "--sim", "1", "--iccid", "89302720000000000001"], ["add", "--sim", ""], ["add", "--sim", "12a"],
            ["add", "--sim", "١٢"], ["add", "--iccid", "0001"], ["add", "--imei", "1"],
            ["add", "--usb-path", "/dev/x"],
            ["add", "--usb-path", "1-1/../.."], ["add", "--usb-path", "1-1\n"], ["add", "--device", "a\nb"],
            ["add", "--device", ""], ["add", "--pin-file", "\u{1B}"], ["add", "--mode", "loud"],
            ["add", "--calls", "never"], ["add", "a", "b"], ["remove"], ["remove", "a", "b"],
        ])
    func usage(arguments: [String]) async throws {
        let error = await #expect(throws: (any Error).self) {
            _ = try await Jedisnon.asyncParseAsRoot(["line"] + arguments)
        }
        #expect(Jedisnon.exitCode(for: try #require(error)).rawValue == 64)
    }

    @Test("what was said is what is wished")
    func request() async throws {
        let parsed = try await Jedisnon.asyncParseAsRoot([
            "line", "add", "quebec", "--region", "Québec", "--number", "+1 418 555-0102", "--usb-path", "1-1.2",
            "--pin-file", "/p", "--mode", "shadow", "--calls", "hang-up", "--language", "fr", "--yes",
        ])
        let add = try #require(parsed as? Line.Add)
        #expect(add.yes)
        #expect(
            add.request.line
                == LineRequest(
                    id: "quebec", region: "Québec", number: "+14185550102", language: "fr",
                    modem: .exactly(.usbPath("1-1.2")), pinFile: "/p", mode: .shadow, calls: .hangUp))
    }
}
