import Vocabulary

extension French {
    /// What a country profile is about.
    public func words(_ law: Law) -> String {
        switch law {
        case .quebec: "le Canada, comme au Québec"
        case .frenchMobile: "un numéro de mobile français"
        case .unitedStates: "les États-Unis"
        case .unitedKingdom: "le Royaume-Uni"
        case .belgium: "la Belgique"
        case .switzerland: "la Suisse"
        }
    }

    /// What the law or a plan says.
    public func clause(_ notice: LawNotice) -> String {
        switch notice {
        case .canadaCommercial:
            "la loi anti-pourriel ne vise que les messages commerciaux, et une réponse à un texto est exemptée : "
                + "ne mettez jamais de page de dons, de publicité ni de boutique dans une réponse"
        case .quebecPrivacy:
            "un numéro et une voix sont des renseignements personnels, l'empreinte d'un numéro aussi : ce qui "
                + "n'a plus d'utilité doit être détruit ou anonymisé"
        case .frenchNumbering:
            "depuis 2023, les numéros en 06 et 07 sont réservés aux échanges entre personnes ; un système "
                + "automatique doit en utiliser d'autres, par exemple 09 37 à 09 39. On ne sait pas si une seule "
                + "réponse à un texto reçu est visée : demandez à l'opérateur ou à l'Arcep"
        case .frenchPlan:
            "les forfaits sont faits pour deux personnes qui s'écrivent, et permettent environ 150 "
                + "correspondants par mois ; au-delà, l'opérateur peut résilier"
        case .americanPlan:
            "pour les opérateurs, une personne envoie 15 à 60 textos par minute, 1 000 par jour, à 200 "
                + "destinataires, environ un pour chaque texto reçu ; le reste peut être bloqué"
        case .britishSIMFarm:
            "un projet de loi punit qui possède, sans bonne raison, un appareil capable d'utiliser cinq SIM ou "
                + "plus ; on n'a pas trouvé s'il est en vigueur"
        case .belgianPrepaid:
            "l'utilisateur d'une carte prépayée doit être identifié auprès de l'opérateur ; une carte qui n'est à "
                + "personne est coupée, et la ligne avec elle"
        case .belgianPrivacy:
            "ce qui désigne une personne, un numéro aussi, ne se garde pas plus longtemps que son but ne l'exige : "
                + "voyez si `keep_text` et `keep_numbers` vous conviennent"
        case .swissAdvertising:
            "la publicité de masse par texto demande le consentement de qui la reçoit, et ce que quelqu'un a "
                + "demandé n'en est pas : ne mettez jamais de page de dons, de publicité ni de boutique dans une réponse"
        }
    }
}
