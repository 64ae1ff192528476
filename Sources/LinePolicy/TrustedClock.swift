/// What time it is on a box that may have no battery and no network of its own.
public enum TrustedClock {
    /// How far ahead of everything else the network's time is taken for a mistake: a day and a time zone.
    static let mostAhead = Span.hours(26)

    /// The time to decide by; nil when nothing can be trusted, and then replies are held, not refused.
    ///
    /// A synchronised box clock (the kernel does not report STA_UNSYNC) is right by definition. Otherwise the latest of
    /// the three counts, each only when it is not before the build of the program.
    public static func now(
        boxClock: Timestamp, newestStored: Timestamp?, newestNetworkTime: Timestamp?, isSynchronised: Bool,
        buildDate: Timestamp
    ) -> Timestamp? {
        if isSynchronised { return boxClock }
        let own = [boxClock, newestStored].compactMap { $0 }.filter { $0 >= buildDate }.max()
        guard let network = newestNetworkTime, network >= buildDate else { return own }
        guard let own else { return network }
        return network - own > mostAhead ? own : max(own, network)
    }
}
