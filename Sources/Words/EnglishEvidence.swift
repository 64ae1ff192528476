extension EvidenceWords {
    static let english = EvidenceWords(
        title: "Copy of a technological document: the contacts of one sender",
        made: "Made on",
        madePlace: "Place where this copy was made (to be filled in)",
        about: "This file is about the number",
        purpose: "Made for",
        asReceived: "As the network wrote it",
        inShort: "In short",
        total: "Contacts",
        first: "First",
        last: "Last",
        silence: "Longest silence between two",
        byDay: "By day",
        day: "Day",
        texts: "Texts",
        calls: "Calls",
        folded: "Counted, not kept",
        contacts: "Every contact",
        contactColumns: [
            "No.", "Event", "Time of the box", "Time of the network", "Line", "Kind", "Text, and what was answered",
        ],
        codePoints: "Characters",
        pdu: "As received (PDU)",
        textRemoved: "The text was erased before this copy was made.",
        partsMissing: "Parts of this message that never came",
        noAnswer: "Not answered",
        answer: "Answered",
        clockAhead: "the clock of the box was later found to have been ahead",
        removed: "What was removed before this copy was made",
        nothingRemoved: "Nothing.",
        removedTexts: "Contacts %@ to %@: the text, by the rule keep_text or an erasure.",
        removedContacts: "Contacts %@ to %@: everything, by the rule keep_numbers or an erasure.",
        system: "The record of the system",
        gaps: "Times in which a line could receive nothing",
        gapColumns: ["Line", "From", "Until", "State"],
        noGaps: "None is in the record below.",
        systemIntroduction: "What the log has of the box and its lines from the first of these contacts on.",
        systemColumns: ["Event", "Time", "Line", "What happened", "More"],
        systemMore: "Rows not listed here: %@",
        clockKnown: [
            "The clock of the box was known to be right when this copy was made.",
            "The clock of the box was not known to be right when this copy was made.",
            "Whether the clock of the box was right was not looked at.",
        ],
        version: "Version of the program",
        programHash: "SHA-256 of the program",
        serviceStarted: "The service has run since",
        neverStarted: "The service did not run when this copy was made.",
        timeZone: "Times are shown in the zone %@, each with its offset from UTC.",
        retention: "Texts are kept for %@ days, numbers for %@ days, unless somebody keeps them longer or erases them.",
        lateLeaves:
            "The first %@ events of the log were there before it was kept in this way: for them it shows only how they stood then.",
        shows: "What the check of this file shows",
        showsList: [
            "Each row is what the log of the box held when its head was signed: a changed word, number or time is found.",
            "The contacts are numbered for this sender alone: one that was taken out from between others is found.",
            "Whoever holds an earlier head of this log, published before, can see whether the log was rewritten since.",
        ],
        showsNot: "What it does not show",
        showsNotList: [
            "Who held the telephone. A number can be forged: the network certified none of these to us.",
            "Contacts after the last one: they cannot be seen missing.",
            "What was in the log before anybody published a head of it: the operator of a box can write a new log from nothing.",
            "That the clock of the box was right; the time of the network comes from the carrier of the sender's text, and is the "
                + "only time here that others made.",
            "That somebody's own telephone was reached: these contacts came to a line that is given out instead of a person's own "
                + "number. What the sender knew of that does not follow from this file.",
        ],
        verification: "How to check this file",
        verificationText: [
            "jedisnon verify-export FILE --head PUBLISHED-HEAD gives three answers: integrity, completeness, anchoring.",
            "docs/verify_export.py of the program does the same for the JSON form, with Python alone; openssl checks the signature.",
            "The head below was signed when this copy was made. Compare it with heads published elsewhere before.",
        ],
        publishedBefore: "Where a head of this log was published before this copy was made (to be filled in)",
        earlierHeads:
            "Earlier heads that this log continues: %@. The oldest of them, which covers or precedes the first contact:",
        documentHash: "SHA-256 of what this file states",
        next: "What can be done next",
        nextAsOf: "as of",
        nextSteps: [
            NextSteps(
                place: "Québec", day: "2026-11-30",
                steps: [
                    "In danger: 911. Otherwise the police station of the place where you live.",
                    "SOS violence conjugale: 1 800 363-9010, day and night. CAVAC, help for victims: 1 866 532-2822.",
                    "Bring this file whole, with the data file, and keep both unchanged: a selection may be refused.",
                    "Section 264 of the Criminal Code is about conduct that makes somebody fear, 372(3) about repeated "
                        + "communications. Whether these contacts are such a case is for others to say.",
                ]),
            NextSteps(
                place: "Canada", day: "2026-11-30",
                steps: [
                    "In danger: 911. Otherwise the local police; ask for the number of the file and write it down.",
                    "Canada Evidence Act, sections 31.1 to 31.8: a person who knows the system may attest that it worked properly.",
                ]),
            NextSteps(
                place: "France", day: "2026-11-30",
                steps: [
                    "In danger: 17 or 112, by text 114. Violence against women: 3919. Minors and digital violence: 3018.",
                    "A complaint may be made at any police station or gendarmerie, also against persons unknown.",
                    "A commissaire de justice can record what a telephone shows: this file does not replace that.",
                ]),
            NextSteps(
                place: "Elsewhere", day: "2026-11-30",
                steps: ["In danger: the emergency number of the place. Otherwise the police, or a service for victims."]
            ),
        ],
        attestation: "Attestation (to be filled in by hand)",
        attestationText:
            "The system that made this record worked properly during the period of these contacts, or where it did not, "
            + "that did not affect the record.",
        attestationFields: ["Name", "Capacity", "Period", "Place", "Date", "Signature"],
        colon: ": ", page: "Page", days: "d", hours: "h", minutes: "min")
}
