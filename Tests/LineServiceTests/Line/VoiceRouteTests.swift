import EventStore
import LineConfiguration
import LineCore
import LinePolicy
import Modems
import SerialPort
import Testing
import Vocabulary
import Voice
import Words

@testable import LineService

/// The route of a call's sound, and its commands.
struct VoiceRouteTests {
    /// A stick with a tty for each interface.
    private func stick(_ vendor: UInt16, _ product: UInt16, interfaces: [UInt8], cards: [Int] = []) -> USBDevice {
        var device = USBDevice(port: "1-1", syspath: "/sys/devices/1-1", vendor: vendor, product: product)
        device.ttys = interfaces.map { USBTTY(path: "/dev/ttyUSB\($0)", interface: $0, driver: "option1") }
        device.soundCards = cards
        return device
    }

    @Test("a Quectel speaks through its sound card, and through its tty when the card fails")
    func quectelSpeaks() throws {
        let routes = try VoiceRoute.all(
            profile: .quectelEC25, device: stick(0x2c7c, 0x0125, interfaces: [0, 1, 2, 3], cards: [3]), override: nil)
        #expect(routes.map(\.path) == [.sound(device: "hw:3,0"), .serial(path: "/dev/ttyUSB1", frame: 320)])
        #expect(routes.map(\.open) == ["AT+QPCMV=1,2", "AT+QPCMV=1,0"])
        #expect(routes.map(\.close) == ["AT+QPCMV=0", "AT+QPCMV=0"])
    }

    @Test("a SIM7600 and a Huawei stick speak through their own tty")
    func sim7600Huawei() throws {
        let simcom = try VoiceRoute.all(
            profile: .simcomSIM7600, device: stick(0x1e0e, 0x9001, interfaces: [0, 1, 2, 3, 4]), override: nil)
        #expect(simcom.map(\.path) == [.serial(path: "/dev/ttyUSB4", frame: 320)])
        #expect(simcom.first?.open == "AT+CPCMREG=1" && simcom.first?.close == "AT+CPCMREG=0,1")
        let huawei = try VoiceRoute.all(
            profile: .huaweiStick, device: stick(0x12d1, 0x1436, interfaces: [0, 3, 4]), override: nil)
        #expect(huawei.map(\.path) == [.serial(path: "/dev/ttyUSB3", frame: 320)])
        #expect(huawei.first?.open == "AT^DDSETEX=2" && huawei.first?.close == nil)
    }

    @Test("the line's own audio takes precedence, with the commands of its kind")
    func linesOwn() throws {
        let device = stick(0x2c7c, 0x0125, interfaces: [0, 1, 2, 3], cards: [3])
        let tty = try VoiceRoute.all(profile: .quectelEC25, device: device, override: .tty("/dev/ttyUSB9"))
        #expect(tty.map(\.path) == [.serial(path: "/dev/ttyUSB9", frame: 320)] && tty.first?.open == "AT+QPCMV=1,0")
        let card = try VoiceRoute.all(profile: .quectelEC25, device: device, override: .alsa("hw:1,0"))
        #expect(card.map(\.path) == [.sound(device: "hw:1,0")] && card.first?.open == "AT+QPCMV=1,2")
        // An unknown modem, or one known to have no route: the operator's setting counts.
        for profile in [ModemProfile.generic, .simcomSIM800] {
            let route = try VoiceRoute.all(profile: profile, device: nil, override: .alsa("default")).first
            #expect(route?.path == .sound(device: "default") && route?.open == nil && route?.close == nil)
        }
    }

    @Test("without a route the sentence says what to do")
    func withoutWay() {
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

    @Test("status shows the state of the voice")
    func statusSays() {
        func voice(_ standing: VoiceProofState, fault: VoiceFault? = nil) -> VoiceReadiness {
            let commands = fault == nil ? AudioCommands(open: nil, close: nil) : nil
            return VoiceReadiness(VoiceLook(commands: commands, fault: fault, standing: standing), at: .zero)
        }
        func detail(_ voice: VoiceReadiness, _ mode: CallMode = .auto, offIMS: Bool = false) -> String {
            voice.notice(line: "montreal", mode: mode, isOffIMS: offIMS).detail
        }
        let mute = voice(.verified, fault: .noSound(.noPort))
        #expect(mute.word == .none && !mute.speaks(.speak))
        #expect(detail(mute) == "the line cannot speak: no port for sound")
        let new = voice(.none)
        #expect(new.word == .unverified && detail(new).contains("jedisnon line verify montreal --voice"))
        #expect(detail(new, offIMS: true).contains("no voice over LTE now"))
        #expect(new.speaks(.speak) && new.speaks(.speakAndText) && !new.speaks(.auto) && !new.speaks(.hangUp))
        let failed = voice(.failed(.cutOff))
        #expect(
            failed.word == .unverified
                && detail(failed).hasPrefix("a caller did not hear the line: the sound was cut off"))
        let verified = voice(.verified)
        #expect(verified.word == .verified && detail(verified) == "callers hear the line")
        #expect(detail(verified, .hangUp) == "callers hear the line, and the line only hangs up (calls)")
        #expect(verified.speaks(.auto) && !verified.speaks(.hangUpAndText))
    }
}
