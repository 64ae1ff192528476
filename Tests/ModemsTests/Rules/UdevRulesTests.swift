import Foundation
import Modems
import Testing

/// `udev/77-jedisnon.rules` and the profiles name the same products.
struct UdevRulesTests {
    private struct Product: Hashable, CustomStringConvertible {
        let vendor: UInt16
        let product: UInt16
        var description: String { [vendor, product].map { String($0, radix: 16) }.joined(separator: ":") }
    }

    private static let lines: [String] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "udev/77-jedisnon.rules")
        return (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
    }()

    /// The products of each block `# profile NAME: ...`.
    private static func blocks() throws -> [String: Set<Product>] {
        let match = /ATTRS{idVendor}=="([0-9a-f]{4})", ATTRS{idProduct}=="([0-9a-f]{4})", GOTO="jedisnon_modem"/
        var blocks: [String: Set<Product>] = [:]
        var name = ""
        for line in lines {
            if let block = line.wholeMatch(of: /# profile ([a-z0-9]+): .+/) {
                name = String(block.1)
                #expect(blocks.updateValue([], forKey: name) == nil, "two blocks for \(name)")
            } else if line.contains("idVendor") {
                let found = try #require(line.wholeMatch(of: match), "\(line)")
                let vendor = try #require(UInt16(found.1, radix: 16))
                let product = try #require(UInt16(found.2, radix: 16))
                let isNew = blocks[name, default: []].insert(Product(vendor: vendor, product: product)).inserted
                #expect(isNew, "\(line) stands twice")
            }
        }
        return blocks
    }

    @Test("each family has one block with exactly its products, and no block is nobody's")
    func blocksAreTheProfiles() throws {
        let blocks = try Self.blocks()
        for profile in ModemProfile.all {
            let products = Set(
                (profile.usb + profile.usbToProbe).map { Product(vendor: $0.vendor, product: $0.product) })
            #expect(blocks[profile.name] ?? [] == products, "\(profile.name)")
        }
        #expect(Set(blocks.keys).isSubset(of: ModemProfile.all.map(\.name)))
    }

    @Test("a stick that is still a disk is left to usb_modeswitch")
    func disksAreLeftAlone() throws {
        let ours = try Self.blocks().values.reduce(into: Set<Product>()) { $0.formUnion($1) }
        for stick in StorageModeStick.all where !stick.switched.contains(stick.product) {
            #expect(!ours.contains(Product(vendor: stick.vendor, product: stick.product)), "\(stick.name)")
        }
    }

    @Test("what is none of ours jumps over every line that sets something")
    func othersAreLeftAlone() throws {
        let rules = Self.lines.filter { !$0.hasPrefix("#") }
        let gate = try #require(rules.firstIndex(of: "GOTO=\"jedisnon_end\""))
        #expect(rules[gate + 1] == "LABEL=\"jedisnon_modem\"")
        #expect(rules.last == "LABEL=\"jedisnon_end\"")
        for rule in rules[...gate] { #expect(rule.contains("GOTO="), "\(rule)") }
        // A line that sets something says for which kind of device, and none starts a program.
        for rule in rules[(gate + 2)...].dropLast() { #expect(rule.hasPrefix("SUBSYSTEM==\""), "\(rule)") }
        #expect(!rules.contains { $0.contains("RUN") || $0.contains("PROGRAM") })
    }
}
