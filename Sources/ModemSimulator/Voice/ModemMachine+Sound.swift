// The sound of the active call: from the host to the caller and back.
extension ModemMachine {
    private static let octetsOfStrays = 4096

    /// Connects or disconnects the sound of host and caller as calls and settings now require.
    mutating func routeSound() {
        let record = soundRoute == .off ? nil : calls.first(.active)?.record
        if let open = openSound, open.record != record || (sound != nil) != (soundRoute == .port) { close(open) }
        guard let record, openSound == nil, let answeredAt = calls.first(.active)?.answeredAt else { return }
        openSound = OpenSound(record: record, answeredAt: answeredAt)
        journal.calls[record].isAudioOn = true
        journal.calls[record].audioOnAt = journal.calls[record].audioOnAt ?? milliseconds(since: answeredAt)
        guard soundRoute == .port else { return }
        let isWide = profile.sound?.rateCommand.flatMap { session.kept[$0]?.value } == "1"
        let rate = isWide ? 16_000 : 8_000
        journal.calls[record].sampleRate = rate
        soundTail = nil
        sound = SoundStream(record: record, startedAt: now, rate: rate)
    }

    private mutating func close(_ open: OpenSound) {
        // Sound that was due before this moment was heard.
        while soundTick() != nil {}
        let record = open.record
        journal.calls[record].isAudioOn = false
        journal.calls[record].audioOffAt = milliseconds(since: open.answeredAt)
        openSound = nil
        timers.cancel(.soundIsReady)
        guard let stream = sound else { return }
        journal.calls[record].unplayedOctets += stream.buffer.count
        sound = nil
        soundTail = record
    }

    private func milliseconds(since moment: Instant) -> Int { Int((now - moment) / .milliseconds(1)) }

    // MARK: From the host

    /// How many octets can be accepted from the port now.
    mutating func soundCapacity() -> Int {
        guard sound != nil else { return Self.octetsOfStrays }
        startSoundFaults()
        guard let stream = sound else { return 0 }
        // A fault at a given octet begins exactly there.
        let limits = faults.list.compactMap { Self.soundFaultPlace($0.fault) }.map { $0 - stream.taken }
        return min(stream.room, limits.filter { $0 > 0 }.min() ?? stream.room)
    }

    /// Takes octets that the host wrote.
    mutating func receiveSound(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        guard let stream = sound else { return receiveStray(bytes.count) }
        if stream.taken == 0 {
            journal.calls[stream.record].firstOctetAfterAudioOn =
                journal.calls[stream.record].firstOctetAfterAudioOn ?? now - stream.startedAt
        }
        let dropped = sound?.receive(bytes) ?? 0
        journal.calls[stream.record].octetsTaken += bytes.count
        journal.calls[stream.record].overflowOctets += dropped
        startSoundFaults()
    }

    private mutating func receiveStray(_ count: Int) {
        if let soundTail {
            journal.calls[soundTail].unplayedOctets += count
        } else if journal.calls.isEmpty {
            journal.strayOctets += count
        } else {
            journal.calls[journal.calls.count - 1].strayOctets += count
        }
    }

    /// Notes a read of the port; `unread` octets stay in it because there is no room for them.
    mutating func soundWasRead(unread: Int) {
        guard let stream = sound else {
            soundTail = nil
            return
        }
        let ahead = stream.milliseconds(stream.buffer.count + unread)
        journal.calls[stream.record].maximumAhead = max(journal.calls[stream.record].maximumAhead, ahead)
    }

    // MARK: Time

    /// When the next 20 ms are due; nil while no sound is on.
    var nextSoundTick: Instant? { sound?.nextTick }

    /// Plays the 20 ms that are due to the caller and returns the caller's own; nil when none are due.
    mutating func soundTick() -> [UInt8]? {
        guard let stream = sound, stream.nextTick <= now else { return nil }
        if !stream.isSilent, faults.take(.silentUplink) { sound?.isSilent = true }
        guard let tick = sound?.takeTick(isFed: soundHostIsAttached) else { return nil }
        let record = stream.record
        let room = VoiceRecord.longestHeard * stream.rate - journal.calls[record].heard.count
        journal.calls[record].heard += tick.samples.prefix(max(0, room))
        journal.calls[record].underrunMilliseconds += tick.underrun
        journal.calls[record].longestGapMilliseconds = max(journal.calls[record].longestGapMilliseconds, tick.gap)
        return RawSamples.octets(callerVoice.next(stream.rate / 50))
    }

    // MARK: Faults

    /// After how many octets a fault begins; nil when it is not a sound fault.
    private static func soundFaultPlace(_ fault: SimulatedFault) -> Int? {
        switch fault {
        case .audioStalls(let place), .audioPortVanishes(let place), .audioBusy(let place, _): place
        default: nil
        }
    }

    private mutating func startSoundFaults() {
        guard let taken = sound?.taken else { return }
        if sound?.dropsExcess == false, faults.take(.audioOverflows) { sound?.dropsExcess = true }
        guard sound?.isStalled == false, sound?.isBusy == false else { return }
        let due = faults.take { fault -> SimulatedFault? in
            Self.soundFaultPlace(fault).map { $0 <= taken } ?? false ? fault : nil
        }
        switch due {
        case .audioStalls: sound?.isStalled = true
        case .audioPortVanishes:
            sound?.isStalled = true
            losesSoundPort = true
        case .audioBusy(_, let length):
            sound?.isBusy = true
            if let line = profile.sound?.busyLine { start(.unsolicitedLines([line]), after: .zero) }
            start(.soundIsReady, after: length)
        default: break
        }
    }

    mutating func soundIsReady() {
        guard sound?.isBusy == true else { return }
        sound?.isBusy = false
        if let line = profile.sound?.readyLine { say(line) }
    }

    // MARK: The caller

    /// The caller speaks; false when no call is answered.
    mutating func callerSays(_ samples: [Int16]) -> Bool {
        guard calls.first(.active) != nil else { return false }
        callerVoice.play(samples, rate: sound?.rate ?? 8000)
        return true
    }

    /// The caller presses a key; false when no call is answered or the key is unknown.
    mutating func press(_ key: Character, for duration: Duration) -> Bool {
        guard let call = calls.first(.active), let code = key.asciiValue,
            let tone = KeyTone.samples(key, for: duration, rate: sound?.rate ?? 8000)
        else { return false }
        if let rate = sound?.rate { callerVoice.press(tone, rate: rate) }
        guard let form = profile.keyIndication,
            let setting = session.kept[form.command]?.value.split(separator: ","), setting.first == "1",
            !faults.take(.keyIndicationLost)
        else { return true }
        let hasLength = form.reportsLength && setting.count > 2 && setting[2] == "1"
        let line = form.line.replacing("{key}", with: String(key)).replacing("{code}", with: "\(code)")
        // A tone is recognised after 40 ms (Q.24); its length is known at its end.
        start(
            .keyIsKnown(call: call.serial, line: hasLength ? line + ",\(Int(duration / .milliseconds(1)))" : line),
            after: hasLength ? duration : .milliseconds(40))
        return true
    }
}
