import Foundation
import Testing
import Vocabulary
import Words

/// Every fault is a code with values that decodes to the same fault, and has sentences in both languages.
struct FaultTests {
    static let store: [StoreError] =
        RefusedFile.allCases.map { .fileRefused(path: "/p", $0, answer: "EACCES") } + [
            .noRoom(path: "/p", .folder), .noRoom(path: "/p", .database), .noRoom(path: "/p", .lock),
            .folderUnusable(path: "/p", answer: "EACCES"), .notAFolder(path: "/p"),
            .unreachable(path: "/p", answer: "EIO"), .notPermitted(path: "/p", answer: "EACCES"),
            .heldByAnother(pid: 7, folder: "/p"), .heldByAnother(pid: nil, folder: "/p"), .noRoomForCopy(octets: 9),
            .secretFile(path: "/p", .link), .secretFile(path: "/p", .length(isMore: true, wanted: 32)),
            .secretFile(path: "/p", .length(isMore: false, wanted: 32)), .secretFile(path: "/p", .exists),
            .secretFile(path: "/p", .notAFile), .secretFile(path: "/p", .otherUser(uid: 7)),
            .secretFile(path: "/p", .open(mode: 0o644)), .noDatabase(path: "/p"), .newerVersion, .olderVersion,
            .foreignDatabase(path: "/p"),
            .checkFailed(answer: "row 3"), .damaged(answer: "malformed"), .unreadableValue(type: "LinePicture"),
            .unknownEvent(seq: 12), .unknownManner, .unknownReplyState,
            .keyMissing(path: "/a", isOther: true, lost: "/b", mark: "0a1b2c3d"), .heartbeatNotPlanned,
            .diskFull(answer: "SQLITE_FULL"), .unusable(answer: "SQLITE_IOERR"), .busy(answer: "SQLITE_BUSY"),
            .refused(answer: "constraint", code: 19), .failed(answer: "E1"), .noResult, .closed, .unknownPerson,
            .unknownSender,
            .personKept, .keepNotStored,
            .notASenderID, .unknownSenderID("s-0"), .unusableAmount,
        ]

    static let prompt: [PromptFault] = [
        .missing(path: "/p"), .unreadable(path: "/p", answer: "EACCES"), .notAFile(path: "/p"),
        .unsupported(path: "/p", format: "AMR"), .unsupported(path: "/p", format: nil), .notRecognised(path: "/p"),
        .damaged(path: "/p", .channels(9)), .damaged(path: "/p", .changed), .damaged(path: "/p", .library("E2")),
        .empty(path: "/p"), .tooLong(.file("/p"), seconds: 120), .tooLong(.prompt, seconds: 120),
        .tooLong(.speech, seconds: 120), .tooLarge(path: "/p"), .silent(.file("/p")), .silent(.sound),
        .unusableRate(.modem, rate: 9), .nothingToSay, .textTooLong(characters: 5001), .unusableCommand,
        .programMissing(program: "espeak-ng"), .programMissing(program: "piper"),
        .programFailed(program: "piper", .exit(3), answer: "E3"),
        .programFailed(program: "piper", .signal(11), answer: ""),
        .programFailed(program: "piper", .notRun, answer: "E4"), .programFailed(program: "piper", .stopped, answer: ""),
        .programTooSlow(program: "piper", milliseconds: 500), .programSilent(program: "piper", .noFile),
        .programSilent(program: "piper", .empty), .programSilent(program: "piper", .notAFile),
        .programSilent(program: "piper", .noSound), .programSilent(program: "piper", .silence),
        .programSilent(program: "piper", .rate(9)), .programSilent(program: "piper", .damaged(.changed)), .stopped,
        .unwritable(path: "/p", .answer("E5")), .unwritable(path: "/p", .diskMayBeFull),
        .unwritable(path: "/p", .deadLink), .unwritable(path: "/p", .notAFile), .unwritable(path: "/p", .figures),
    ]

    static let audio: [AudioFault] = [
        .port(.portNotSerial(path: "/dev/null")), .hung, .unusableFrame(octets: 321),
        .card(device: "hw:7,0", answer: "-2"), .cardSetting(device: "hw:7,0", answer: "-22"),
        .cardRate(device: "hw:7,0", rates: "44100"),
        .cardBuffer(device: "hw:7,0", rate: 8_000, buffer: 9, wantedRate: 16_000),
    ]

    static let voice: [VoiceFault] =
        NoSoundReason.allCases.map { .noSound($0) } + audio.map { .audio($0) } + prompt.map { .prompt($0) } + [
            .profileUnknown(profile: "generic"), .noAudioPort, .audioPortUnknown, .every([.hung, audio[3]]),
            .store(.newerVersion), .notRead(answer: "E6"), .notChecked, .callNow, .pathUnknown, .codeExpired,
            .silentAtAnswer, .noAnswer, .answerRefused(answer: "ERROR"), .notRecorded,
            .soundNotSwitched(command: "AT+CPCMREG=1", answer: "ERROR"), .soundGone, .portFailed(answer: "EIO"),
            .portGone, .cardFailed(answer: "ENODEV"), .cardNotStarted(answer: "EBADFD"), .cardRunsOut, .notTaken,
            .noThread(answer: "EAGAIN"), .cutOff, .nothingHeard,
        ]

    static let reply: [ReplyFault] = [
        .answered(answer: "+CMS ERROR: 500"), .answered(answer: "+CMS ERROR: 500", part: 2), .noPrompt(),
        .noPrompt(part: 2),
        .noAnswer(), .noAnswer(part: 2), .portLost(), .portLost(part: 2), .noSuchPart(part: 3), .restNotSent, .restHeld,
        .notEncoded(.unencodable, field: "text"), .modemLostAtAnswer, .serviceInterrupted, .noOutcome,
    ]

    static let decode: [DecodeFault] =
        PDUFault.allCases.map { .pdu($0, field: "deliver.dcs", offset: nil) } + [
            .pdu(.truncated, field: "deliver.dcs", offset: 9), .otherOctets(announced: 99),
            .otherOctets(announced: nil),
            .notAsAnnounced,
        ]

    static let notices: [VoiceNotice] = [
        .hangsUp(.hangUp), .cannotSpeak(.portGone), .verified(VoiceLimits()), .verified(VoiceLimits(isOffIMS: true)),
        .verified(VoiceLimits(onlyHangsUp: true)), .notHeard(.cutOff, line: "quebec", VoiceLimits(isOffIMS: true)),
        .untested(line: "quebec", VoiceLimits()),
    ]

    private func read<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test("a written fault decodes to the same fault")
    func canonical() throws {
        for error in Self.store { #expect(try read(error) == error) }
        for fault in Self.prompt { #expect(try read(fault) == fault) }
        for fault in Self.audio { #expect(try read(fault) == fault) }
        for fault in Self.voice { #expect(try read(fault) == fault) }
        for fault in Self.reply { #expect(try read(fault) == fault) }
        for fault in Self.decode { #expect(try read(fault) == fault) }
        for notice in Self.notices { #expect(try read(notice) == notice) }
    }

    @Test("a sentence of an older version is kept, and a fault of a newer version keeps its code")
    func otherVersions() throws {
        let older = Data(#"{"calls":"speak","code":"voice_missing","fault":"no card"}"#.utf8)
        #expect(try JSONDecoder().decode(Notice.self, from: older) == .voiceMissing(calls: .speak, .legacy("no card")))
        let full = Data(#"{"code":"not_recorded","error":"the disk is full"}"#.utf8)
        let notice = try JSONDecoder().decode(Notice.self, from: full)
        #expect(notice == .notRecorded(.legacy("the disk is full")))
        #expect(notice.detail == "nothing can be written down, messages stay on the SIM: the disk is full")
        let newer = Data(#"{"code":"moon_phase","phase":0.5}"#.utf8)
        #expect(try JSONDecoder().decode(VoiceFault.self, from: newer) == .legacy("moon_phase"))
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(StoreError.self, from: Data("{}".utf8)) }
    }

    @Test("a modem's answer is quoted, with the part number when other parts were accepted")
    func answers() {
        #expect(ReplyFault.answered(answer: "+CMS ERROR: 500").sentence == "+CMS ERROR: 500")
        #expect(French().clause(ReplyFault.answered(answer: "ERROR").of(part: 2)) == "partie 2 : ERROR")
        #expect(ReplyFault.serviceInterrupted.of(part: 2) == .serviceInterrupted)
    }

    @Test("each fault has its own sentence in both languages")
    func words() {
        let (english, french) = (English(), French())
        let lists: [[(String, String)]] = [
            Self.store.map { (english.clause($0), french.clause($0)) },
            Self.voice.map { (english.clause($0), french.clause($0)) },
            Self.reply.filter { if case .answered = $0 { false } else { true } }.map {
                (english.clause($0), french.clause($0))
            },
            Self.decode.map { (english.clause($0), french.clause($0)) },
            Self.notices.map { (english.sentence($0), french.sentence($0)) },
            Self.remarks.map { (english.sentence($0), french.sentence($0)) },
        ]
        for list in lists {
            #expect(Set(list.map(\.0)).count == list.count)
            #expect(Set(list.map(\.1)).count == list.count)
            for (english, french) in list {
                #expect(english != french)
                #expect(WordsTests.englishWords(in: french).isEmpty, "\(french)")
            }
        }
    }

    static let remarks: [PromptRemark] = [
        .fault(.nothingToSay), .long(seconds: 30), .long(seconds: 41), .clipped(samples: 12), .quiet(dBFS: -62),
        .pause(tenths: 32), .lowSampleRate(rate: 6_000),
    ]

    @Test("the log of a layer without sentences gets the code and the values")
    func description() {
        #expect("\(VoiceFault.portGone)" == "port_gone")
        let fault = PromptFault.unreadable(path: "/p\u{7}", answer: "E")
        #expect("\(fault)" == #"prompt_unreadable (answer: E, path: /p\u0007)"#)
    }
}
