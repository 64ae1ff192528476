import Testing
import Vocabulary

@testable import LineCore

/// The next listing shows whether a deletion worked.
struct DeletionWatchTests {
    private func content(_ index: Int?, _ octet: UInt8, memory: String = "SM") -> SlotContent {
        SlotContent(memory: memory, index: index, isOutgoing: false, octets: [octet])
    }

    private func slot(_ index: Int) -> Slot { Slot(store: "sim", memory: "SM", index: index) }

    @Test("a deletion shown by the listing is reported to the store, once")
    func goneListing() {
        var watch = DeletionWatch()
        watch.deleted(content(1, 7), in: slot(1), inBatch: false)
        let looks = [
            watch.look(at: [content(4, 7, memory: "ME")], of: "ME"), watch.look(at: [], of: "SM"),
            watch.look(at: [], of: "SM"),
        ]
        #expect(looks.map(\.gone) == [[], [slot(1)], []])
    }

    @Test("a new text in the slot is recorded, and proves that the old one was deleted")
    func newText() {
        var watch = DeletionWatch()
        watch.deleted(content(1, 7), in: slot(1), inBatch: false)
        let finding = watch.look(at: [content(1, 8), content(2, 7)], of: "SM")
        #expect(finding.gone == [slot(1)])
        #expect(finding.fresh == [content(1, 8), content(2, 7)], "equal octets in another place are another text")
        #expect(finding.again.isEmpty)
        watch.deleted(content(1, 8), in: slot(1), inBatch: false)
        let reads = [watch.read(content(1, 9)), watch.read(content(1, 9))]
        #expect(reads == [slot(1), nil])
    }

    @Test("the same text announced again in its slot proves nothing")
    func sameText() {
        var watch = DeletionWatch()
        watch.deleted(content(1, 7), in: slot(1), inBatch: false)
        let gone = watch.read(content(1, 7))
        #expect(gone == nil)
        watch.deleted(content(1, 7), in: slot(1), inBatch: false)
        #expect(watch.stuckCount == 0)
    }

    @Test("a modem that deletes nothing is tried twice, then seldom, and further texts are still read")
    func modemDeletes() {
        var watch = DeletionWatch()
        watch.deleted(content(1, 7), in: slot(1), inBatch: false)
        var tries = 0
        for _ in 0..<30 {
            let finding = watch.look(at: [content(1, 7)], of: "SM")
            #expect(finding.fresh.isEmpty && finding.gone.isEmpty)
            for index in finding.again {
                tries += 1
                watch.deletedAgain(memory: "SM", index: index)
            }
        }
        #expect(tries == 4)
        #expect(watch.stuckCount == 1)
        #expect(watch.stuckCount == 1)
        // Somebody deleted it in a phone.
        let last = watch.look(at: [], of: "SM")
        #expect(last.gone == [slot(1)])
        #expect(watch.stuckCount == 0)
    }

    @Test("after only the first of several deletions on one line worked, the others are sent one by one")
    func severalDeletions() {
        var watch = DeletionWatch()
        for index in 1...3 { watch.deleted(content(index, UInt8(index)), in: slot(index), inBatch: true) }
        let finding = watch.look(at: [content(2, 2), content(3, 3)], of: "SM")
        #expect(finding.showsFailedBatch)
        #expect(finding.gone == [slot(1)])
        #expect(finding.again == [2, 3])
        #expect(watch.stuckCount == 0)
        for index in finding.again { watch.deletedAgain(memory: "SM", index: index) }
        let next = watch.look(at: [], of: "SM")
        #expect(Set(next.gone) == [slot(2), slot(3)])
        #expect(!next.showsFailedBatch)
    }

    @Test("a text without a known slot is recorded once")
    func textPlace() {
        var watch = DeletionWatch()
        let first = watch.look(at: [content(nil, 7)], of: "SM")
        #expect(first.fresh.count == 1)
        watch.deleted(content(nil, 7), in: slot(-5), inBatch: false)
        let second = watch.look(at: [content(nil, 7), content(nil, 8)], of: "SM")
        #expect(second.fresh == [content(nil, 8)])
    }
}
