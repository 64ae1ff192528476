import ControlAPI
import Evidence
import Vocabulary
import Words

/// An exported document as a page for printing; the document itself lies in it as a block of data.
///
/// The same document always gives the same octets: a check makes the page again and compares.
struct EvidencePage {
    private let document: Details
    private let words: EvidenceWords
    private let kinds: any Words
    private let language: Language

    init(_ document: Details) {
        self.document = document
        language = document.text("language").flatMap(Language.init(rawValue:)) ?? .english
        words = EvidenceWords.of(language)
        kinds = language.words
    }

    /// What stands before the block of data, and after it.
    static let dataStart = "<script type=\"application/json\" id=\"evidence\">"
    static let dataEnd = "</script>"

    var html: String {
        let data = SafeText.escapedJSON(document.canonical).replacing("<", with: "\\u003c")
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(safe(words.title))</title>
            <style>\(Self.style.replacing("PAGE", with: words.page))</style></head><body>
            \(head)\(summary)\(contacts)\(removed)\(system)\(proof)\(next)\(attestation)
            \(Self.dataStart)\(data)\(Self.dataEnd)
            </body></html>

            """
    }

    private static let style = """
        @page{size:A4;margin:18mm 14mm 20mm;@bottom-right{content:"PAGE " counter(page) " / " counter(pages);font:9pt sans-serif}}\
        body{font:10pt/1.35 "DejaVu Sans","Noto Sans","Noto Color Emoji",sans-serif;color:#000;background:#fff}\
        h1{font-size:15pt}h2{font-size:12pt;margin:14pt 0 4pt;break-after:avoid}\
        table{border-collapse:collapse;width:100%}thead{display:table-header-group}tr{break-inside:avoid}\
        th,td{border:.5pt solid #777;padding:2pt 4pt;text-align:left;vertical-align:top;font-size:8.5pt}th{background:#eee}\
        .t{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;font-size:10pt}\
        .s{font:7pt/1.2 "DejaVu Sans Mono",monospace;overflow-wrap:anywhere;color:#333}\
        .b{border:1pt solid #000;padding:6pt;break-inside:avoid}.f td{height:20pt}dt{font-weight:bold}dd{margin:0 0 3pt 12pt}\
        pre{white-space:pre-wrap;overflow-wrap:anywhere;font:8pt/1.3 "DejaVu Sans Mono",monospace}
        """

    // MARK: Parts

    private var head: String {
        let forms = Set((document.rows("contacts")).compactMap { $0.text("as_received") }).sorted()
        let received = forms.isEmpty ? "" : item(words.asReceived, forms.joined(separator: ", "))
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
            "\(all.count("contacts")) (\(words.texts): \(all.count("texts")), \(words.calls): \(all.count("calls")), "
                + "\(words.folded): \(all.count("folded")))")
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

    private var contacts: String {
        var html = "<h2>\(safe(words.contacts))</h2>\(table(words.contactColumns))\n"
        for contact in document.rows("contacts") {
            let ahead = contact["clock_ahead"] == .bool(true) ? " (\(words.clockAhead))" : ""
            let plain = [
                "\(contact.count("n"))", "\(contact.count("index"))", time(contact.text("at")) + ahead,
                contact.text("network_time").map(time) ?? "-", line(contact), kind(contact.text("kind")),
            ]
            html += "<tr>" + plain.map { "<td>\(safe($0))</td>" }.joined() + "<td>\(content(of: contact))</td></tr>\n"
        }
        return html + "</tbody></table>\n"
    }

    private func content(of contact: Details) -> String {
        var html = ""
        if contact["what_salt"] == .null { html += "<i>\(safe(words.textRemoved))</i>" }
        if let text = contact.text("text") { html += "<div class=\"t\" dir=\"auto\">\(visible(text))</div>" }
        if case .array(let points)? = contact["code_points"] {
            html += small(words.codePoints, points.compactMap(\.string).joined(separator: " "))
        }
        if contact.members("details")["parts_missing"] != nil { html += "<div>\(safe(words.partsMissing))</div>" }
        let details = contact.members("details").filter { !["parts_missing", "error"].contains($0.key) }
        if !details.isEmpty { html += small("", facts(details)) }
        if let pdu = contact.text("pdu") { html += small(words.pdu, pdu) }
        if let reason = contact.text("reason") {
            html += "<div>\(safe(words.noAnswer)): \(safe(kinds.clause(Word<Reason>(reason))))</div>"
        }
        let answer = contact.members("answer")
        for event in answer.rows("events") {
            html +=
                "<div>\(safe(words.answer)): \(safe(kind(event.text("kind")))), \(safe(time(event.text("at"))))"
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
            html +=
                "<p>"
                + safe(
                    fill(
                        words.removedLine, "\(row.count("from"))", "\(row.count("to"))", row.text("what") ?? "",
                        row.text("rule") ?? "")) + "</p>"
        }
        let about = document.members("about")
        html +=
            "<p>\(safe(fill(words.retention, "\(about.count("keep_text_days"))", "\(about.count("keep_numbers_days"))")))</p>"
        if about.count("late_leaves") > 0 {
            html += "<p>\(safe(fill(words.lateLeaves, "\(about.count("late_leaves"))")))</p>"
        }
        return html + "\n"
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
                facts(event.members("facts").filter { !["document", "root"].contains($0.key) }),
            ])
        }
        html += "</tbody></table>"
        let more = about.count("system_rows") - Int64(rows.count)
        if more > 0 { html += "<p>\(safe(fill(words.systemMore, "\(more)")))</p>" }
        return html + "\n"
    }

    private var proof: String {
        let head = document.members("head")
        let note = "\(head.text("origin") ?? "")\n\(head.count("size"))\n\(head.text("root") ?? "")"
        return
            "<h2>\(safe(words.shows))</h2>\(list(words.showsList))<h2>\(safe(words.showsNot))</h2>\(list(words.showsNotList))"
            + "<div class=\"b\"><h2>\(safe(words.verification))</h2>\(list(words.verificationText))<pre>\(safe(note))</pre>"
            + small("Ed25519", (head.text("signature") ?? "") + " / " + (head.text("key") ?? ""))
            + small(words.documentHash, ExportDocument.hash(of: document).hex) + "</div>\n"
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

    // MARK: Pieces

    private func line(_ values: Details) -> String {
        guard let id = values.text("line") else { return "-" }
        return document.members("about").members("regions").text(id).map { "\(id) (\($0))" } ?? id
    }

    private func kind(_ text: String?) -> String {
        text.flatMap(EventKind.init(rawValue:)).map(kinds.words) ?? text ?? "-"
    }

    private func time(_ text: String?) -> String {
        (text ?? "-").replacing("T", with: " ")
    }

    private func span(_ seconds: Int64) -> String {
        "\(seconds / 86_400) \(words.days) \(seconds / 3600 % 24) \(words.hours) \(seconds / 60 % 60) \(words.minutes)"
    }

    private func extra(_ values: Details) -> String {
        let text = facts(values.filter { !["call", "parts"].contains($0.key) })
        return text.isEmpty ? "" : " (\(safe(text)))"
    }

    private func facts(_ values: Details) -> String {
        values.sorted { $0.key < $1.key }.compactMap { name, value in
            switch value {
            case .string(let text): "\(name): \(text)"
            case .integer(let number): "\(name): \(number)"
            case .bool(let flag): flag ? name : nil
            case .null, .array, .object: nil
            }
        }.joined(separator: ", ")
    }

    private func fill(_ pattern: String, _ values: String...) -> String {
        let pieces = pattern.split(separator: "%@", omittingEmptySubsequences: false)
        return zip(pieces, values + [""]).map { $0 + $1 }.joined()
    }

    private func item(_ name: String, _ value: String) -> String { "<dt>\(safe(name))</dt><dd>\(safe(value))</dd>" }

    private func small(_ name: String, _ value: String) -> String {
        "<div class=\"s\">\(safe(name.isEmpty ? "" : name + ": "))\(safe(value))</div>"
    }

    private func list(_ items: [String]) -> String { "<ul>" + items.map { "<li>\(safe($0))</li>" }.joined() + "</ul>" }

    private func table(_ names: [String]) -> String {
        "<table><thead><tr>" + names.map { "<th>\(safe($0))</th>" }.joined() + "</tr></thead><tbody>"
    }

    private func row(_ cells: [String]) -> String { "<tr>" + cells.map { "<td>\(safe($0))</td>" }.joined() + "</tr>\n" }

    private func safe(_ text: String) -> String { Self.escapedHTML(SafeText.escaped(text)) }

    /// A text as it was written, line by line; what cannot be seen is written as an escape.
    private func visible(_ text: String) -> String {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var shown = ""
            for scalar in String(line).unicodeScalars {
                if Self.hasNoWidth(scalar) {
                    shown += "\\u" + scalar.value.hexadecimal(4)
                } else {
                    shown.unicodeScalars.append(scalar)
                }
            }
            return safe(shown)
        }.joined(separator: "\n")
    }

    /// Not printed and not escaped elsewhere; what joins emoji stays.
    private static func hasNoWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200C, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    private static func escapedHTML(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
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
