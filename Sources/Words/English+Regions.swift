import Vocabulary

extension English {
    /// Where a number is at home.
    public func words(_ region: CallerRegion) -> String {
        switch region {
        case .montreal: "Montréal"
        case .aroundMontreal: "around Montréal"
        case .easternQuebec: "Québec City and the east"
        case .westernQuebec: "Estrie, Mauricie, Outaouais and the north"
        case .toronto: "Toronto"
        case .aroundToronto: "around Toronto, Niagara"
        case .southwesternOntario: "south-western Ontario"
        case .easternOntario: "Ottawa and eastern Ontario"
        case .centralOntario: "central Ontario"
        case .northwesternOntario: "north-western Ontario"
        case .manitoba: "Manitoba"
        case .saskatchewan: "Saskatchewan"
        case .alberta: "Alberta"
        case .britishColumbia: "British Columbia"
        case .newBrunswick: "New Brunswick"
        case .novaScotia: "Nova Scotia and Prince Edward Island"
        case .newfoundland: "Newfoundland and Labrador"
        case .canadianNorth: "Yukon, Northwest Territories, Nunavut"
        case .unitedStates: "United States"
        case .ileDeFrance: "Île-de-France (01)"
        case .northwesternFrance: "north-western France (02)"
        case .northeasternFrance: "north-eastern France (03)"
        case .southeasternFrance: "south-eastern France (04)"
        case .southwesternFrance: "south-western France (05)"
        case .frenchMobile: "French mobile numbers"
        case .frenchAnywhere: "French numbers of any place (09)"
        case .belgium: "Belgium"
        case .switzerland: "Switzerland"
        case .unitedKingdom: "United Kingdom"
        case .elsewhere: "elsewhere"
        }
    }
}
