import Vocabulary

/// What a line says of itself while its port is open.
package enum LineReport: Hashable, Sendable {
    /// The operator paused it.
    case paused
    /// There is no SIM that works.
    case simMissing(ModemFault)
    /// The network does not let the SIM in.
    case registrationDenied
    /// No network; for so many minutes where its radio is switched off and on because of it.
    case noNetwork(minutes: Int64?)
    /// The modem announces on another of its ports.
    case announcementsElsewhere(port: String)
    /// The SIM has no number of a service centre.
    case serviceCentreMissing
    /// The modem does not announce: messages are looked for every so many seconds.
    case announcementsMissing(seconds: Int64)
    /// The modem says that it deletes, and does not: so many texts.
    case storageStuck(texts: Int)
    /// A memory cannot be listed, and what the modem says.
    case storageUnreadable(memory: String, answer: String)
    /// Hardly any room is left for new texts.
    case storageFull(MemoryFill)
    /// Nothing can be written down, and why.
    case notRecorded(StoreError)
    /// Its heartbeat failed.
    case heartbeatFailed
    /// ModemManager may take the modem's messages.
    case modemManagerMayTakeIt
    /// It shall speak and cannot: a notice that says why.
    case voiceMissing(Notice)
    /// It works; `behind`: so many quarters of an hour are taken out of the times of a service centre.
    case ready(isRoaming: Bool, behind: Int?)
}

/// Why a line gives its port up.
package enum PortReleaseReason: Hashable, Sendable {
    /// It was asked to.
    case released
    /// The modem cannot be used.
    case modem(ModemFault)
    /// Another SIM is in, or the SIM was locked again.
    case otherSIM
    /// The SIM or the modem is another line's.
    case ownedBy(String)
    /// No network for so many minutes: the radio was switched off and on.
    case noNetwork(minutes: Int64)
    /// A call was not ended but by switching off the radio.
    case callNotEnded
}
