import Foundation

// Actions of the network and of callers and senders.
extension SimulatedModem {
    /// Delivers a text; returns the slots in which it was stored at once.
    ///
    /// A `from` that is not a number is sent as a name. A long text comes in parts of 153 characters or 67 UCS-2 units,
    /// 255 of them at most. `at` is the service centre's time; nil is the network's now.
    @discardableResult
    public func deliver(from: String, text: String, at: Date? = nil) -> [StorageSlot] {
        withMachine { machine in
            let quarters = machine.settings.timeZoneQuarters
            let isInverted = machine.faults.take(.zoneSignInverted)
            // The local time is that of the true zone, even if the sign of the zone is inverted.
            let shift = isInverted ? Double(quarters) * 2 * 900 : 0
            let pdus = DeliverBuilder.pdus(
                from: from, text: text, at: (at ?? machine.networkTime) + shift,
                quarters: isInverted ? -quarters : quarters, smsc: machine.settings.smsc,
                reference: machine.network.nextReference)
            if pdus.count > 1 { machine.network.nextReference &+= 1 }
            return pdus.flatMap { machine.arrive($0) }
        }
    }

    /// Delivers a PDU, service centre's address first, unchanged, even if it is malformed.
    @discardableResult
    public func deliver(pdu: String) -> [StorageSlot] {
        withMachine { $0.arrive(pdu) }
    }

    /// Puts a PDU into a memory without an announcement; nil when it is full.
    @discardableResult
    public func store(pdu: String, state: StoredMessage.State = .receivedUnread, in memory: String) -> StorageSlot? {
        withMachine { $0.storage.store(pdu, state: state, in: memory) }
    }

    /// Empties a slot, as if the SIM had been in a phone.
    public func empty(_ slot: StorageSlot) {
        withMachine { _ = $0.storage.delete(slot.memory, slot.index) }
    }

    /// Starts a call; without a number it is withheld, or not available (`+CLIP` validity 1 or 2).
    ///
    /// During an answered call it waits as long as its rings would last. False when there is no service or the caller
    /// hears the busy tone: while another call rings, with two other calls, or without call waiting.
    @discardableResult
    public func ring(
        from: String?, unavailable: Bool = false, rings: Int = 10, interval: Duration = .seconds(3)
    ) -> Bool {
        let caller = SimulatedCall.Caller(number: from, validity: from != nil ? 0 : unavailable ? 2 : 1)
        return withMachine { $0.startRinging(caller, rings: rings, interval: interval) }
    }

    /// The caller gives up, or ends an answered call; with `waiting`, the waiting caller does.
    public func callerHangsUp(waiting: Bool = false) { withMachine { $0.callerHangsUp(waiting: waiting) } }

    /// Changes the settings of modem, SIM and network.
    ///
    /// PIN, tries, PUK and capacities are fixed at the start and do not change here.
    public func reconfigure(_ change: (inout SimulatedSettings) -> Void) {
        withMachine { machine in
            let hadChatter = machine.settings.chatter != nil
            let before = machine.settings
            change(&machine.settings)
            if machine.settings.charset != before.charset { machine.session.charset = machine.settings.charset }
            if machine.settings.announcementPort != before.announcementPort {
                machine.announcementPort = machine.settings.announcementPort
            }
            if machine.settings.radioLevel != before.radioLevel {
                machine.change(radioLevel: machine.settings.radioLevel)
            }
            machine.updateRegistration()
            if machine.isSIMUsable { machine.messagesBecomeReady() }
            if let chatter = machine.settings.chatter, !hadChatter { machine.start(.chatter, after: chatter) }
        }
    }

    /// The modem resets by itself: boot lines, settings back to their defaults, the tty stays.
    public func reset() { withMachine { $0.reset() } }

    /// The SIM stops answering, as if removed, until it was powered off (`+CFUN=0`) or the modem restarts.
    public func loseSIM() { withMachine { $0.loseSIM() } }

    /// The modem prints an unsolicited line.
    public func say(_ line: String) { withMachine { $0.say(line) } }

    // MARK: Faults

    /// Switches a fault on, once or for the next `times`; nil keeps it on until cleared.
    public func set(fault: SimulatedFault, times: Int? = 1) {
        withMachine { $0.faults.set(fault, times: times) }
    }

    /// Switches a fault off.
    public func clear(fault: SimulatedFault) { withMachine { $0.faults.clear(fault) } }

    /// Switches every fault off.
    public func clearFaults() { withMachine { $0.faults.clear() } }
}
