// Applies faults to a message's header and PDU on their way to the host.
extension ModemMachine {
    /// A header and its PDU as they come out of the modem.
    mutating func damaged(_ lines: [String]) -> [String] {
        var header = lines[0]
        let pdu = lines[1]
        let length = PDULength.tpdu(of: pdu)
        if let more = faults.take({ if case .headerLengthOff(let more) = $0 { more } else { nil } }) {
            header = String(header.dropLast("\(length)".count)) + "\(length + more)"
        }
        if faults.take(.headerOnlyLength) { header = String(header.prefix { $0 != ":" }) + ": \(length)" }
        if faults.take(.headerLost) { return [pdu] }
        if faults.take(.pduLost) { return [header] }
        if let count = faults.take({ if case .pduCut(let digits) = $0 { digits } else { nil } }) {
            return [header, String(pdu.dropLast(count))]
        }
        if let place = faults.take({ if case .pduSplit(let digits) = $0 { digits } else { nil } }) {
            return [header, String(pdu.prefix(place)), String(pdu.dropFirst(place))]
        }
        return [header, pdu]
    }
}
