import ControlAPI
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Events as an answer of many lines, read page by page so that the log may have any size.
struct EventAnswer {
    let backend: any ControlBackend

    private static let pageSize = 500

    func respond(to request: Request) async throws -> Response {
        let items = request.uri.queryParameters.map { (name: String($0.key), value: String($0.value)) }
        let (query, follow) = try EventQuery.read(items: items)
        if query.reveal { try await backend.operatorAction(.reveal(query)) }
        // Announcements are subscribed to before the first page, so that no event is missed in between.
        let announcements = follow ? try backend.eventAnnouncements() : nil
        let first = try await page(query, after: query.after)
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                if let announcements {
                    try await self.follow(first, query, announcements, request, &writer)
                } else {
                    _ = try await self.write(first, query, &writer)
                }
                try await writer.finish(nil)
            })
    }

    /// Writes new events until the client disconnects or the service stops.
    private func follow(
        _ first: [EventRow], _ query: EventQuery, _ announcements: AsyncStream<Void>, _ request: Request,
        _ writer: inout any ResponseBodyWriter
    ) async throws {
        do {
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                var last = try await write(first, query, &writer)
                var query = query
                // From here on every event is sent, in order.
                query.last = nil
                for await _ in announcements.cancelOnGracefulShutdown() {
                    last = try await write(page(query, after: last), query, &writer) ?? last
                }
            }
        } catch is CancellationError {
            // The client disconnected: the error has no reader.
        }
    }

    /// Writes a page and those after it; returns the newest `seq` written.
    private func write(
        _ first: [EventRow], _ query: EventQuery, _ writer: inout any ResponseBodyWriter
    ) async throws -> Int64? {
        var rows = first
        var last: Int64?
        while let end = rows.last?.seq {
            var buffer = ByteBuffer()
            for row in rows { buffer.writeString(try JSONText.line(row) + "\n") }
            try await writer.write(buffer)
            last = end
            guard query.last == nil, rows.count == Self.pageSize else { break }
            rows = try await page(query, after: end)
        }
        return last
    }

    private func page(_ query: EventQuery, after seq: Int64?) async throws -> [EventRow] {
        var query = query
        query.after = seq
        if query.last == nil { query.limit = Self.pageSize }
        return try await backend.events(query)
    }
}
