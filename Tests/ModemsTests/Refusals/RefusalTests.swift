import Foundation
import ModemSimulator
import Modems
import SeededRandom
import Testing

/// One refused or unanswered command never keeps a modem from receiving and answering a text.
///
/// Which commands there are is seen on the wire of a bring-up that nothing disturbs.
@Suite(.serialized)
struct RefusalTests {
    @Test("whatever one command is answered, the text is received and answered", .timeLimit(.minutes(60)))
    func everyCommand() async throws {
        let generic = try #require(Family.all.first { $0.simulated == "generic" })
        let common = try await Self.commands(of: generic)
        #expect(common.count > 20)
        var cases = Self.cases(of: common, generic, everyForm: true)
        // What every family is asked does not depend on the family: all of it for all of them is for `make refusals`.
        let isThorough = ProcessInfo.processInfo.environment["JEDISNON_REFUSALS"] == "all"
        for family in Family.all where family.simulated != "generic" {
            let own = try await Self.commands(of: family).filter { isThorough || !common.contains($0) }
            cases += Self.cases(of: own, family, everyForm: isThorough)
        }
        let failures = try await Self.play(cases)
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    @Test("no two refusals keep a text from being received and answered", .timeLimit(.minutes(60)))
    func pairs() async throws {
        let generic = try #require(Family.all.first { $0.simulated == "generic" })
        let isThorough = ProcessInfo.processInfo.environment["JEDISNON_REFUSALS"] == "all"
        var random = SeededGenerator(seed: 11)
        let single = Self.cases(of: try await Self.commands(of: generic), generic, everyForm: true)
            .filter { !$0.isLong && $0.isRefusal }
        let pairs = (0..<(isThorough ? 3_000 : 150)).compactMap { _ -> Case? in
            guard var one = single.randomElement(using: &random), let other = single.randomElement(using: &random)
            else { return nil }
            one.second = (other.fault, other.command)
            return one
        }
        let failures = try await Self.play(pairs)
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    /// What is done to one command, or to two.
    private struct Case: Sendable {
        var family: Family
        var fault: SimulatedFault
        var command: String
        var times: Int?
        var second: (fault: SimulatedFault, command: String)?

        /// It is answered, with an error.
        var isRefusal: Bool {
            if case .commandFails = fault { times == nil } else { false }
        }

        /// The silence of a listing and of a send lasts half a minute: it is tried once, and no longer.
        var isLong: Bool { command.hasPrefix("+CMGL") || command.hasPrefix("+CMGS") }
    }

    private static let forms: [SimulatedFault.SendError] = [
        .error, .cme(3), .cme(4), .cms(302), .cms(500), .unsupported, .cms(303), .cme(100),
    ]

    /// Every form for one family; for the others each command in one form always, in another once, and a third
    /// unanswered.
    private static func cases(of commands: [String], _ family: Family, everyForm: Bool) -> [Case] {
        commands.enumerated().flatMap { cases(of: $1, $0, family, everyForm: everyForm) }
    }

    private static func cases(of command: String, _ position: Int, _ family: Family, everyForm: Bool) -> [Case] {
        let other = forms[(position + 3) % forms.count]
        let once = Case(family: family, fault: .commandFails(command, other), command: command, times: 1)
        let unanswered = Case(
            family: family, fault: .noAnswer(to: command), command: command,
            times: position.isMultiple(of: 2) && !once.isLong ? nil : 1)
        guard everyForm else {
            let form = Case(
                family: family, fault: .commandFails(command, forms[position % forms.count]), command: command,
                times: nil)
            return [form, once] + (position.isMultiple(of: 3) ? [unanswered] : [])
        }
        let refusals = forms.map {
            Case(family: family, fault: .commandFails(command, $0), command: command, times: nil)
        }
        let half = Case(family: family, fault: .noFinalResult(to: command), command: command, times: nil)
        return refusals + [once, unanswered] + (once.isLong ? [] : [half])
    }

    /// The commands of a bring-up, a reading and an answer as they were written, and the names of those with several
    /// forms.
    private static func commands(of family: Family) async throws -> [String] {
        let bench = try await Bench(family.simulated)
        try await Story(bench).play()
        let written = bench.simulated.commands.filter { $0 != "AT" }.map { String($0.dropFirst(2)) }
        await bench.close()
        var commands: [String] = []
        for command in written {
            let parts = command.first?.isLetter == true ? ["E0", "V1", "Q0", "S0"] : [command]
            // By its name a command is refused in every form: asked, tested and set.
            let name = String(command.prefix { $0 != "=" && $0 != "?" })
            for part in parts + (command.first?.isLetter == true ? [] : [name]) where !commands.contains(part) {
                commands.append(part)
            }
        }
        return commands
    }

    private static func play(_ cases: [Case]) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self, returning: [String].self) { group in
            var (failures, left): ([String], ArraySlice<Case>) = ([], cases[...])
            // So many at a time: most of them only wait.
            for one in left.prefix(64) { group.addTask { try await outcome(one) } }
            left = left.dropFirst(64)
            for try await failure in group {
                failures += [failure].compactMap { $0 }
                if let one = left.popFirst() { group.addTask { try await outcome(one) } }
            }
            return failures.sorted()
        }
    }

    /// Nil when all went as it has to, else what did not.
    private static func outcome(_ one: Case) async throws -> String? {
        let family = one.family
        let bench = try await Bench(family.simulated, timing: ModemTiming(waitDivisor: 2))
        bench.simulated.set(fault: one.fault, times: one.times)
        if let second = one.second { bench.simulated.set(fault: second.fault, times: nil) }
        let commands = [one.command] + (one.second.map { [$0.command] } ?? [])
        let expected = Story.Outcome.of(commands, isForEver: one.times == nil)
        let found: String
        do {
            let outcome = try await Story(bench).play()
            found = outcome == expected ? "" : "\(outcome)"
        } catch {
            found = "\(error)"
        }
        let written = bench.simulated.commands
        await bench.close()
        guard !found.isEmpty else { return nil }
        let fault = one.second.map { "\(one.fault) and \($0.fault)" } ?? "\(one.fault)"
        return "\(family.simulated): \(fault) \(one.times.map { "x\($0)" } ?? "always"): \(found); \(written)"
    }
}
