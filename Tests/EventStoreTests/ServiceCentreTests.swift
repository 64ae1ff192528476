import LinePolicy
import Testing

@testable import EventStore

struct ServiceCentreTests {
    @Test("the correction of a service centre's times survives a restart")
    func takenOut() async throws {
        let folder = try TestFolder()
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            #expect(try await store.serviceCentreOffsets().isEmpty)
            try await store.save(offset: 40, ofServiceCentre: "15141234567", now: noon)
            try await store.save(offset: 8, ofServiceCentre: "33123456789", now: noon)
            try await store.save(offset: 44, ofServiceCentre: "15141234567", now: noon)
            try store.close()
        }
        let store = try EventStore.open(folder: folder.path, mode: .service)
        #expect(try await store.serviceCentreOffsets() == ["15141234567": 44, "33123456789": 8])
        try await store.save(offset: 0, ofServiceCentre: "33123456789", now: noon)
        #expect(try await store.serviceCentreOffsets() == ["15141234567": 44])
    }
}
