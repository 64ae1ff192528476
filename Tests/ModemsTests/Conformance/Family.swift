import Testing

/// What the driver must make of a simulated modem.
struct Family: Sendable, CustomTestStringConvertible {
    /// The simulated profile.
    let simulated: String
    /// The profile the driver must choose by itself.
    let driver: String
    /// What it says unasked, and means nothing.
    var chatter: String?
    /// Whether the ICCID can be read before the PIN.
    var tellsICCIDBeforePIN = true
    /// The signal in dBm at the simulator's default.
    var signal = -73
    /// Whether it tells of the IMS.
    var tellsIMS = true
    /// Whether it says so when a memory is full.
    var tellsOfFullMemory = true
    /// Whether it says so when it has restarted.
    var tellsOfRestart = true

    var testDescription: String { simulated }

    static let all = [
        Family(
            simulated: "generic", driver: "generic", tellsICCIDBeforePIN: false, tellsIMS: false,
            tellsOfFullMemory: false, tellsOfRestart: false),
        Family(simulated: "quectel-ec25", driver: "ec25", chatter: "+QIND: \"csq\",20,99"),
        Family(simulated: "quectel-eg91", driver: "eg91", chatter: "+QIND: \"csq\",20,99"),
        // +CSQ says 99: the reference signal power of +CESQ.
        Family(
            simulated: "quectel-ec200", driver: "ec200", chatter: "+QIND: \"act\",\"LTE\"", tellsICCIDBeforePIN: false,
            signal: -93),
        Family(simulated: "sim7600", driver: "sim7600", chatter: "+CSQ: 20,99"),
        Family(simulated: "a7670", driver: "a7670", chatter: "+CGEV: EPS PDN ACT 1"),
        Family(
            simulated: "sim800", driver: "sim800", chatter: "+CIEV: 10,\"30272\",\"Rogers\",\"Rogers\", 0, 0",
            tellsIMS: false),
        Family(
            simulated: "huawei-e173", driver: "huawei",
            chatter: "^DSFLOWRPT:0000003C,00000000,00000000,0000000000000000,0000000000000000,00017700,0005DC00",
            tellsIMS: false, tellsOfRestart: false),
        Family(simulated: "huawei-e3372", driver: "e3372", chatter: "^HCSQ:\"LTE\",54,40,50,20"),
        Family(
            simulated: "zte-mf190", driver: "zte", chatter: "+ZUSIMR:2", tellsICCIDBeforePIN: false, tellsIMS: false,
            tellsOfFullMemory: false,
            tellsOfRestart: false),
        Family(
            simulated: "telit-le910", driver: "le910", chatter: "#QSS: 1", tellsICCIDBeforePIN: false,
            tellsOfFullMemory: false,
            tellsOfRestart: false),
        Family(simulated: "quectel-ep06", driver: "quectel", chatter: "+QIND: \"csq\",20,99"),
        Family(simulated: "sim7080", driver: "simcom", chatter: "+CGEV: EPS PDN ACT 1", tellsIMS: false),
        Family(
            simulated: "brovi-e3372-325", driver: "brovi", chatter: "^RRCSTAT: 0", tellsIMS: false,
            tellsOfFullMemory: false, tellsOfRestart: false),
        Family(
            simulated: "huawei-me909s", driver: "me909", chatter: "^HCSQ:\"LTE\",54,40,50,20", tellsIMS: false),
        Family(
            simulated: "sierra-mc7455", driver: "mc74", chatter: "+CGEV: ME PDN ACT 1", tellsICCIDBeforePIN: false,
            tellsIMS: false, tellsOfFullMemory: false, tellsOfRestart: false),
        Family(
            simulated: "ublox-lara-r2", driver: "ublox", chatter: "+UUPSDD: 0", tellsIMS: false,
            tellsOfFullMemory: false, tellsOfRestart: false),
        Family(
            simulated: "telit-me910", driver: "me910", chatter: "#QSS: 1", tellsICCIDBeforePIN: false, tellsIMS: false,
            tellsOfFullMemory: false, tellsOfRestart: false),
        Family(
            simulated: "cinterion-pls8", driver: "cinterion", chatter: "+CIEV: psinfo,17", tellsIMS: false,
            tellsOfFullMemory: false),
        Family(
            simulated: "fibocom-l610", driver: "fibocom", chatter: "+CGEV: ME PDN ACT 1", tellsIMS: false,
            tellsOfFullMemory: false, tellsOfRestart: false),
    ]
}
