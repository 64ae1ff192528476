import Vocabulary

/// The condition of a line while its port is open.
package enum LineReport: Hashable, Sendable {
    /// The operator paused it.
    case paused
    /// There is no working SIM.
    case simMissing(ModemFault)
    /// The network refuses the SIM.
    case registrationDenied
    /// No network; with the minutes without one when the radio is switched off and on because of it.
    case noNetwork(minutes: Int64?)
    /// The modem announces on another of its ports.
    case announcementsElsewhere(port: String)
    /// The SIM has no service centre number.
    case serviceCentreMissing
    /// The modem does not announce messages: the line polls at this interval in seconds.
    case announcementsMissing(seconds: Int64)
    /// The modem confirms deletions but does not delete; the number of texts.
    case storageStuck(texts: Int)
    /// A memory cannot be listed, with the modem's answer.
    case storageUnreadable(memory: String, answer: String)
    /// There is hardly any room for new texts.
    case storageFull(MemoryFill)
    /// Nothing can be recorded, with the reason.
    case notRecorded(StoreError)
    /// Its heartbeat failed.
    case heartbeatFailed
    /// ModemManager may take the modem's messages.
    case modemManagerMayTakeIt
    /// The balance of its SIM is below the floor.
    case balanceLow(Money, floor: Money)
    /// The network has not reported the balance for days.
    case balanceUnknown(BalanceFault)
    /// It is set to speak but cannot, with the notice that says why.
    case voiceMissing(Notice)
    /// It works; `behind` = the quarter hours by which the times of a service centre are corrected.
    case ready(isRoaming: Bool, behind: Int?)
}

/// Why a line releases its port.
package enum PortReleaseReason: Hashable, Sendable {
    /// By request.
    case released
    /// The modem cannot be used.
    case modem(ModemFault)
    /// Another SIM is in the modem, or the SIM was locked again.
    case otherSIM
    /// The SIM or the modem belongs to another line.
    case ownedBy(String)
    /// No network for this many minutes: the radio was switched off and on.
    case noNetwork(minutes: Int64)
    /// A call could only be ended by switching the radio off.
    case callNotEnded
}
