import ControlAPI
import Evidence
import Vocabulary
import Words

/// An exported document as a page for printing; the document itself lies in it as a block of data.
///
/// The same document always gives the same octets: a check makes the page again and compares.
struct EvidencePage {
    let document: Details
    private let source: EvidenceDocument
    let words: EvidenceWords
    let kinds: any Words
    /// The hash of what the document states.
    private let statement: String
    private let language: Language

    init(_ source: EvidenceDocument) {
        self.source = source
        document = source.members
        language = document.text("language").flatMap(Language.init(rawValue:)) ?? .english
        words = EvidenceWords.of(language)
        kinds = language.words
        // A file in which the log says another hash does not hold, whatever its page says.
        statement = document.members("export").members("facts").text("document") ?? "-"
    }

    /// What stands before the block of data, and after it.
    static let dataStart = "<script type=\"application/json\" id=\"evidence\">"
    static let dataEnd = "</script>"

    /// Writes the page, piece by piece.
    func write(to take: ([UInt8]) throws -> Void) throws {
        func put(_ text: String) throws { try take(Array(text.utf8)) }
        try put(
            """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(safe(words.title))</title>
            <style>\(style)</style></head><body>
            \(head)\(summary)<h2>\(safe(words.contacts))</h2>\(table(words.contactColumns))

            """)
        try source.eachContact { contact, _ in try put(row(of: contact)) }
        try put("</tbody></table>\n\(removed)\(gaps)\(system)\(proof)\(next)\(attestation)\n\(Self.dataStart)")
        try source.json { try take(Self.withoutTags($0)) }
        try put(Self.dataEnd + "\n</body></html>\n")
    }

    /// JSON in which nothing ends the block it stands in.
    private static func withoutTags(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(UInt8(ascii: "<")) else { return json }
        var safe: [UInt8] = []
        safe.reserveCapacity(json.count + json.count / 8)
        for octet in json { if octet == UInt8(ascii: "<") { safe += "\\u003c".utf8 } else { safe.append(octet) } }
        return safe
    }

    /// Each sheet bears the title, the hash of what is stated and its number: one that was exchanged is seen.
    private var style: String {
        Self.style.replacing("TITLE", with: words.title).replacing("HASH", with: "SHA-256 " + statement)
            .replacing("PAGE", with: words.page)
    }

    private static let style = """
        @page{size:A4;margin:18mm 14mm 20mm;@top-left{content:"TITLE";font:8pt sans-serif}\
        @bottom-left{content:"HASH";font:6.5pt monospace}\
        @bottom-right{content:"PAGE " counter(page) " / " counter(pages);font:9pt sans-serif;white-space:nowrap}}\
        body{font:10pt/1.35 "DejaVu Sans","Noto Sans","Noto Color Emoji",sans-serif;color:#000;background:#fff}\
        h1{font-size:15pt}h2{font-size:12pt;margin:14pt 0 4pt}h2,h3,dt{break-after:avoid}\
        table{border-collapse:collapse;width:100%}thead{display:table-header-group}tr{break-inside:avoid}\
        th,td{border:.5pt solid #777;padding:2pt 4pt;text-align:left;vertical-align:top;font-size:8.5pt}th{background:#eee}\
        .w{white-space:nowrap}.t{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;font-size:10pt}\
        .s{font:7pt/1.2 "DejaVu Sans Mono",monospace;overflow-wrap:anywhere;color:#333}\
        .b{border:1pt solid #000;padding:6pt;break-inside:avoid}.f td{height:20pt}dt{font-weight:bold}dd{margin:0 0 3pt 12pt}\
        pre{white-space:pre-wrap;overflow-wrap:anywhere;font:8pt/1.3 "DejaVu Sans Mono",monospace}
        """

    // MARK: Parts

    private var head: String {
        let received =
            source.received.isEmpty ? "" : item(words.asReceived, source.received.joined(separator: ", "))
        return "<h1>\(safe(words.title))</h1><dl>"
            + item(words.about, document.text("sender") ?? "") + received
            + item(words.purpose, document.text("purpose") ?? "") + item(words.made, time(document.text("made_at")))
            + "<dt>\(safe(words.madePlace))</dt><dd>________________________________</dd></dl>\n"
    }

    private var summary: String {
        let all = document.members("summary")
        var html = "<h2>\(safe(words.inShort))</h2><dl>"
        html += item(
            words.total,
            "\(all.count("contacts")) ("
                + [(words.texts, "texts"), (words.calls, "calls"), (words.folded, "folded")].map {
                    "\($0)\(words.colon)\(all.count($1))"
                }.joined(separator: ", ") + ")")
        html += item(words.first, time(all.text("first"))) + item(words.last, time(all.text("last")))
        if case .integer(let seconds)? = all["longest_silence_seconds"] { html += item(words.silence, span(seconds)) }
        html += "</dl><h2>\(safe(words.byDay))</h2>" + table([words.day, words.texts, words.calls, words.folded])
        for day in document.rows("days") {
            html += row([
                day.text("day") ?? "", "\(day.count("texts"))", "\(day.count("calls"))", "\(day.count("folded"))",
            ])
        }
        return html + "</tbody></table>\n"
    }

    private func row(of contact: Details) -> String {
        let ahead = contact["clock_ahead"] == .bool(true) ? " (\(words.clockAhead))" : ""
        return "<tr>" + ["\(contact.count("n"))", "\(contact.count("index"))"].map { "<td>\(safe($0))</td>" }.joined()
            + "<td>\(moment(contact.text("at")))\(safe(ahead))</td><td>\(moment(contact.text("network_time")))</td>"
            + [line(contact), kind(contact.text("kind"))].map { "<td>\(safe($0))</td>" }.joined()
            + "<td>\(content(of: contact))</td></tr>\n"
    }

    private func content(of contact: Details) -> String {
        var html = ""
        if contact["what_salt"] == .null { html += "<i>\(safe(words.textRemoved))</i>" }
        if let text = contact.text("text") { html += "<div class=\"t\" dir=\"auto\">\(visible(text))</div>" }
        if case .array(let points)? = contact["code_points"] {
            html += small(words.codePoints, points.compactMap(\.string).joined(separator: " "))
        }
        if let missing = contact.members("details")["parts_missing"] {
            html += "<div>\(safe(words.partsMissing + words.colon + numbers(missing)))</div>"
        }
        if let fault = DecodeFault(json: contact.members("details")["error"]) {
            html += "<div>\(safe(kinds.clause(fault)))</div>"
        }
        var hidden: Set = ["parts_missing", "error"]
        if contact.text("kind") == EventKind.textsFolded.rawValue {
            html += "<div>\(safe(fold(contact.members("details"))))</div>"
            hidden.formUnion(["count", "first", "last"])
        }
        let details = contact.members("details").filter { !hidden.contains($0.key) }
        if !details.isEmpty { html += small("", facts(details)) }
        if let pdu = contact.text("pdu") { html += small(words.pdu, pdu) }
        if let reason = contact.text("reason") {
            html += "<div>\(safe(words.noAnswer + words.colon))\(safe(kinds.clause(Word<Reason>(reason))))</div>"
        }
        let answer = contact.members("answer")
        for event in answer.rows("events") {
            html +=
                "<div>\(safe(words.answer + words.colon))\(safe(kind(event.text("kind")))), \(safe(time(event.text("at"))))"
                + (event["cost"] == .null ? "" : ", \(safe(event.text("cost") ?? ""))") + extra(event.members("facts"))
                + "</div>"
        }
        if let text = answer.text("text") { html += "<div class=\"t\" dir=\"auto\">» \(visible(text))</div>" }
        return html
    }

    private var removed: String {
        let rows = document.rows("removed")
        var html = "<h2>\(safe(words.removed))</h2>"
        if rows.isEmpty { html += "<p>\(safe(words.nothingRemoved))</p>" }
        for row in rows {
            let pattern = row.text("what") == "text" ? words.removedTexts : words.removedContacts
            html += "<p>\(safe(fill(pattern, "\(row.count("from"))", "\(row.count("to"))")))</p>"
        }
        let about = document.members("about")
        html +=
            "<p>\(safe(fill(words.retention, "\(about.count("keep_text_days"))", "\(about.count("keep_numbers_days"))")))</p>"
        if about.count("late_leaves") > 0 {
            html += "<p>\(safe(fill(words.lateLeaves, "\(about.count("late_leaves"))")))</p>"
        }
        return html + "\n"
    }

    private var gaps: String {
        let gaps = document.rows("gaps")
        var html = "<h2>\(safe(words.gaps))</h2>"
        if gaps.isEmpty { return html + "<p>\(safe(words.noGaps))</p>\n" }
        html += table(words.gapColumns)
        for gap in gaps {
            let state = gap.text("state").map { kinds.words(Word<LineState>($0)) } ?? "-"
            html += row([line(gap), gap.text("from").map(time) ?? "?", gap.text("to").map(time) ?? "…", state])
        }
        return html + "</tbody></table>\n"
    }

    private var system: String {
        let about = document.members("about")
        let rows = document.rows("system")
        let clock = about["clock_known"] == .bool(true) ? 0 : about["clock_known"] == .bool(false) ? 1 : 2
        var html =
            "<h2>\(safe(words.system))</h2><dl>" + item(words.version, about.text("version") ?? "-")
            + item(words.programHash, about.text("program_sha256") ?? "-") + "</dl><p>"
            + safe(
                about.text("service_started_at").map { "\(words.serviceStarted) \(time($0))." } ?? words.neverStarted)
            + " \(safe(words.clockKnown[clock])) \(safe(fill(words.timeZone, about.text("time_zone") ?? "-")))</p>"
            + "<p>\(safe(words.systemIntroduction))</p>\(table(words.systemColumns))\n"
        for event in rows {
            html += row([
                "\(event.count("index"))", time(event.text("at")), line(event), kind(event.text("kind")),
                precision(event),
            ])
        }
        html += "</tbody></table>"
        let more = about.count("system_rows") - Int64(rows.count)
        if more > 0 { html += "<p>\(safe(fill(words.systemMore, "\(more)")))</p>" }
        return html + "\n"
    }

    private var proof: String {
        let head = document.members("head")
        var earlier = ""
        if let oldest = document.rows("heads").first {
            let count = "\(document.rows("heads").count)"
            earlier = "<p>\(safe(fill(words.earlierHeads, count)))</p>\(lines(of: oldest))"
        }
        return
            "<h2>\(safe(words.shows))</h2>\(list(words.showsList))<h2>\(safe(words.showsNot))</h2>\(list(words.showsNotList))"
            + "<div class=\"b\"><h2>\(safe(words.verification))</h2>\(list(words.verificationText))\(lines(of: head))"
            + small("Ed25519", (head.text("signature") ?? "") + " / " + (head.text("key") ?? ""))
            + small(words.documentHash, statement) + earlier
            + "<p>\(safe(words.publishedBefore))</p><p>________________________________</p></div>\n"
    }

    private var next: String {
        words.nextSteps.reduce("<h2>\(safe(words.next))</h2>") {
            $0 + "<h3>\(safe($1.place)) (\(safe(words.nextAsOf)) \(safe($1.day)))</h3>\(list($1.steps))"
        } + "\n"
    }

    private var attestation: String {
        "<div class=\"b\"><h2>\(safe(words.attestation))</h2><p>\(safe(words.attestationText))</p><table class=\"f\">"
            + words.attestationFields.map { "<tr><th style=\"width:25%\">\(safe($0))</th><td></td></tr>" }.joined()
            + "</table></div>"
    }
}

extension Details {
    /// A text of this name.
    func text(_ name: String) -> String? { self[name]?.string }
    /// A count of this name; 0 where there is none.
    func count(_ name: String) -> Int64 { if case .integer(let value)? = self[name] { value } else { 0 } }
    /// The members of this name; none where there is none.
    func members(_ name: String) -> Details { if case .object(let value)? = self[name] { value } else { [:] } }
    /// The objects of a list of this name.
    func rows(_ name: String) -> [Details] {
        guard case .array(let values)? = self[name] else { return [] }
        return values.compactMap { if case .object(let value) = $0 { value } else { nil } }
    }
}

extension JSONValue {
    /// The text, where it is one.
    var string: String? { if case .string(let text) = self { text } else { nil } }
}
