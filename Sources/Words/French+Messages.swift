import Vocabulary

/// What became of messages, in French.
extension French {
    /// Why a reply was not sent, or why nobody knows; what the modem said stands as it said it.
    public func clause(_ fault: ReplyFault) -> String {
        switch fault {
        case .answered(let answer, let part): of(part) + answer
        case .noPrompt(let part): of(part) + "le modem n'a pas demandé le texte"
        case .noAnswer(let part): of(part) + "pas de réponse du modem"
        case .portLost(let part): of(part) + "le port a été perdu"
        case .noSuchPart(let part): "il n'y a pas de partie \(part)"
        case .notEncoded(let fault, let field): "la réponse ne peut pas être codée : \(field) : \(clause(fault))"
        case .restNotSent: "le reste de ses parties n'est pas parti"
        case .restHeld: "le reste de ses parties a été retenu trop longtemps et n'est pas parti"
        case .modemLostAtAnswer: "le modem a été perdu au moment de décrocher"
        case .serviceInterrupted: "le service a été interrompu"
        case .noOutcome: "personne ne dit comment cela s'est terminé"
        case .legacy(let words): words
        }
    }

    /// Why a message could not be decoded.
    public func clause(_ fault: DecodeFault) -> String {
        switch fault {
        case .pdu(let fault, let field, let offset):
            field + (offset.map { " à \($0)" } ?? "") + " : " + clause(fault)
        case .otherOctets(let announced?): "l'en-tête annonce \(announced) octets, et il en vient d'autres chaque fois"
        case .otherOctets(nil): "l'en-tête n'annonce pas d'octets, et il en vient d'autres chaque fois"
        case .notAsAnnounced: "il n'y a pas autant d'octets que l'en-tête en annonce"
        case .legacy(let words): words
        }
    }

    /// What is wrong with a PDU.
    public func clause(_ fault: PDUFault) -> String {
        switch fault {
        case .empty: "il n'y a pas d'octets"
        case .notHex: "un caractère n'est pas un chiffre hexadécimal"
        case .oddLength: "le dernier octet n'a qu'un chiffre"
        case .truncated: "les octets s'arrêtent trop tôt"
        case .badServiceCentre: "l'adresse du centre de messages est illisible"
        case .badMessageType: "ce type de message n'existe pas"
        case .badAddress: "l'adresse est illisible"
        case .badUserDataHeader: "l'en-tête du texte est illisible"
        case .badNumber: "on ne peut pas écrire à ce numéro"
        case .unencodable: "un caractère n'a pas de place dans l'alphabet"
        case .tooLong: "c'est trop long"
        case .outOfRange: "une valeur est hors de ses bornes"
        case .badRequest: "la demande n'est pas compréhensible"
        }
    }

    private func of(_ part: Int?) -> String { part.map { "partie \($0) : " } ?? "" }
}
