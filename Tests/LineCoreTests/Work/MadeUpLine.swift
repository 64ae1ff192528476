import LinePolicy
import SeededRandom
import Vocabulary

@testable import LineCore

/// A simulated modem, SIM, network, store and operator, and the work of a line among them.
///
/// Every effect is performed as specified; forbidden effects are collected in ``wrongs``.
struct MadeUpLine {
    static let own = "89302720000000000001"

    var lane = WorkLane()
    var now = Uptime(milliseconds: 1_000_000)

    // MARK: The conditions

    /// Slots by memory.
    var memories: [String: [Int: SlotContent]] = ["SM": [:], "ME": [:]]
    var iccid: String? = own
    var isHome = true
    var hasCall = false
    var isPaused = false
    var releasesPort = false
    var ending: LineEnding?
    var generation: UInt64 = 0
    var interval = Span.seconds(6)
    /// The numbers of parts of the next replies.
    var parts = 1
    /// Commits fail.
    var diskIsFull = false
    /// The memories that the modem refuses.
    var refused: Set<String> = []
    /// The number of next read or delete commands without an answer.
    var unanswered = 0
    /// The outcome of `AT+CMGS`; nil = accepted.
    var submitFault: SubmitOutcome?
    /// The modem confirms deletions without deleting.
    var deletesNothing = false

    /// How the balance is queried.
    var question: BalanceQuestion?
    /// The network's answer, its delay, and whether it comes before the modem's OK; nil = none.
    var menu: (text: NetworkText, after: Span)?
    /// The modem refuses `AT+CUSD`.
    var refusesMenu = false

    // MARK: The results

    /// The recorded messages, by slot and octets.
    var recorded: [StoredMessage] = []
    /// Recorded messages that are still in their slot as far as the store knows.
    private var inPlace: Set<StoredMessage> = []
    var handedOver: [String] = []
    /// Waiting replies that may be sent.
    var planned: [Int64] = []
    /// The reply committed as `sending`, and its parts committed as attempted.
    var sending: (id: Int64, attempted: Int, of: Int)?
    var outcomes: [Int64: ReplySettlement.Outcome] = [:]
    /// The parts that were sent.
    var onAir: [Int64: [Int]] = [:]
    var reports: [LineReport] = []
    var acknowledged = 0
    var radioRestarts = 0
    var setUps = 0
    /// When the balance query was committed and written, and its outcome.
    var asked: (committed: [Uptime], written: [Uptime]) = ([], [])
    var balances: [BalanceOutcome] = []
    /// The number of ended dialogues.
    var endedMenus = 0
    private var menuDue: (at: Uptime, text: NetworkText)?
    var wrongs: [String] = []
    private var nextReply: Int64 = 1

    init(home: Bool = true) {
        isHome = home
    }

    /// The facts for the lane.
    var world: WorkWorld {
        var rules = LineRules(countries: [.canada])
        rules.minSendInterval = interval
        return WorkWorld(
            ending: ending, isPaused: isPaused, releasesPort: releasesPort, hasCall: hasCall, isCallAnswered: false,
            permission: Permission(generation: generation), rules: rules, balance: question)
    }

    private var registrations: Registrations { Registrations([.circuitSwitched: isHome ? 1 : 2]) }

    private var setUp: ModemSetUp {
        ModemSetUp(
            memories: ["SM", "ME"], isAnnounced: true, announcementsElsewhere: nil, registrations: registrations)
    }

    /// Sets the modem up.
    mutating func begin() {
        lane.begin(
            ModemFacts(
                line: "montreal", iccid: iccid, imei: "860461024123456", setUp: setUp, pace: .zero,
                heartbeatFailed: false, clockBehind: nil),
            at: now)
    }

    /// A text arrives: it is stored, and announced unless the announcement is lost.
    mutating func receive(_ octet: UInt8, isAnnounced: Bool = true) {
        let index = (1...255).first { memories["SM"]?[$0] == nil } ?? 255
        memories["SM"]?[index] = SlotContent(memory: "SM", index: index, isOutgoing: false, octets: [octet])
        if isAnnounced { lane.heard(.stored(memory: "SM", index: index), at: now) }
    }

    /// The store has planned a reply that no text of this session caused.
    mutating func plan() {
        planned.append(nextReply)
        nextReply += 1
        lane.asked(.conditionsChanged, at: now)
    }

    // MARK: Time

    /// Performs the next effect; false when there is none now.
    ///
    /// `meanwhile` runs between its beginning and its end.
    @discardableResult
    mutating func step(_ meanwhile: (inout MadeUpLine, WorkEffect) -> Void = { _, _ in }) -> Bool {
        if let due = menuDue, due.at <= now {
            menuDue = nil
            lane.heard(.networkText(due.text), at: now)
        }
        guard let effect = lane.next(in: world, at: now) else { return false }
        if lane.next(in: world, at: now) != nil { wrongs.append("two effects at once, with \(effect)") }
        check(effect)
        meanwhile(&self, effect)
        now = now + .milliseconds(5)
        let result = perform(effect)
        lane.done(result, at: now)
        return true
    }

    /// Works until `span` has passed, or the port is released.
    mutating func run(for span: Span, _ meanwhile: (inout MadeUpLine, WorkEffect) -> Void = { _, _ in }) {
        let until = now + span
        var steps = 0
        while now < until, lane.end == nil {
            steps += 1
            guard steps < 20_000 else { return wrongs.append("it never rests") }
            if step(meanwhile) { continue }
            guard let due = [lane.due, menuDue?.at].compactMap({ $0 }).min() else { return now = until }
            if lane.due.map({ $0 <= now }) == true { wrongs.append("due, and nothing to do") }
            now = min(max(due, now + .milliseconds(1)), until)
        }
    }

    /// The port is closed: an unfinished reply goes back.
    mutating func close() {
        for effect in lane.releaseEffects() { _ = perform(effect) }
    }

    private mutating func check(_ effect: WorkEffect) {
        switch effect {
        case .submit(let part, let reply):
            if hasCall { wrongs.append("a send while a call rings") }
            if isPaused { wrongs.append("a send in a pause") }
            if releasesPort || ending == .afterPart { wrongs.append("a send after the end was asked for") }
            if ending != nil, part == 0 { wrongs.append("a reply is begun by a line that ends") }
            if !isHome { wrongs.append("a send without a network") }
            if !lane.sim.mayWork { wrongs.append("a send for a SIM that may be another one") }
            if sending?.id != reply || sending?.attempted != part + 1 { wrongs.append("a part that is not committed") }
            if onAir[reply, default: []].contains(part) { wrongs.append("a part twice") }
        case .delete(let memory, let indices):
            for index in indices {
                guard let content = memories[memory]?[index] else { continue }
                if !recorded.contains(where: { $0.content == content }) {
                    wrongs.append("deleted before it is recorded")
                }
            }
        case .askNetwork:
            if hasCall { wrongs.append("a question while a call rings") }
            if isPaused || releasesPort || ending != nil { wrongs.append("a question of a line that does not work") }
            if !isHome { wrongs.append("a question without a network") }
            if sending != nil { wrongs.append("a question while a reply is sent") }
            if !lane.sim.mayWork { wrongs.append("a question to a SIM that may be another one") }
            if asked.committed.count <= asked.written.count { wrongs.append("a question that is not committed") }
            asked.written.append(now)
        case .record, .read, .list:
            if !lane.sim.mayWork { wrongs.append("\(effect) of a SIM that may be another one") }
        default: break
        }
    }

    // MARK: Effects

    private mutating func started() -> StartedReply? {
        guard sending == nil, let id = planned.first else { return nil }
        planned.removeFirst()
        sending = (id, 1, parts)
        return .ready(
            OutgoingReply(
                id: id, to: "+15145550123", text: "", part: 0, parts: parts, attempt: 0,
                permission: Permission(generation: generation)),
            parts: parts)
    }

    private mutating func perform(_ effect: WorkEffect) -> WorkResult {
        if lane.end == .modem(.lost) {
            switch effect {
            case .submit: return .submitted(.unknown(fault: .portLost()))
            case .record, .confirmWritable, .writeNotes, .askPace, .beginReply, .askPermission, .commitPart, .settle,
                .show, .picture, .worked, .beginBalance, .noteBalance:
                break
            default: return .failed(.lost)
            }
        }
        switch effect {
        case .askOwner: return .owner(nil)
        case .askICCID: return .iccid(iccid)
        case .askSIM: return .sim(iccid.map { .present(iccid: $0) } ?? .away(.simMissing))
        case .askSettings: return .settings(areGone: false)
        case .setUpAgain:
            setUps += 1
            return .setUp(setUp)
        case .list(let memory), .read(let memory, _), .delete(let memory, _):
            if refused.contains(memory) { return .failed(.refused(command: "AT", answer: "+CMS ERROR: 500")) }
            if unanswered > 0 {
                unanswered -= 1
                return .failed(.silent(command: "AT"))
            }
            return performReading(effect)
        case .acknowledge: acknowledged += 1
        case .record(let batch): return record(batch)
        case .confirmWritable: return diskIsFull ? .storeFailed(.diskFull(answer: "x")) : .done
        case .writeNotes: return diskIsFull ? .storeFailed(.diskFull(answer: "x")) : .notes(areWritten: true)
        case .askPace: return .pace(.zero)
        case .beginReply:
            if diskIsFull { return .storeFailed(.diskFull(answer: "x")) }
            if isPaused { return .begun(.none) }
            return .begun(started().map { .reply($0) } ?? .none)
        case .askPermission(let reply):
            if isPaused { return .permission(nil) }
            return .permission(sending?.id == reply ? Permission(generation: generation) : nil)
        case .commitPart(let part, let reply):
            if diskIsFull { return .storeFailed(.diskFull(answer: "x")) }
            if isPaused { return .part(.held) }
            guard sending?.id == reply else { return .part(.over) }
            sending?.attempted = part + 1
            return .part(.send(Permission(generation: generation)))
        case .submit(let part, let reply):
            if let submitFault { return .submitted(submitFault) }
            onAir[reply, default: []].append(part)
            return .submitted(.accepted(reference: part))
        case .settle(let settlement): settle(settlement)
        case .beginBalance, .askNetwork, .endNetworkDialogue, .noteBalance: return performBalance(effect)
        case .askRegistrations: return .registrations(registrations)
        case .askRadio: return .radio(level: 1)
        case .restartRadio: radioRestarts += 1
        case .readStatus(let health):
            return .status(
                ModemStatus(
                    isAnnounced: true, announcementsElsewhere: nil,
                    fill: MemoryFill(used: memories["SM"]?.count ?? 0, size: 255),
                    health: health ? ModemStatus.Health(ims: .unknown, lacksServiceCentre: false) : nil,
                    network: "Rogers",
                    registrations: registrations, signal: -71, modemManagerMayTakeIt: false))
        case .show(let report): reports.append(report)
        case .cycleSIMPower, .resynchronise, .endStrayCall, .deleteSingly, .switchRadioOn, .picture, .worked: break
        }
        return .done
    }

    private mutating func performBalance(_ effect: WorkEffect) -> WorkResult {
        switch effect {
        case .beginBalance:
            if diskIsFull { return .storeFailed(.diskFull(answer: "x")) }
            if let last = asked.committed.last, now < last + .hours(24) {
                return .balance(BalanceTurn(.notBefore(last + .hours(24) - now), standing: .fine))
            }
            asked.committed.append(now)
            return .balance(BalanceTurn(.ask(usesOtherForm: false), standing: .fine))
        case .askNetwork:
            if refusesMenu { return .networkTook(false) }
            menuDue = menu.map { (now + $0.after, $0.text) }
            return .networkTook(true)
        case .endNetworkDialogue: endedMenus += 1
        case .noteBalance(let outcome):
            if diskIsFull { return .storeFailed(.diskFull(answer: "x")) }
            balances.append(outcome)
            if outcome == .notAsked { asked.committed.removeLast() }
            return .balance(
                BalanceTurn(.notBefore(outcome == .notAsked ? .zero : .hours(24)), standing: .fine))
        default: break
        }
        return .done
    }

    private mutating func performReading(_ effect: WorkEffect) -> WorkResult {
        switch effect {
        case .list(let memory): return .listed((memories[memory] ?? [:]).sorted { $0.key < $1.key }.map(\.value))
        case .read(let memory, let index): return .read(memories[memory]?[index])
        case .delete(let memory, let indices):
            if !deletesNothing { for index in indices { memories[memory]?[index] = nil } }
            return .done
        default: return .done
        }
    }

    private mutating func record(_ batch: Batch) -> WorkResult {
        if !lane.mayRecord { return .notRecorded }
        if diskIsFull { return .storeFailed(.diskFull(answer: "x")) }
        switch batch.content {
        case .stored(let messages):
            inPlace = inPlace.filter { !batch.confirmed.contains($0.slot) }
            // Each text causes a reply; a text that is read again is known.
            for message in messages where inPlace.insert(message).inserted {
                recorded.append(message)
                planned.append(nextReply)
                nextReply += 1
            }
            return .recorded(
                Recorded(taken: Array(messages.indices), started: batch.mayStart && !isPaused ? started() : nil))
        case .direct(let delivery):
            handedOver.append(delivery.hex)
            return .recorded(Recorded(taken: [0], started: nil))
        }
    }

    private mutating func settle(_ settlement: ReplySettlement) {
        guard let open = sending, open.id == settlement.reply else {
            return wrongs.append("the end of a reply that is not being sent: \(settlement)")
        }
        switch settlement.outcome {
        case .notWritten where open.attempted > 1: sending?.attempted -= 1
        case .notWritten:
            sending = nil
            planned.insert(open.id, at: 0)
        case .sent, .failed, .retry, .unknown:
            if outcomes[open.id] != nil { wrongs.append("two ends of one reply") }
            outcomes[open.id] = settlement.outcome
            sending = nil
        }
    }
}
