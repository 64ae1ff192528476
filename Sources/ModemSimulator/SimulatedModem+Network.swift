import Foundation

// What the network and the people behind it do.
extension SimulatedModem {
    /// A text arrives; the slots it was stored in at once.
    ///
    /// A `from` that is no number is sent as a name. A long text comes in parts of 153 characters or 67 UCS-2 units,
    /// 255 of them at most. `at` is the service centre's time; nil is the network's now.
    @discardableResult
    public func deliver(from: String, text: String, at: Date? = nil) -> [StorageSlot] {
        withMachine { machine in
            let quarters = machine.settings.timeZoneQuarters
            let isInverted = machine.faults.take(.zoneSignInverted)
            // The hours are those of the true zone, whatever its sign says.
            let shift = isInverted ? Double(quarters) * 2 * 900 : 0
            let pdus = DeliverBuilder.pdus(
                from: from, text: text, at: (at ?? machine.networkTime) + shift,
                quarters: isInverted ? -quarters : quarters, smsc: machine.settings.smsc,
                reference: machine.network.nextReference)
            if pdus.count > 1 { machine.network.nextReference &+= 1 }
            return pdus.flatMap { machine.arrive($0) }
        }
    }

    /// A PDU, service centre's address first, arrives as it is, however broken.
    @discardableResult
    public func deliver(pdu: String) -> [StorageSlot] {
        withMachine { $0.arrive(pdu) }
    }

    /// Puts a PDU into a memory without telling anybody; nil when it is full.
    @discardableResult
    public func store(pdu: String, state: StoredMessage.State = .receivedUnread, in memory: String) -> StorageSlot? {
        withMachine { $0.storage.store(pdu, state: state, in: memory) }
    }

    /// Somebody else empties a slot, as with the SIM in a phone.
    public func empty(_ slot: StorageSlot) {
        withMachine { _ = $0.storage.delete(slot.memory, slot.index) }
    }

    /// A call begins; without a number it is withheld, or not available (`+CLIP` validity 1 or 2).
    ///
    /// During an answered call it waits as long as its rings would last. False when the caller finds no service or
    /// hears the busy tone: while another rings, beside two others, or without call waiting.
    @discardableResult
    public func ring(
        from: String?, unavailable: Bool = false, rings: Int = 10, interval: Duration = .seconds(3)
    ) -> Bool {
        let caller = SimulatedCall.Caller(number: from, validity: from != nil ? 0 : unavailable ? 2 : 1)
        return withMachine { $0.startRinging(caller, rings: rings, interval: interval) }
    }

    /// The caller gives up, or ends an answered call; `waiting` is the one that waits behind it.
    public func callerHangsUp(waiting: Bool = false) { withMachine { $0.callerHangsUp(waiting: waiting) } }

    /// Changes what modem, SIM and network are like.
    ///
    /// PIN, tries, PUK and capacities count from the beginning and do not change here.
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
            machine.settleRegistration()
            if machine.isSIMUsable { machine.messagesBecomeReady() }
            if let chatter = machine.settings.chatter, !hadChatter { machine.start(.chatter, after: chatter) }
        }
    }

    /// The modem resets by itself: boot lines, settings back to their defaults, the tty stays.
    public func reset() { withMachine { $0.reset() } }

    /// The SIM falls off the modem's bus: as if it were out, until its power was off (`+CFUN=0`) or the modem restarts.
    public func loseSIM() { withMachine { $0.loseSIM() } }

    /// The modem says a line nobody asked for.
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
