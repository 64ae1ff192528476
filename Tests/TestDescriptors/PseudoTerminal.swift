import Glibc

/// Both ends of a pseudo-terminal as bare descriptors; whoever makes it closes them.
package struct PseudoTerminal {
    /// The end a test plays the modem on.
    package let master: Int32
    /// The end the program opens by its path.
    package let slave: Int32
    /// The path of the slave.
    package let path: String

    /// A new pair; raw = without the echo and the line editing of a terminal.
    package init(isRaw: Bool) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        guard openpty(&master, &slave, &name, nil, nil) == 0 else {
            throw DescriptorError(path: "/dev/ptmx", code: errno)
        }
        if isRaw {
            var settings = termios()
            tcgetattr(slave, &settings)
            cfmakeraw(&settings)
            tcsetattr(slave, TCSANOW, &settings)
        }
        self.master = master
        self.slave = slave
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
