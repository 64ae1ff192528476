import EventStore
import LinePolicy
import Modems
import SerialPort
import Testing
import Vocabulary
import Voice

@testable import LineService

/// Which way the sound of a call takes, and with which commands.
@Suite struct VoiceRouteTests {
    /// A stick with a tty for each interface.
    private func stick(_ vendor: UInt16, _ product: UInt16, interfaces: [UInt8], cards: [Int] = []) -> USBDevice {
        var device = USBDevice(port: "1-1", syspath: "/sys/devices/1-1", vendor: vendor, product: product)
        device.ttys = interfaces.map { USBTTY(path: "/dev/ttyUSB\($0)", interface: $0, driver: "option1") }
        device.soundCards = cards
        return device
    }

    @Test func `a Quectel speaks through its sound card, and through its tty where the card fails`() throws {
        let routes = try VoiceRoute.all(
            profile: .quectelEC25, device: stick(0x2c7c, 0x0125, interfaces: [0, 1, 2, 3], cards: [3]), override: nil)
        #expect(routes.map(\.path) == [.sound(device: "hw:3,0"), .serial(path: "/dev/ttyUSB1", frame: 320)])
        #expect(routes.map(\.open) == ["AT+QPCMV=1,2", "AT+QPCMV=1,0"])
        #expect(routes.map(\.close) == ["AT+QPCMV=0", "AT+QPCMV=0"])
    }

    @Test func `a SIM7600 and a Huawei stick speak through their own tty`() throws {
        let simcom = try VoiceRoute.all(
            profile: .simcomSIM7600, device: stick(0x1e0e, 0x9001, interfaces: [0, 1, 2, 3, 4]), override: nil)
        #expect(simcom.map(\.path) == [.serial(path: "/dev/ttyUSB4", frame: 320)])
        #expect(simcom.first?.open == "AT+CPCMREG=1" && simcom.first?.close == "AT+CPCMREG=0,1")
        let huawei = try VoiceRoute.all(
            profile: .huaweiStick, device: stick(0x12d1, 0x1436, interfaces: [0, 3, 4]), override: nil)
        #expect(huawei.map(\.path) == [.serial(path: "/dev/ttyUSB3", frame: 320)])
        #expect(huawei.first?.open == "AT^DDSETEX=2" && huawei.first?.close == nil)
    }

    @Test func `the line's own audio wins, with the commands of its kind`() throws {
        let device = stick(0x2c7c, 0x0125, interfaces: [0, 1, 2, 3], cards: [3])
        let tty = try VoiceRoute.all(profile: .quectelEC25, device: device, override: "/dev/ttyUSB9")
        #expect(tty.map(\.path) == [.serial(path: "/dev/ttyUSB9", frame: 320)] && tty.first?.open == "AT+QPCMV=1,0")
        let card = try VoiceRoute.all(profile: .quectelEC25, device: device, override: "alsa:hw:1,0")
        #expect(card.map(\.path) == [.sound(device: "hw:1,0")] && card.first?.open == "AT+QPCMV=1,2")
        // A modem of which nothing is known, or of which it is known that it has no way: the operator knows better.
        for profile in [ModemProfile.generic, .simcomSIM800] {
            let route = try VoiceRoute.all(profile: profile, device: nil, override: "alsa:default").first
            #expect(route?.path == .sound(device: "default") && route?.open == nil && route?.close == nil)
        }
    }

    @Test func `without a way the sentence says what to do`() {
        func sentence(_ profile: ModemProfile, _ device: USBDevice?) -> String? {
            do throws(VoiceFault) {
                _ = try VoiceRoute.all(profile: profile, device: device, override: nil)
                return nil
            } catch {
                return error.sentence
            }
        }
        #expect(sentence(.simcomSIM800, nil)?.contains("analogue pins") == true)
        #expect(sentence(.generic, nil) == "no way to speak is known for the profile generic")
        #expect(sentence(.simcomSIM7600, nil)?.contains("named by path") == true)
        #expect(sentence(.simcomSIM7600, stick(0x1e0e, 0x9001, interfaces: [2]))?.contains("audio = ") == true)
    }

    @Test func `status says what is known of the voice`() throws {
        var voice = LineVoice(identity: .init(modem: "m", firmware: "f", sim: "s"))
        voice.fault = "no card"
        func detail(_ mode: CallMode = .auto, offIMS: Bool = false) -> String {
            voice.detail(line: "montreal", mode: mode, isOffIMS: offIMS)
        }
        #expect(voice.word == "none" && detail() == "the line cannot speak: no card")
        #expect(!voice.speaks(.speak))
        voice.means = LineVoice.Means(
            route: try #require(
                try VoiceRoute.all(profile: .generic, device: nil, override: "/dev/ttyUSB4").first), rate: 8_000,
            prompt: Prompt(samples: [0, 1], rate: 8_000))
        #expect(voice.word == "unverified" && detail().contains("jedisnon line verify montreal --voice"))
        #expect(detail(offIMS: true).contains("no voice over LTE now"))
        #expect(voice.speaks(.speak) && voice.speaks(.speakAndText) && !voice.speaks(.auto) && !voice.speaks(.hangUp))
        voice.proof = .failed(at: .init(milliseconds: 0), fault: "uplink silent")
        #expect(voice.word == "unverified" && detail().hasPrefix("a caller did not hear the line: uplink silent"))
        voice.proof = .verified(at: .init(milliseconds: 0))
        #expect(voice.word == "verified" && detail() == "callers hear the line")
        #expect(detail(.hangUp) == "callers hear the line, and the line only hangs up (calls)")
        #expect(voice.speaks(.auto) && !voice.speaks(.hangUpAndText))
    }
}
