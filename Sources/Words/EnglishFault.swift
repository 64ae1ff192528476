import Vocabulary

extension English {
    /// Why a request to the store failed, and what to do next.
    public func clause(_ error: StoreError) -> String {
        switch error {
        case .folderUnusable(let path, let answer): "\(path) cannot be used: \(answer)"
        case .notAFolder(let path): "\(path) is not a folder; name one as state_dir"
        case .fileRefused(let path, let file, let answer):
            "\(path) \(refused(file).what): \(answer)\(refused(file).hint)"
        case .noRoom(let path, let file): "\(path) \(refused(file).what): the disk is full; free some space"
        case .unreachable(let path, let answer): "\(path): \(answer)"
        case .notPermitted(let path, let answer):
            "\(path) is for the user of the service only: \(answer); use sudo, or start the service and ask it"
        case .heldByAnother(let pid, let folder):
            "\(pid.map { "process \($0)" } ?? "another process") already uses \(folder); stop it, or give this service "
                + "its own state_dir"
        case .noRoomForCopy(let octets):
            "the disk of the state folder has too little room for a copy of \(octets) octets; free some space"
        case .secretFile(let path, .open(let mode)):
            "\(path) is open to others (mode \(String(mode, radix: 8))); run `chmod 600 \(path)`, and if somebody may have "
                + "read it, move it away: a new one is made at the next start"
        case .secretFile(let path, let fault):
            "\(path) \(words(fault)); move it away, or put back the file that the service made"
        case .noDatabase(let path): "there is no database at \(path) yet; it is made when the service first runs"
        case .newerVersion: "the database was written by a newer version of jedisnon; install that version again"
        case .olderVersion: "the database is of an older version; start the service once to bring it up to date"
        case .foreignDatabase(let path): "\(path) is the database of another program; name another state_dir"
        case .checkFailed(let answer):
            "the database is damaged (\(answer)); `jedisnon recover` keeps it and saves what can be read"
        case .damaged(let answer): "the database is damaged (\(answer)); stop the service, then `jedisnon recover`"
        case .unreadableValue(let type): "the database holds an unreadable \(type); put back a backup"
        case .unknownEvent(let seq): "event \(seq) is of an unknown kind; put back a backup"
        case .unknownManner: "the database holds a reply of an unknown manner; put back a backup"
        case .unknownReplyState: "the database holds a reply in an unknown state; put back a backup"
        case .keyMissing(let path, let isOther, let lost, let mark):
            "\(path) \(isOther ? "belongs to another database" : "is missing"): without the key of its hashes nobody knows "
                + "who said STOP or was answered, so nobody is answered; put the file back that was beside this database, or, "
                + "if it is lost for good, run `echo \(mark) > \(lost)` and start again: every line is then paused until you resume it"
        case .heartbeatNotPlanned: "a heartbeat that was allowed could not be planned; see the log"
        case .diskFull(let answer):
            "the disk is full (\(answer)); free some space: a service that runs goes on then by itself"
        case .unusable(let answer):
            "the database cannot be used (\(answer)); check the disk and the owner and mode of the state folder"
        case .busy(let answer): "another program keeps the database locked (\(answer)); close it and try again"
        case .refused(let answer, let code): "the database refused: \(answer) (code \(code))"
        case .failed(let answer): "the database refused: \(answer)"
        case .noResult: "the transaction gave no result"
        case .closed: "the database is closed: the service is stopping"
        case .unknownPerson: "this number never contacted a line and is not blocked"
        case .personKept:
            "the contacts of this person are kept; `jedisnon keep NUMBER --end` ends that, then erase again"
        case .unknownSender: "this sender is not known"
        case .keepNotStored: "the keep was not stored"
        case .notASenderID: "a sender id is s- and 16 hex digits, as in the event log"
        case .unknownSenderID(let id): "no sender has the id \(id)"
        case .unusableAmount: "an amount to add must be more than 0 and at most \(Money.limit.decimal)"
        case .legacy(let words): words
        }
    }

    private func refused(_ file: RefusedFile) -> (what: String, hint: String) {
        switch file {
        case .folder: ("does not exist and cannot be created", "; create it, or name another state_dir")
        case .database: ("cannot be written", "; check its owner and mode")
        case .newFile: ("cannot be written", "; check the owner and mode of the state folder")
        case .secret: ("cannot be read", "; check its owner and mode")
        case .secretContent: ("cannot be read", "; check the disk")
        case .lock: ("cannot be opened", "; check the owner and mode of the state folder")
        case .locking: ("cannot be locked", "")
        }
    }

    private func words(_ fault: SecretFileFault) -> String {
        switch fault {
        case .link: "is a link"
        case .length(let isMore, let wanted): "holds \(isMore ? "more" : "fewer") octets than \(wanted)"
        case .exists: "is there already"
        case .notAFile: "is no ordinary file"
        case .otherUser(let uid): "belongs to another user (uid \(uid))"
        case .open: "is open to others"
        }
    }

    /// Why a prompt cannot be made, and the remedy.
    public func clause(_ fault: PromptFault) -> String {
        switch fault {
        case .missing(let path):
            "\(PrintableText.text(path)) does not exist: put the recording there, or correct `prompt` of this line"
        case .unreadable(let path, let answer):
            "\(PrintableText.text(path)) cannot be read: \(answer): let the service's user read it"
        case .notAFile(let path): "\(PrintableText.text(path)) is not a regular file: name a sound file"
        case .unsupported(let path, let format):
            "\(PrintableText.text(path)) is \(format ?? "a sound file of an unusual encoding"), which is not read: "
                + "convert it to WAV or FLAC"
        case .notRecognised(let path):
            "\(PrintableText.text(path)) is no sound file that is known here: convert it to WAV, FLAC, OGG, MP3 or AIFF"
        case .damaged(let path, let damage):
            "\(PrintableText.text(path)) is damaged: \(words(damage)): copy or record it again"
        case .empty(let path): "\(PrintableText.text(path)) holds no sound: record it again"
        case .tooLong(let source, let seconds):
            "\(name(source)) lasts more than \(seconds) s: shorten it, a call ends after 40 s"
        case .tooLarge(let path):
            "\(PrintableText.text(path)) is too large for a prompt: shorten it, or save it as 16-bit WAV"
        case .silent(let source):
            "nothing can be heard in \(name(source)): record it again, closer to the microphone"
        case .unusableRate(let source, let rate):
            "\(name(source)) has \(rate) samples a second, which cannot be used: save it with 8000 to 48000"
        case .nothingToSay: "there is nothing to say: write a message, or name a recording"
        case .textTooLong(let characters):
            "the message has \(characters) characters, too many to be spoken: a call ends after 40 s, so shorten it"
        case .unusableCommand: "`tts` needs a program and an argument with {output}, the WAV file it writes"
        case .programMissing(let program):
            "\(PrintableText.text(program)), the program that speaks, is not installed: "
                + (program.hasSuffix("espeak-ng") ? "apt install espeak-ng" : "install it, or correct `tts`")
        case .programFailed(let program, let end, let answer):
            "\(PrintableText.text(program)) could not speak the message (\(words(end))\(answer.isEmpty ? "" : ": ")"
                + "\(answer)): correct `tts`"
        case .programTooSlow(let program, let milliseconds):
            "\(PrintableText.text(program)) did not end within \(Decimal.seconds(milliseconds)) s: correct `tts`, or use "
                + "a faster voice"
        case .programSilent(let program, let nothing):
            "\(PrintableText.text(program)) wrote no sound (\(words(nothing))): correct `tts`; it must write a WAV file to "
                + "{output}"
        case .stopped: "it is not made: the program is ending"
        case .unwritable(let path, let fault): "\(PrintableText.text(path)) cannot be written: \(words(fault))"
        case .legacy(let words): words
        }
    }

    private func name(_ source: SoundSource) -> String {
        switch source {
        case .file(let path): PrintableText.text(path)
        case .prompt: "the prompt"
        case .speech: "the spoken message"
        case .sound: "the sound"
        case .modem: "the modem's audio"
        }
    }

    private func words(_ damage: SoundDamage) -> String {
        switch damage {
        case .channels(let count): "it has \(count) channels"
        case .changed: "it changed while it was read"
        case .library(let answer): answer
        }
    }

    private func words(_ end: ProgramEnd) -> String {
        switch end {
        case .exit(let code): "exit \(code)"
        case .signal(let number): "signal \(number)"
        case .notRun: "not run"
        case .stopped: "stopped"
        }
    }

    private func words(_ nothing: NoSpeech) -> String {
        switch nothing {
        case .noFile: "no file"
        case .empty: "an empty file"
        case .notAFile: "no regular file"
        case .noSound: "no sound file"
        case .silence: "only silence"
        case .rate(let rate): "\(rate) samples a second"
        case .damaged(let damage): words(damage)
        }
    }

    private func words(_ fault: WriteFault) -> String {
        switch fault {
        case .answer(let answer): answer
        case .diskMayBeFull: "the disk may be full"
        case .deadLink: "the link leads nowhere"
        case .notAFile: "it is no regular file: name another one"
        case .figures: "its figures are no numbers"
        }
    }

    /// What a person should know about a prompt, and what to do.
    public func sentence(_ remark: PromptRemark) -> String {
        switch remark {
        case .fault(let fault): clause(fault)
        case .long(let seconds):
            "it lasts \(seconds) s: "
                + (seconds > 40 ? "a call ends after 40 s, so its end is never heard" : "few callers listen that long")
                + "; aim at \(PromptRemark.longestComfortable) s"
        case .clipped(let samples):
            "\(samples) samples are at full scale, which sounds distorted: record it more softly"
        case .quiet(let level):
            "it is very quiet (\(level) dBFS), so its noise is raised with it: record it closer to the microphone"
        case .pause(let tenths):
            "it is silent for \(Decimal.tenths(tenths)) s in between: callers take that for the end"
        case .lowSampleRate(let rate): "\(rate) samples a second are fewer than a telephone carries: it sounds dull"
        }
    }

    /// Why a line cannot speak to callers, or a caller did not hear it.
    public func clause(_ fault: VoiceFault) -> String {
        switch fault {
        case .noSound(let reason): words(reason)
        case .profileUnknown(let profile): "no way to speak is known for the profile \(profile)"
        case .noAudioPort:
            "the modem has no port or sound card for voice: name one with audio = \"...\" in the line's modem"
        case .audioPortUnknown:
            "the modem's voice port is not known when its AT port is named by path: add audio = \"...\" to the line's modem"
        case .audio(let fault): clause(fault)
        case .every(let faults): faults.map(clause).joined(separator: "; ")
        case .prompt(let fault): clause(fault)
        case .store(let error): "what is known of its voice cannot be read: \(clause(error))"
        case .notRead(let answer): "what is known of its voice cannot be read: \(answer)"
        case .notChecked: "the modem was not looked at yet"
        case .callNow: "there is a call now: begin again after it"
        case .pathUnknown: "the way to the caller's ear is not known"
        case .codeExpired: "the code cannot be spoken any more: begin the try again"
        case .silentAtAnswer: "the modem fell silent at ATA"
        case .noAnswer: "no answer to ATA"
        case .answerRefused(let answer): "ATA: \(answer)"
        case .notRecorded: "nothing can be written down"
        case .soundNotSwitched(let command, let answer): "the modem did not switch its sound on (\(command): \(answer))"
        case .soundGone: "the sound is gone"
        case .portFailed(let answer): "the modem's audio port failed: \(answer)"
        case .portGone: "the modem's audio port is gone"
        case .cardFailed(let answer): "the modem's sound card failed: \(answer)"
        case .cardNotStarted(let answer): "the modem's sound card does not start: \(answer)"
        case .cardRunsOut: "the sound card runs out of sound again and again"
        case .notTaken: "the modem does not take the sound"
        case .noThread(let answer): "no thread for the call's sound: \(answer)"
        case .cutOff: "the sound was cut off"
        case .nothingHeard: "the operator called and heard nothing (uplink silent)"
        case .legacy(let words): words
        }
    }

    private func words(_ reason: NoSoundReason) -> String {
        switch reason {
        case .analoguePins: "sound is on the module's analogue pins"
        case .pcmPins: "sound is on the module's PCM pins"
        case .i2sPins: "sound is on the module's I2S pins"
        case .digitalPins: "sound is on the module's digital audio pins"
        case .digitalVoicePins: "sound is on the module's digital voice pins"
        case .analogueOrPCMPins: "sound is on the module's analogue or PCM pins"
        case .pcmPinsOfVariants: "sound is on the module's PCM pins, and only on variants with voice"
        case .pinsWhereThereIsVoice: "no voice on LTE-M modules without it, and sound on pins where there is"
        case .noManual: "not known: no manual at hand says where its sound goes"
        case .noManualOfModules: "not known for modules whose manual was not at hand"
        case .switchedOff: "its firmware has voice switched off"
        case .noCommand: "no command for sound over USB is known"
        case .noPort: "no port for sound"
        }
    }

    /// The sentence about a line's voice.
    public func sentence(_ notice: VoiceNotice) -> String {
        switch notice {
        case .hangsUp(let mode): "the line only hangs up on callers (calls = \"\(mode.rawValue)\")"
        case .cannotSpeak(let fault): "the line cannot speak: \(clause(fault))"
        case .verified(let limits):
            "callers hear the line\(limits.onlyHangsUp ? ", and the line only hangs up (calls)" : "")\(ims(limits))"
        case .notHeard(let fault, let line, let limits):
            "a caller did not hear the line: \(clause(fault)); \(order(line))\(ims(limits))"
        case .untested(let line, let limits):
            "nobody has heard the line with this modem, firmware and SIM: \(order(line))\(ims(limits))"
        }
    }

    private func order(_ line: String) -> String { "prove it with jedisnon line verify \(line) --voice" }

    private func ims(_ limits: VoiceLimits) -> String {
        limits.isOffIMS ? "; the modem has no voice over LTE now (IMS not registered), so calls may fail" : ""
    }
}
