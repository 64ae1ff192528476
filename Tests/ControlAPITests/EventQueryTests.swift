import ControlAPI
import Testing
import WordLiterals

struct EventQueryTests {
    @Test("a query survives its way through a URL")
    func roundTrip() throws {
        var query = EventQuery(line: "montréal &=?", last: 10, reveal: true)
        query.since = ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000)
        query.after = 7
        let suffix = query.urlSuffix(follow: true)
        #expect(
            suffix == "?line=montr%C3%A9al%20%26%3D%3F&since=2026-11-25T12%3A00%3A00%2E000-05%3A00&last=10"
                + "&after=7&reveal=true&follow=true")
        let items = [
            ("line", "montréal &=?"), ("since", "2026-11-25T12:00:00.000-05:00"), ("last", "10"), ("after", "7"),
            ("reveal", "true"),
            ("follow", "true"),
        ]
        let (read, follow) = try EventQuery.read(items: items.map { (name: $0.0, value: $0.1) })
        #expect(read == query)
        #expect(follow)
        #expect(EventQuery().urlSuffix(follow: false) == "")
    }

    @Test(
        "a filter that is not understood is an error, never ignored",
        arguments: [
            ("last", "0"), ("last", "-1"), ("last", "ten"), ("last", "100001"), ("since", "yesterday"),
            ("reveal", "yes"), ("colour", "red"), ("after", "-1"), ("after", "x"),
        ])
    func refused(name: String, value: String) {
        #expect(throws: ControlError.self) { try EventQuery.read(items: [(name: name, value: value)]) }
    }

    @Test("paths hold nothing of an id that could end them")
    func paths() {
        #expect(Endpoints.pause(.line("montreal-2")).path == "/v1/lines/montreal-2/pause")
        #expect(Endpoints.resume(.line("../x?y")).path == "/v1/lines/%2E%2E%2Fx%3Fy/resume")
    }
}
