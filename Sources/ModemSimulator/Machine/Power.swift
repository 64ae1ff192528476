// Power, boot and registration: what happens when the modem is plugged in, reset or unplugged.
extension ModemMachine {
    /// The port appears.
    mutating func plugIn() {
        isPlugged = true
        losesSoundPort = false
        powerUp(cold: settings.boot != .done)
    }

    /// The modem is unplugged: work in progress is lost, stored messages stay.
    mutating func unplug() {
        isPlugged = false
        hostIsAttached = false
        forgetWork()
    }

    /// A reset with the port left in place: every setting returns to its default.
    mutating func reset() {
        guard isPlugged else { return }
        forgetWork()
        powerUp(cold: true)
    }

    private mutating func forgetWork() {
        // A status report is on its way in the network, whatever the modem does.
        timers.cancel { if case .statusReport = $0 { false } else { true } }
        wire.clear()
        waitingInput = []
        line = []
        body = []
        phase = .command
        wantsToVanish = false
        answerInHand = nil
        outgoing = nil
        dropCalls()
        (soundRoute, soundSetting) = (.off, "0")
        network.returnUnacknowledged()
        network.heldAnnouncements = []
        registration = .notRegistered
    }

    private mutating func powerUp(cold: Bool) {
        session = Session(profile, settings.stored)
        session.charset = settings.charset
        poweredUpAt = now
        radioLevel = settings.radioLevel
        reportedRegistrations = [:]
        lock.powerUp()
        simIsLost = false
        simIsReady = !cold && radioLevel != 0
        messagesAreReady = false
        if let interval = settings.chatter { start(.chatter, after: interval) }
        if cold {
            if profile.boot.isEmpty { simIsReady = true }
            startBootStep(0)
        } else {
            messagesBecomeReady()
        }
        updateRegistration()
    }

    // MARK: Boot

    private var pace: Double {
        if case .cold(let pace) = settings.boot, pace > 0 { pace } else { 1 }
    }

    private mutating func startBootStep(_ step: Int) {
        guard profile.boot.indices.contains(step) else { return }
        start(.boot(step: step), after: profile.boot[step].after / pace)
    }

    mutating func bootStep(_ index: Int) {
        guard profile.boot.indices.contains(index) else { return }
        let step = profile.boot[index]
        switch step.effect {
        case .none: if let line = step.line { say(fill(line)) }
        case .simReady:
            simIsReady = true
            if let line = step.line, simIsPresent { say(fill(line)) }
            updateRegistration()
        case .messagesReady:
            // With a locked SIM this continues once it is unlocked.
            guard isSIMUsable else { return }
            messagesBecomeReady()
        }
        startBootStep(index + 1)
    }

    mutating func messagesBecomeReady() {
        guard isSIMUsable, !messagesAreReady else { return }
        messagesAreReady = true
        if settings.boot != .done, let line = profile.boot.first(where: { $0.effect == .messagesReady })?.line {
            say(fill(line))
        }
        deliverWaiting()
    }

    // MARK: SIM

    /// SIM there, found and unlocked.
    var isSIMUsable: Bool { simIsPresent && simIsReady && lock.state == .ready }

    mutating func simWasUnlocked() {
        let step = profile.boot.first { $0.effect == .messagesReady }
        start(.messagesReady, after: settings.boot == .done ? .zero : (step?.after ?? .zero) / pace)
        updateRegistration()
    }

    /// `+CFUN`: 0 powers the SIM off, every other level on; only 1 has a network.
    mutating func change(radioLevel new: Int) {
        if new == 0 {
            simIsReady = false
            messagesAreReady = false
        } else if radioLevel == 0 {
            lock.powerUp()
            simIsLost = false
            simIsReady = true
        }
        radioLevel = new
        updateRegistration()
        messagesBecomeReady()
    }

    /// The SIM stops answering, as if it were removed.
    mutating func loseSIM() {
        simIsLost = true
        messagesAreReady = false
        updateRegistration()
    }

    // MARK: Registration

    /// Registers or deregisters, as SIM, radio and settings now allow.
    mutating func updateRegistration() {
        timers.cancel(.registered)
        guard isPlugged, isSIMUsable, isRadioOn else { return change(registration: .notRegistered) }
        guard settings.registration.hasService, settings.registersAfter > .zero, registration != settings.registration
        else { return change(registration: settings.registration) }
        change(registration: .searching)
        start(.registered, after: settings.registersAfter)
    }

    mutating func change(registration new: SimulatedSettings.Registration) {
        let isNew = new != registration
        registration = new
        if isNew, !new.hasService { calls.present.forEach { end($0, by: .network) } }
        for name in ["+CREG", "+CGREG", "+CEREG"] {
            guard let level = session.registrationReports[name], level > 0, !profile.missing.contains(name) else {
                reportedRegistrations[name] = registration(of: name).rawValue
                continue
            }
            guard reportedRegistrations[name] ?? 0 != registration(of: name).rawValue else { continue }
            reportedRegistrations[name] = registration(of: name).rawValue
            say(name + ": " + registrationFields(name, level))
        }
        if isNew, new.hasService { deliverWaiting() }
    }

    /// The registration of the domain that a command is about.
    private func registration(of name: String) -> SimulatedSettings.Registration {
        // Without SIM or radio no domain is registered.
        guard name == "+CREG", isSIMUsable, isRadioOn, let own = settings.circuitRegistration else {
            return registration
        }
        return own
    }

    /// Status and, from level 2 with service, place and technology (3GPP TS 27.007 7.2).
    func registrationFields(_ name: String, _ level: Int) -> String {
        let registration = registration(of: name)
        guard level >= 2, registration.hasService else { return "\(registration.rawValue)" }
        let technology = profile.accessTechnology.map { ",\($0)" } ?? ""
        return "\(registration.rawValue),\"2B5C\",\"0140A8DB\"\(technology)"
    }
}
