// Faults as words, for scripts: the name in snake case, then what it needs, separated by colons.
extension SimulatedFault {
    /// Every form, for help texts.
    public static let forms = [
        "every_byte_alone", "random_pieces:UP_TO", "indication_between_lines:LINE", "indication_in_every_gap:LINE",
        "echo_stuck_on", "garbage:OCTETS", "stale_answer:SECONDS:LINE[:LINE...]", "freeze", "no_answer:COMMAND",
        "no_final_result:COMMAND", "late_answer:COMMAND:SECONDS", "command_fails:COMMAND:ERROR", "reset_on:COMMAND",
        "command_ignored:COMMAND",
        "locked_sim_refuses:ERROR", "messages_start_up:SECONDS:ERROR", "memories_named:COUNT",
        "receives_only_into:MEMORY", "announcements_offered:MODES:MT:BM:DS:BFR",
        "no_prompt", "prompt:bare|newline_only|single", "refused_before_body:ERROR", "refused_after_body:ERROR",
        "error_though_sent:ERROR", "hang_after_body", "vanish_in_command:COMMAND:OCTETS", "vanish_at_prompt",
        "vanish_in_body:OCTETS", "vanish_after_body:sent|unsent", "deletion_ignored", "deletion_fails_though_done",
        "only_first_deletion", "listing_fails:MEMORY:ERROR", "empty_listing_fails:ERROR", "pdu_cut:DIGITS",
        "pdu_split:DIGITS", "header_length_off:OCTETS", "header_only_length", "header_lost", "pdu_lost",
        "zone_sign_inverted", "announcement_lost", "announcement_without_index",
        "menu_text_lost", "menu_text:ucs2|ucs2_unnamed|octets|packed", "menu_before_ok", "menu_end_first",
        "hang_up_ignored", "answer_refused:no_carrier|error|caller_gone", "carrier_lost_at_answer",
        "call_end_unannounced", "rings_though_gone", "silent_uplink", "audio_refused[:SECONDS]", "audio_port_missing",
        "audio_port_vanishes:OCTETS", "audio_stalls:OCTETS", "audio_busy:OCTETS:SECONDS", "audio_overflows",
        "key_indication_lost",
    ]

    private static let plain: [String: SimulatedFault] = [
        "every_byte_alone": .everyByteAlone, "echo_stuck_on": .echoStuckOn, "freeze": .freeze, "no_prompt": .noPrompt,
        "hang_after_body": .hangAfterBody, "vanish_at_prompt": .vanishAtPrompt, "deletion_ignored": .deletionIgnored,
        "deletion_fails_though_done": .deletionFailsThoughDone, "announcement_lost": .announcementLost,
        "announcement_without_index": .announcementWithoutIndex, "hang_up_ignored": .hangUpIgnored,
        "only_first_deletion": .onlyFirstDeletion, "header_only_length": .headerOnlyLength,
        "header_lost": .headerLost, "pdu_lost": .pduLost, "zone_sign_inverted": .zoneSignInverted,
        "carrier_lost_at_answer": .carrierLostAtAnswer, "call_end_unannounced": .callEndUnannounced,
        "rings_though_gone": .ringsThoughGone, "silent_uplink": .silentUplink,
        "audio_refused": .audioRefused(for: nil), "audio_port_missing": .audioPortMissing,
        "menu_text_lost": .menuTextLost, "menu_before_ok": .menuBeforeOK, "menu_end_first": .menuEndFirst,
        "audio_overflows": .audioOverflows, "key_indication_lost": .keyIndicationLost,
    ]

    private static let prompts: [String: PromptForm] = ["bare": .bare, "newline_only": .newlineOnly, "single": .single]

    /// Reads one of ``forms``; ERROR is `error`, `unsupported`, `cms N` or `cme N`.
    ///
    /// Nil for anything else.
    public init?(_ text: String) {
        if let fault = Self.plain[text] {
            self = fault
            return
        }
        var words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let name = words.removeFirst()
        // A line may hold colons itself.
        let rest = words.joined(separator: ":")
        guard let fault = Self.withLine(name, rest) ?? Self.withWords(name, words) else { return nil }
        self = fault
    }

    private static func withLine(_ name: String, _ line: String) -> SimulatedFault? {
        guard !line.isEmpty else { return nil }
        switch name {
        case "indication_between_lines": return .indicationBetweenLines(line)
        case "indication_in_every_gap": return .indicationInEveryGap(line)
        default: return nil
        }
    }

    private static func withWords(_ name: String, _ words: [String]) -> SimulatedFault? {
        guard let first = words.first else { return nil }
        let second = words.count > 1 ? words[1] : nil
        switch name {
        case "random_pieces": return Int(first).map { .randomPieces(upTo: $0) }
        case "garbage": return Int(first).map { .garbage(octets: $0) }
        case "stale_answer": return seconds(first).map { .staleAnswer(Array(words.dropFirst()), after: $0) }
        case "no_answer": return .noAnswer(to: first)
        case "no_final_result": return .noFinalResult(to: first)
        case "late_answer": return second.flatMap(seconds).map { .lateAnswer(to: first, by: $0) }
        case "command_fails": return second.flatMap(error).map { .commandFails(first, $0) }
        case "command_ignored": return .commandIgnored(first)
        case "reset_on": return .reset(on: first)
        case "locked_sim_refuses": return error(first).map { .lockedSIMRefuses($0) }
        case "messages_start_up":
            guard let time = seconds(first), let error = second.flatMap(error) else { return nil }
            return .messagesStartUp(for: time, error)
        case "memories_named": return Int(first).map { .memoriesNamed($0) }
        case "receives_only_into": return .receivesOnlyInto(first)
        case "announcements_offered":
            let values = words.map { $0.split(separator: ",").compactMap { Int($0) } }
            return values.allSatisfy { !$0.isEmpty } && words.count <= 5 ? .announcementsOffered(values) : nil
        case "listing_fails": return second.flatMap(error).map { .listingFails(memory: first, $0) }
        case "empty_listing_fails": return error(first).map { .emptyListingFails($0) }
        case "pdu_cut": return octets(first).map { .pduCut(digits: $0) }
        case "pdu_split": return octets(first).map { .pduSplit(after: $0) }
        case "header_length_off": return Int(first).map { .headerLengthOff(by: $0) }
        case "prompt": return prompts[first].map { .prompt($0) }
        case "refused_before_body": return error(first).map { .refusedBeforeBody($0) }
        case "refused_after_body": return error(first).map { .refusedAfterBody($0) }
        case "error_though_sent": return error(first).map { .errorThoughSent($0) }
        case "vanish_in_command": return second.flatMap { Int($0) }.map { .vanishInCommand(first, after: $0) }
        case "vanish_in_body": return Int(first).map { .vanishInBody(after: $0) }
        case "menu_text": return MenuTextForm(rawValue: first).map { .menuText($0) }
        case "answer_refused": return AnswerRefusal(rawValue: first).map { .answerRefused($0) }
        case "audio_refused": return seconds(first).map { .audioRefused(for: $0) }
        case "audio_port_vanishes": return octets(first).map { .audioPortVanishes(after: $0) }
        case "audio_stalls": return octets(first).map { .audioStalls(after: $0) }
        case "audio_busy":
            guard let place = octets(first), let length = second.flatMap(seconds) else { return nil }
            return .audioBusy(after: place, for: length)
        case "vanish_after_body":
            return first == "sent" || first == "unsent" ? .vanishAfterBody(sent: first == "sent") : nil
        default: return nil
        }
    }

    private static func error(_ text: String) -> SendError? {
        let words = text.lowercased().split(separator: " ")
        if words == ["error"] { return .error }
        if words == ["unsupported"] { return .unsupported }
        guard words.count == 2, let code = Int(words[1]) else { return nil }
        return words[0] == "cms" ? .cms(code) : words[0] == "cme" ? .cme(code) : nil
    }

    private static func octets(_ text: String) -> Int? { Int(text).flatMap { $0 >= 0 ? $0 : nil } }

    private static func seconds(_ text: String) -> Duration? {
        guard let value = Double(text), (0...86_400).contains(value) else { return nil }
        return .seconds(value)
    }
}
