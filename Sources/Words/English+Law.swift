import Vocabulary

extension English {
    /// What a country profile is about.
    public func words(_ law: Law) -> String {
        switch law {
        case .quebec: "Canada, as in Québec"
        case .frenchMobile: "a French mobile number"
        case .unitedStates: "the United States"
        case .unitedKingdom: "the United Kingdom"
        case .belgium: "Belgium"
        case .switzerland: "Switzerland"
        }
    }

    /// What the law or a plan says.
    public func clause(_ notice: LawNotice) -> String {
        switch notice {
        case .canadaCommercial:
            "only commercial texts fall under the anti-spam law, and an answer to a text is exempt: never put a "
                + "gift page, an advertisement or a shop into a reply"
        case .quebecPrivacy:
            "a number and a voice are personal information, and so is a keyed hash of a number: what has no "
                + "purpose any more has to be destroyed or anonymised"
        case .frenchNumbering:
            "since 2023 numbers in 06 and 07 are for people who talk to each other; automatic systems have to "
                + "use others, such as 09 37 to 09 39. Whether one answer to a text that came is meant is not known: "
                + "ask the carrier or the Arcep"
        case .frenchPlan:
            "consumer plans are for two people who write to each other, and allow about 150 different "
                + "correspondents a month; a carrier may end the plan for more"
        case .americanPlan:
            "carriers take 15 to 60 texts a minute, 1,000 a day, 200 different recipients and about one text out "
                + "for each one in for the use of a person; more may be blocked"
        case .britishSIMFarm:
            "a bill makes it an offence to have a device that can use five SIMs or more without a good reason; "
                + "whether it is in force was not found out"
        case .belgianPrepaid:
            "whoever uses a prepaid card has to be identified with the operator; a card of nobody is switched off, "
                + "and the line with it"
        case .belgianPrivacy:
            "what names a person, a number too, may be kept no longer than its purpose needs: look whether "
                + "`keep_text` and `keep_numbers` are right for you"
        case .swissAdvertising:
            "mass advertising by text needs the consent of who gets it, and what somebody asked for is none: never "
                + "put a gift page, an advertisement or a shop into a reply"
        }
    }
}
