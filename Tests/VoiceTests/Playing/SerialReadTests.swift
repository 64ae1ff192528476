import Glibc
import Testing
import Vocabulary

@testable import Voice

/// The caller's sound on a serial port.
struct SerialReadTests {
    let port: SerialSound
    let modem: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        modem = ends[0]
        port = SerialSound(descriptor: ends[1], frame: 320)
    }

    /// The samples one read gives after the modem said `octets`; nil when the port is gone.
    func heard(after octets: [UInt8]) -> [Int16]? {
        #expect(write(modem, octets, octets.count) == octets.count)
        return withUnsafeTemporaryAllocation(of: Int16.self, capacity: 64) { samples in
            guard case .heard(let count) = port.read(into: samples) else { return nil }
            return Array(samples[..<count])
        }
    }

    @Test("half a sample waits for its other half, over any number of reads")
    func halves() {
        #expect(heard(after: [1, 0, 2]) == [1])
        #expect(heard(after: []) == [])
        #expect(heard(after: [0]) == [2])
        #expect(heard(after: [0xFF]) == [])
        #expect(heard(after: [0xFF, 3, 0, 4, 0, 5]) == [-1, 3, 4])
        #expect(heard(after: [0]) == [5])
        close(modem)
        port.close()
    }

    @Test("more than one read's worth comes in the next, and a port that is gone says so")
    func ends() {
        #expect(heard(after: [UInt8](repeating: 1, count: 131))?.count == 64)
        #expect(heard(after: [])?.count == 1)
        close(modem)
        withUnsafeTemporaryAllocation(of: Int16.self, capacity: 64) { samples in
            #expect(port.read(into: samples) == .failed(.portGone))
        }
        port.close()
    }
}
