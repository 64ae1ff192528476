import Foundation

/// The modem as a value: bytes, moments and events of the network go in, bytes to send come out on its ``wire``.
///
/// It uses no file descriptor. Every entry point sets ``now`` first; ``advance(to:)`` fires due timers.
struct ModemMachine {
    /// How bytes from the host are interpreted.
    enum Phase: Equatable {
        /// Characters of a command line.
        case command
        /// A command is being executed; bytes wait.
        case executing
        /// A body after the prompt, until Ctrl-Z or ESC.
        case body(BodyPurpose)
    }

    let profile: SimulatedProfile
    var settings: SimulatedSettings
    var session: Session
    var storage: MessageStorage
    var faults = FaultSet()
    var journal = Journal()
    var wire = Wire()
    var timers = Timers()
    var random: SeededGenerator
    var now: Instant

    // The host
    var phase = Phase.command
    var waitingInput: [UInt8] = []
    var isReadingInput = false
    var line: [UInt8] = []
    var body: [UInt8] = []
    /// The commands of the current line, for faults that name a command.
    var commandsInHand: [String] = []
    var answerInHand: Answer?
    var isPlugged = false
    var hostIsAttached = false
    /// Set when a fault unplugs the modem; the port is closed once the present input is processed.
    var wantsToVanish = false

    // The SIM
    var lock: SIMLock
    var smsc: String
    var simIsReady = false
    /// The SIM stopped answering, and is found again only after it was powered off.
    var simIsLost = false
    var messagesAreReady = false
    /// When the modem was powered up, or its last `+CFUN`.
    var poweredUpAt: Instant

    // The network
    /// What `+CFUN` is.
    var radioLevel = 1
    /// The last line that each registration command printed.
    var reportedRegistrations: [String: Int] = [:]
    /// The port for announcements, in families that have several; stored in flash.
    var announcementPort = ""
    var registration = SimulatedSettings.Registration.notRegistered
    var network = IncomingMessages()
    var outgoing: OutgoingMessage?
    var nextReference: UInt8 = 1
    var calls = CallList()
    var chatterIndex = 0
    /// The network waits for an answer to its menu.
    var menuIsOpen = false

    // The sound of calls
    var soundRoute = SoundRoute.off
    /// The value that switched the sound, as the query returns it.
    var soundSetting = "0"
    /// The sound that flows through the serial port now.
    var sound: SoundStream?
    /// The call whose sound is on.
    var openSound: OpenSound?
    /// The record of the sound just closed, to which octets still in the port belong.
    var soundTail: Int?
    var soundHostIsAttached = false
    /// Set when a fault removes the sound port.
    var losesSoundPort = false
    var callerVoice = CallerVoice()

    init(profile: SimulatedProfile, settings: SimulatedSettings, now: Instant) {
        self.profile = profile
        self.settings = settings
        self.now = now
        poweredUpAt = now
        session = Session(profile, settings.stored)
        storage = MessageStorage(profile, settings)
        random = SeededGenerator(seed: settings.seed)
        lock = SIMLock(settings)
        smsc = settings.smsc
        announcementPort = settings.announcementPort
    }

    /// The SIM answers the modem.
    var simIsPresent: Bool { settings.simPresent && !simIsLost }

    /// Everything is switched on.
    var isRadioOn: Bool { radioLevel == 1 }

    /// Whether unsolicited lines go to another port than this one.
    var announcesOnAnotherPort: Bool {
        guard let ports = profile.announcementPorts, ports.contains(announcementPort) else { return false }
        return announcementPort != "all" && announcementPort != "usbat"
    }

    /// The next moment at which something happens by itself.
    var nextMoment: Instant? {
        [timers.next, isPlugged ? wire.nextDeparture : nil].compactMap { $0 }.min()
    }

    /// Lets every due timer happen.
    mutating func advance(to time: Instant) {
        now = time
        // A timer may start another that is due at once; the bound keeps a mistake from hanging the thread.
        for _ in 0..<1000 {
            guard let event = timers.take(now: now) else { return }
            handle(event)
        }
    }

    private mutating func handle(_ event: TimerEvent) {
        switch event {
        case .executeLine(let line): execute(line)
        case .giveAnswer: sendPendingAnswer()
        case .networkDecides: networkDecides()
        case .boot(let step): bootStep(step)
        case .messagesReady: messagesBecomeReady()
        case .registered: change(registration: settings.registration)
        case .ring(let call): ringOnce(call)
        case .callerLine(let call): printCallerLine(call)
        case .answered(let call): callIsAnswered(call)
        case .carrierLost(let call): carrierIsLost(call)
        case .waitingCallerGivesUp(let call): waitingCallerGivesUp(call)
        case .soundIsReady: soundIsReady()
        case .keyIsKnown(let call, let line): if calls[call]?.state == .active { say(line) }
        case .reset: reset()
        case .acknowledgementMissing: acknowledgementIsMissing()
        case .redeliver: deliverWaiting()
        case .statusReport(let report): reportArrives(report)
        case .chatter: printChatter()
        case .unsolicitedLines(let lines): lines.forEach { say($0) }
        }
    }

    mutating func start(_ event: TimerEvent, after delay: Duration) {
        timers.start(event, at: now + delay)
    }

    private mutating func printChatter() {
        guard let interval = settings.chatter, interval > .zero, !profile.chatter.isEmpty else { return }
        say(fill(profile.chatter[chatterIndex % profile.chatter.count]))
        chatterIndex &+= 1
        start(.chatter, after: interval)
    }

    /// The network's own clock.
    var networkTime: Date { Date(timeIntervalSinceNow: Double(settings.clockOffset)) }
}
