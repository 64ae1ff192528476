import Glibc

/// Sound with sums that are quick to ask for; outside of it there is silence.
struct Samples {
    let values: [Int16]
    /// The energy of all samples before an index.
    private let sums: [Double]

    init(_ values: [Int16]) {
        self.values = values
        var sums = [0.0]
        sums.reserveCapacity(values.count + 1)
        var sum = 0.0
        for value in values {
            sum += Double(value) * Double(value)
            sums.append(sum)
        }
        self.sums = sums
    }

    var count: Int { values.count }

    /// The sum of squares of a stretch.
    func energy(at start: Int, count: Int) -> Double {
        let low = min(max(start, 0), self.count)
        let high = min(max(start + count, 0), self.count)
        return high > low ? sums[high] - sums[low] : 0
    }

    /// The level of a stretch below full scale.
    func decibels(at start: Int, count: Int) -> Double {
        count > 0 ? Samples.decibels(energy(at: start, count: count) / Double(count) / (32768 * 32768)) : -120
    }

    static func decibels(_ power: Double) -> Double {
        max(-120, 10 * log10(max(power, 1e-12)))
    }

    /// Every `factor` samples as their mean.
    func thinned(by factor: Int) -> Samples {
        Samples(
            (0..<count / factor).map { index in
                var sum = 0
                for place in index * factor..<(index + 1) * factor { sum += Int(values[place]) }
                return Int16(sum / factor)
            })
    }

    /// The sum of products of a stretch with one of `other`.
    func product(at start: Int, with other: Samples, at place: Int, count: Int) -> Double {
        let first = max(0, max(-start, -place))
        let end = min(count, min(self.count - start, other.count - place))
        guard end > first else { return 0 }
        return values.withUnsafeBufferPointer { mine in
            other.values.withUnsafeBufferPointer { theirs in
                var sum = 0
                var index = first
                while index < end {
                    sum &+= Int(mine[start &+ index]) &* Int(theirs[place &+ index])
                    index &+= 1
                }
                return Double(sum)
            }
        }
    }

    /// The normalised correlation of a stretch with one of `other`.
    func correlation(at start: Int, with other: Samples, at place: Int, count: Int) -> Double {
        let scale = energy(at: start, count: count) * other.energy(at: place, count: count)
        guard scale > 0 else { return 0 }
        return product(at: start, with: other, at: place, count: count) / scale.squareRoot()
    }
}
