extension Unicode.Scalar {
    /// Never printed as it is: C0, DEL, C1, the marks and embeddings of direction, the separators of lines and paragraphs.
    package var isUnprintable: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
