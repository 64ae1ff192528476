import Vocabulary

extension French {
    /// Where a number is at home.
    public func words(_ region: CallerRegion) -> String {
        switch region {
        case .montreal: "Montréal"
        case .aroundMontreal: "autour de Montréal"
        case .easternQuebec: "Québec et l’Est"
        case .westernQuebec: "Estrie, Mauricie, Outaouais et le Nord"
        case .toronto: "Toronto"
        case .aroundToronto: "autour de Toronto, Niagara"
        case .southwesternOntario: "sud-ouest de l’Ontario"
        case .easternOntario: "Ottawa et l’est de l’Ontario"
        case .centralOntario: "centre de l’Ontario"
        case .northwesternOntario: "nord-ouest de l’Ontario"
        case .manitoba: "Manitoba"
        case .saskatchewan: "Saskatchewan"
        case .alberta: "Alberta"
        case .britishColumbia: "Colombie-Britannique"
        case .newBrunswick: "Nouveau-Brunswick"
        case .novaScotia: "Nouvelle-Écosse et Île-du-Prince-Édouard"
        case .newfoundland: "Terre-Neuve-et-Labrador"
        case .canadianNorth: "Yukon, Territoires du Nord-Ouest, Nunavut"
        case .unitedStates: "États-Unis"
        case .ileDeFrance: "Île-de-France (01)"
        case .northwesternFrance: "Nord-Ouest de la France (02)"
        case .northeasternFrance: "Nord-Est de la France (03)"
        case .southeasternFrance: "Sud-Est de la France (04)"
        case .southwesternFrance: "Sud-Ouest de la France (05)"
        case .frenchMobile: "mobiles français"
        case .frenchAnywhere: "numéros français sans lieu (09)"
        case .belgium: "Belgique"
        case .switzerland: "Suisse"
        case .unitedKingdom: "Royaume-Uni"
        case .elsewhere: "ailleurs"
        }
    }
}
