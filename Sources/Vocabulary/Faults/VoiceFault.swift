/// Why a line cannot speak to callers, or why a caller did not hear it.
public indirect enum VoiceFault: CodedFault {
    // MARK: The speech path

    /// The modem has no known way to play a sound, and why.
    case noSound(NoSoundReason)
    /// The profile defines no speech path.
    case profileUnknown(profile: String)
    /// The modem has no port and no sound card for its sound.
    case noAudioPort
    /// The line identifies the modem by the path of its AT port, so its audio port is not known.
    case audioPortUnknown
    /// The sound of a call cannot be opened.
    case audio(AudioFault)
    /// No speech path can be opened, each for its own reason.
    case every([AudioFault])
    /// The message cannot be made.
    case prompt(PromptFault)
    /// The stored data about the voice cannot be read.
    case store(StoreError)
    /// The stored data about the voice cannot be read, for a reason of which only the words are known.
    case notRead(answer: String)
    /// The modem has not been examined yet.
    case notChecked
    /// Somebody is calling now, so the operator's trial has to wait.
    case callNow

    // MARK: A call

    /// The speech path was not found before the call.
    case pathUnknown
    /// The code of a trial is no longer valid.
    case codeExpired
    /// The modem stopped answering at `ATA`.
    case silentAtAnswer
    /// The modem did not answer `ATA`.
    case noAnswer
    /// The modem refused `ATA`; the answer is its own.
    case answerRefused(answer: String)
    /// The answer could not be recorded in advance.
    case notRecorded
    /// The modem refused to switch its sound on; the answer is its own.
    case soundNotSwitched(command: String, answer: String)
    /// The sound was closed before the message began.
    case soundGone
    /// The audio port failed; the answer is the system's.
    case portFailed(answer: String)
    /// The audio port was removed.
    case portGone
    /// The sound card failed; the answer is libasound's.
    case cardFailed(answer: String)
    /// The sound card does not start; the answer is libasound's.
    case cardNotStarted(answer: String)
    /// The sound card runs out of sound again and again.
    case cardRunsOut
    /// The modem does not accept the sound.
    case notTaken
    /// The system cannot start a thread for the sound; the answer is its own.
    case noThread(answer: String)
    /// The sound ended too early.
    case cutOff
    /// The operator called and heard nothing.
    case nothingHeard

    /// The words of an older version.
    case legacy(String)
}

/// Why a modem cannot play sound over USB.
public enum NoSoundReason: String, CaseIterable, Hashable, Sendable {
    /// Its sound is on analogue pins.
    case analoguePins = "analogue_pins"
    /// Its sound is on PCM pins.
    case pcmPins = "pcm_pins"
    /// Its sound is on I2S pins.
    case i2sPins = "i2s_pins"
    /// Its sound is on digital audio pins.
    case digitalPins = "digital_pins"
    /// Its sound is on digital voice pins (DVI).
    case digitalVoicePins = "digital_voice_pins"
    /// Its sound is on analogue or PCM pins.
    case analogueOrPCMPins = "analogue_or_pcm_pins"
    /// Its sound is on PCM pins, where the variant has voice.
    case pcmPinsOfVariants = "pcm_pins_of_variants"
    /// An LTE-M module: without voice, or with its sound on pins.
    case pinsWhereThereIsVoice = "pins_where_there_is_voice"
    /// No manual of this modem is known.
    case noManual = "no_manual"
    /// No manual of these modules is known.
    case noManualOfModules = "no_manual_of_modules"
    /// Voice is switched off in its firmware.
    case switchedOff = "switched_off"
    /// No command for sound over USB is known.
    case noCommand = "no_command"
    /// It has no port for sound.
    case noPort = "no_port"
}
