import LinePolicy
import Testing

/// Times in hours around the build of the program; nil = not known.
struct TrustedClockTests {
    static func at(_ hours: Int64) -> Timestamp { .noon + .hours(hours) }

    @Test(
        "now is the latest of what can be trusted",
        arguments: [
            // box, stored, network -> now
            (10, nil, nil, 10), (10, 12, nil, 12), (10, 12, 14, 14), (10, nil, 9, 10),
            // Nothing before the build counts.
            (-500, nil, nil, nil), (-500, -1, -2, nil), (-500, 5, nil, 5), (-500, nil, 7, 7), (0, nil, nil, 0),
            // The network may be 26 hours ahead of the other two, no more, unless it is all there is.
            (10, 12, 38, 38), (10, 12, 39, 12), (10, nil, 36, 36), (10, nil, 37, 10), (-500, 12, 39, 12),
            (-500, nil, 90_000, 90_000), (-500, -3, 90_000, 90_000),
        ] as [(Int64, Int64?, Int64?, Int64?)])
    func unsynchronised(box: Int64, stored: Int64?, network: Int64?, now: Int64?) {
        let found = TrustedClock.now(
            boxClock: Self.at(box), newestStored: stored.map(Self.at), newestNetworkTime: network.map(Self.at),
            isSynchronised: false, buildDate: Self.at(0))
        #expect(found == now.map(Self.at))
    }

    @Test("a synchronised clock is right, whatever was stored")
    func synchronised() {
        let found = TrustedClock.now(
            boxClock: Self.at(10), newestStored: Self.at(400), newestNetworkTime: Self.at(12), isSynchronised: true,
            buildDate: Self.at(0))
        #expect(found == Self.at(10))
    }
}
