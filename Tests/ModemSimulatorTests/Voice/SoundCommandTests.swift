import Testing

@testable import ModemSimulator

/// Switching sound on and off, family by family.
struct SoundCommandTests {
    @Test("SIM7600: only in an answered call, and it lasts beyond it")
    func cpcmreg() {
        let line = Line(.sim7600)
        #expect(line.ask("AT+CPCMREG=?") == ["+CPCMREG: (0-1)", "OK"])
        #expect(line.ask("AT+CPCMREG=1") == ["ERROR"])
        line.ring()
        _ = line.said()
        #expect(line.ask("AT+CPCMREG=1") == ["ERROR"])
        _ = line.ask("ATA")
        line.machine.now += .milliseconds(30)
        #expect(line.ask("AT+CPCMREG=1") == ["OK"])
        #expect(line.ask("AT+CPCMREG?") == ["+CPCMREG: 1", "OK"])
        #expect(line.voice.isAudioOn)
        #expect(line.voice.audioOnAt == 30)
        _ = line.ask("AT+CHUP")
        #expect(!line.voice.isAudioOn)
        #expect(line.ask("AT+CPCMREG?") == ["+CPCMREG: 1", "OK"])
        for off in ["0", "0,1"] { #expect(line.ask("AT+CPCMREG=\(off)") == ["OK"]) }
        #expect(line.ask("AT+CPCMREG?") == ["+CPCMREG: 0", "OK"])
        #expect(line.ask("AT+CPCMREG=2") == ["ERROR"])
    }

    @Test("EC25: before or in the call, to the port or to the sound card")
    func qpcmv() {
        let line = Line(.quectelEC25) { $0.hasSoundCard = true }
        #expect(line.ask("AT+QPCMV?") == ["+QPCMV: 0", "OK"])
        #expect(line.ask("AT+QPCMV=1,0") == ["OK"])
        #expect(line.ask("AT+QPCMV?") == ["+QPCMV: 1,0", "OK"])
        line.ring()
        _ = line.ask("ATA")
        #expect(line.voice.isAudioOn && line.voice.audioOnAt == 0)
        #expect(line.machine.nextSoundTick != nil)
        #expect(line.ask("AT+QPCMV=1,2") == ["OK"])
        #expect(line.voice.isAudioOn)
        #expect(line.machine.nextSoundTick == nil)
        #expect(line.ask("AT+QPCMV=0") == ["OK"])
        #expect(!line.voice.isAudioOn)
        #expect(line.ask("AT+QCFG=\"usbcfg\"").first?.hasSuffix(",1") == true)
    }

    @Test("EC25 without a sound card: sound cannot be switched to it")
    func noCard() {
        let line = Line.inCall(.quectelEC25)
        #expect(line.ask("AT+QPCMV=1,2") == ["ERROR"])
        #expect(!line.voice.isAudioOn)
    }

    @Test("Huawei: for one call, asked for at any time")
    func ddsetex() {
        let line = Line(.huaweiE173)
        #expect(line.ask("AT^CVOICE?") == ["^CVOICE:0,8000,16,20", "OK"])
        #expect(line.ask("AT^DDSETEX=2") == ["OK"])
        line.ring()
        _ = line.ask("ATA")
        #expect(line.voice.isAudioOn)
        line.machine.callerHangsUp(waiting: false)
        #expect(!line.voice.isAudioOn)
        line.ring()
        _ = line.ask("ATA")
        #expect(!line.voice.isAudioOn)
        #expect(line.ask("AT^DDSETEX=2") == ["OK"])
        #expect(line.voice.isAudioOn)
    }

    @Test("volume and muting are accepted everywhere", arguments: SimulatedProfile.all.map(\.name))
    func volume(profile: String) throws {
        let line = Line(try #require(SimulatedProfile.named(profile)))
        #expect(line.ask("AT+CLVL=5") == ["OK"])
        #expect(line.ask("AT+CLVL?") == ["+CLVL: 5", "OK"])
        #expect(line.ask("AT+CMUT=0") == ["OK"])
    }

    @Test("a family without sound does not know another's commands", arguments: ["generic", "sim800", "quectel-eg91"])
    func others(profile: String) throws {
        let line = Line.inCall(try #require(SimulatedProfile.named(profile)))
        for command in ["AT+CPCMREG=1", "AT+QPCMV=1,0", "AT^DDSETEX=2"] {
            #expect(line.ask(command).last?.contains("ERROR") == true)
        }
        #expect(!line.voice.isAudioOn)
    }

    @Test("a reset switches it off and ends the call")
    func reset() {
        let line = Line.inCall(.quectelEC25)
        _ = line.ask("AT+QPCMV=1,0")
        line.machine.reset()
        #expect(!line.voice.isAudioOn)
        #expect(line.voice.endedAt != nil)
        #expect(line.machine.soundSetting == "0")
    }
}
