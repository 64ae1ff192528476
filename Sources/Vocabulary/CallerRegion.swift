/// The home region of a number, as far as its first digits show it: area codes that share a territory are one region.
///
/// A mobile number keeps its digits when its owner moves, so the region is a hint and not a location.
public enum CallerRegion: String, CaseIterable, Hashable, Sendable, Codable {
    /// The island of Montréal.
    case montreal = "ca-qc-montreal"
    /// Laval, Rive-Nord, Rive-Sud and around.
    case aroundMontreal = "ca-qc-around-montreal"
    /// Québec City and the east of the province.
    case easternQuebec = "ca-qc-east"
    /// Estrie, Mauricie, Outaouais, Abitibi and the north of Quebec.
    case westernQuebec = "ca-qc-west"
    /// The city of Toronto.
    case toronto = "ca-on-toronto"
    /// Around Toronto, Hamilton and Niagara.
    case aroundToronto = "ca-on-around-toronto"
    /// London, Windsor, Kitchener and around.
    case southwesternOntario = "ca-on-southwest"
    /// Ottawa, Kingston and around.
    case easternOntario = "ca-on-east"
    /// Sudbury, Barrie and around.
    case centralOntario = "ca-on-centre"
    /// Thunder Bay and the north-west of Ontario.
    case northwesternOntario = "ca-on-northwest"
    /// Manitoba.
    case manitoba = "ca-mb"
    /// Saskatchewan.
    case saskatchewan = "ca-sk"
    /// Alberta.
    case alberta = "ca-ab"
    /// British Columbia.
    case britishColumbia = "ca-bc"
    /// New Brunswick.
    case newBrunswick = "ca-nb"
    /// Nova Scotia and Prince Edward Island.
    case novaScotia = "ca-ns-pe"
    /// Newfoundland and Labrador.
    case newfoundland = "ca-nl"
    /// Yukon, the Northwest Territories and Nunavut.
    case canadianNorth = "ca-north"
    /// Any area code of the United States.
    case unitedStates = "us"
    /// French numbers that begin with 01.
    case ileDeFrance = "fr-01"
    /// French numbers that begin with 02.
    case northwesternFrance = "fr-02"
    /// French numbers that begin with 03.
    case northeasternFrance = "fr-03"
    /// French numbers that begin with 04.
    case southeasternFrance = "fr-04"
    /// French numbers that begin with 05.
    case southwesternFrance = "fr-05"
    /// French mobile numbers, 06 and 07: they show no region.
    case frenchMobile = "fr-mobile"
    /// French numbers without a region, 09.
    case frenchAnywhere = "fr-09"
    /// Belgium.
    case belgium = "be"
    /// Switzerland.
    case switzerland = "ch"
    /// The United Kingdom.
    case unitedKingdom = "gb"
    /// Anywhere else.
    case elsewhere = "other"
}
