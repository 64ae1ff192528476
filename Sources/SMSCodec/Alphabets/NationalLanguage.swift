/// The tables that a national language identifier names (3GPP TS 23.038 6.2.1.2.4).
enum NationalLanguage {
    /// The table in place of the default alphabet; nil and unknown languages keep the default alphabet.
    static func lockingTable(_ language: UInt8?) -> [UInt16] {
        switch language {
        case 1: TurkishAlphabet.locking
        case 3: PortugueseAlphabet.locking
        case 4: BengaliAlphabet.locking
        case 5: GujaratiAlphabet.locking
        case 6: HindiAlphabet.locking
        case 7: KannadaAlphabet.locking
        case 8: MalayalamAlphabet.locking
        case 9: OriyaAlphabet.locking
        case 10: PunjabiAlphabet.locking
        case 11: TamilAlphabet.locking
        case 12: TeluguAlphabet.locking
        case 13: UrduAlphabet.locking
        default: DefaultAlphabet.basic
        }
    }

    /// The table used after an escape; nil and unknown languages keep the default extension table.
    static func singleTable(_ language: UInt8?) -> [UInt16] {
        switch language {
        case 1: TurkishAlphabet.single
        case 2: SpanishAlphabet.single
        case 3: PortugueseAlphabet.single
        case 4: BengaliAlphabet.single
        case 5: GujaratiAlphabet.single
        case 6: HindiAlphabet.single
        case 7: KannadaAlphabet.single
        case 8: MalayalamAlphabet.single
        case 9: OriyaAlphabet.single
        case 10: PunjabiAlphabet.single
        case 11: TamilAlphabet.single
        case 12: TeluguAlphabet.single
        case 13: UrduAlphabet.single
        default: DefaultAlphabet.extended
        }
    }
}
