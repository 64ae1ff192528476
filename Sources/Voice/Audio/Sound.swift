/// One channel of sound as it came out of a file.
struct Sound: Sendable {
    /// Samples between -1 and 1, as far as the file keeps to that.
    var samples: [Float]
    /// Samples a second.
    var rate: Int
    /// Frames of the file in which a channel was at full scale.
    var clipped = 0
    /// Channels of the file.
    var channels = 1
    /// The file's format in words.
    var format = ""
}
