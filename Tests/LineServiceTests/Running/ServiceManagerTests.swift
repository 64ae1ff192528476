import Foundation
import Testing

@testable import LineService

/// The notifications to a service manager.
struct ServiceManagerTests {
    @Test("without a service manager no notification is sent", arguments: [[:], ["NOTIFY_SOCKET": ""]])
    func nobody(environment: [String: String]) {
        #expect(ServiceManager(environment: environment) == nil)
    }

    @Test(
        "the watchdog interval is half the limit, and only when the limit is for this process",
        arguments: [
            (["WATCHDOG_USEC": "60000000"], Duration.seconds(30)),
            (["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "41"], .seconds(30)),
            (["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "42"], nil),
            (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
        ] as [([String: String], Duration?)])
    func watchdogInterval(environment: [String: String], expected: Duration?) throws {
        let environment = environment.merging(["NOTIFY_SOCKET": "/nowhere"]) { $1 }
        let manager = try #require(ServiceManager(environment: environment, process: 41))
        #expect(manager.watchdogInterval == expected)
    }

    @Test("a notification arrives at a path and at an abstract name", arguments: [nil, "@jedisnon-test-\(getpid())"])
    func arrives(name: String?) throws {
        let board = try name.map { try NoticeBoard($0) } ?? NoticeBoard()
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": board.address]))
        try manager.tell(["READY=1", "STATUS=2 lines: 2 ready"])
        #expect(board.arrived() == ["READY=1", "STATUS=2 lines: 2 ready"])
    }

    @Test("a line break in a status does not begin an assignment", arguments: ["\n", "\r\n", "\u{2028}"])
    func lineBreak(separator: String) throws {
        let board = try NoticeBoard()
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": board.address]))
        try manager.tell(["STATUS=one\(separator)MAINPID=1"])
        #expect(board.arrived() == ["STATUS=one MAINPID=1"])
    }

    @Test(
        "a notification that cannot be sent is an error",
        arguments: [
            ("/nowhere/notify", ENOENT), ("vsock:2:1234", EAFNOSUPPORT),
            ("/" + String(repeating: "x", count: 107), ENAMETOOLONG),
        ])
    func cannot(address: String, code: Int32) throws {
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": address]))
        let fault = #expect(throws: ServiceManager.Fault.self) { try manager.tell(["READY=1"]) }
        #expect(fault?.code == code)
    }
}
