/// One channel of sound, as read from a file.
struct Sound: Sendable {
    /// Samples, normally between -1 and 1.
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
