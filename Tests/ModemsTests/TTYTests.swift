import Glibc
import SerialPort
import TestDescriptors
import Testing

/// What another program left on a tty is not for us.
struct TTYTests {
    @Test("8N1 without flow control, whatever the tty was left at")
    func wholeMode() throws {
        let terminal = try PseudoTerminal(isRaw: false)
        let slave = terminal.slave
        defer {
            close(terminal.master)
            close(slave)
        }
        // CRTSCTS, as <asm-generic/termbits.h> has it.
        let hardwareFlow: tcflag_t = 0o20_000_000_000
        var modes = termios()
        tcgetattr(slave, &modes)
        modes.c_cflag |= hardwareFlow | tcflag_t(CSTOPB | PARENB | PARODD | HUPCL)
        modes.c_cflag &= ~tcflag_t(CREAD | CLOCAL)
        modes.c_iflag |= tcflag_t(IXON | IXOFF | IXANY | ISTRIP | ICRNL | INLCR | IGNCR | PARMRK | INPCK)
        modes.c_oflag |= tcflag_t(OPOST)
        modes.c_lflag |= tcflag_t(ICANON | ECHO | ISIG)
        cfsetspeed(&modes, speed_t(B9600))
        try #require(tcsetattr(slave, TCSANOW, &modes) == 0)
        let tty = try TTY(path: terminal.path)
        tcgetattr(slave, &modes)
        #expect(modes.c_iflag == tcflag_t(IGNBRK))
        #expect(modes.c_cflag & (hardwareFlow | tcflag_t(CSTOPB | PARENB | PARODD | HUPCL)) == 0)
        #expect(modes.c_cflag & tcflag_t(CSIZE) == tcflag_t(CS8))
        #expect(modes.c_cflag & tcflag_t(CREAD | CLOCAL) == tcflag_t(CREAD | CLOCAL))
        #expect(modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0 && modes.c_oflag & tcflag_t(OPOST) == 0)
        #expect(cfgetospeed(&modes) == speed_t(B115200) && cfgetispeed(&modes) == speed_t(B115200))
        close(tty.release())
    }
}
