import Foundation

/// The modem as a value: bytes, moments and events of the network go in, bytes to send come out on its ``wire``.
///
/// It knows no file descriptor. Every entry point sets ``now`` first; ``advance(to:)`` lets due timers happen.
struct ModemMachine {
    /// What the bytes from the host are taken for.
    enum Phase: Equatable {
        /// Characters of a command line.
        case command
        /// A command is being carried out; bytes wait.
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
    /// What the command line in hand consists of, for the faults that name a command.
    var commandsInHand: [String] = []
    var answerInHand: Answer?
    var isPlugged = false
    var hostIsAttached = false
    /// Set when a fault pulls the cable; the port is closed as soon as the present input is dealt with.
    var wantsToVanish = false

    // The SIM
    var lock: SIMLock
    var smsc: String
    var simIsReady = false
    /// It fell off the bus, and is found again only after its power was off.
    var simIsLost = false
    var messagesAreReady = false
    /// When it got its power, or was last told to switch something on or off.
    var poweredUpAt: Instant

    // The network
    /// What `+CFUN` is.
    var radioLevel = 1
    /// What each registration command said last.
    var toldRegistrations: [String: Int] = [:]
    /// Where announcements go, in families that have several ports; in the flash.
    var announcementPort = ""
    var registration = SimulatedSettings.Registration.notRegistered
    var network = IncomingMessages()
    var outgoing: OutgoingMessage?
    var nextReference: UInt8 = 1
    var calls = CallList()
    var chatterIndex = 0

    // The sound of calls
    var soundRoute = SoundRoute.off
    /// The value that switched it, as it is read back.
    var soundSetting = "0"
    /// What flows through the serial port now.
    var sound: SoundStream?
    /// The call whose sound is on.
    var openSound: OpenSound?
    /// The record of sound that was just closed: what lies in the port still belongs to it.
    var soundTail: Int?
    var soundHostIsAttached = false
    /// Set when a fault pulls the port away.
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
    var simIsThere: Bool { settings.simPresent && !simIsLost }

    /// Everything is switched on.
    var isRadioOn: Bool { radioLevel == 1 }

    /// What nobody asked for is said on another port than this one.
    var saysElsewhere: Bool {
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
        // A timer may start another that is due at once; a bound keeps a mistake from hanging the thread.
        for _ in 0..<1000 {
            guard let event = timers.take(now: now) else { return }
            happen(event)
        }
    }

    private mutating func happen(_ event: TimerEvent) {
        switch event {
        case .executeLine(let line): execute(line)
        case .giveAnswer: sendPendingAnswer()
        case .networkDecides: networkDecides()
        case .boot(let step): bootStep(step)
        case .messagesReady: messagesBecomeReady()
        case .registered: change(registration: settings.registration)
        case .ring(let call): ringOnce(call)
        case .callerLine(let call): sayCallerLine(call)
        case .answered(let call): callIsAnswered(call)
        case .carrierLost(let call): carrierIsLost(call)
        case .waitingCallerGivesUp(let call): waitingCallerGivesUp(call)
        case .soundIsReady: soundIsReady()
        case .keyIsKnown(let call, let line): if calls[call]?.state == .active { say(line) }
        case .reset: reset()
        case .acknowledgementMissing: acknowledgementIsMissing()
        case .redeliver: deliverWaiting()
        case .statusReport(let report): reportArrives(report)
        case .chatter: sayChatter()
        case .saySomething(let lines): lines.forEach { say($0) }
        }
    }

    mutating func start(_ event: TimerEvent, after delay: Duration) {
        timers.start(event, at: now + delay)
    }

    private mutating func sayChatter() {
        guard let interval = settings.chatter, interval > .zero, !profile.chatter.isEmpty else { return }
        say(fill(profile.chatter[chatterIndex % profile.chatter.count]))
        chatterIndex &+= 1
        start(.chatter, after: interval)
    }

    /// The network's own clock.
    var networkTime: Date { Date(timeIntervalSinceNow: Double(settings.clockOffset)) }
}
