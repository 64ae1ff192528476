import Glibc

/// A tty opened for a modem: exclusive, raw, 8N1, non-blocking.
///
/// Opening one may wait in the kernel, and so may closing the last descriptor: see ``DedicatedThread``.
public struct TTY: ~Copyable {
    /// The descriptor; owned by this value until ``release()``.
    private let descriptor: Int32

    /// Opens and locks the tty at `path` (a device, a pty or a symbolic link to one).
    public init(path: String) throws(SerialPortError) {
        let opened = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { throw TTY.refusal(of: path, code: errno) }
        do throws(SerialPortError) {
            guard isatty(opened) == 1 else { throw SerialPortError.notATTY(path: path) }
            try PortLock.take(descriptor: opened, path: path)
            try TTY.makeRaw(opened, path: path)
        } catch {
            close(opened)
            throw error
        }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }

    /// Hands the descriptor over; the caller closes it.
    public consuming func release() -> Int32 {
        let owned = descriptor
        discard self
        return owned
    }

    static func refusal(of path: String, code: Int32) -> SerialPortError {
        switch code {
        // A node whose device has just gone answers ENXIO, ENODEV or EIO.
        case ENOENT, ENXIO, ENODEV, EIO, ENOTDIR: .missing(path: path)
        case EACCES, EPERM: isNew(path) ? .settling(path: path) : .permissionDenied(path: path)
        case EBUSY: .held(path: path, holder: nil)
        case EISDIR: .notATTY(path: path)
        default: .system(path: path, call: "open", code: code, text: String(cString: strerror(code)))
        }
    }

    /// Whether the node was made, or given other rights, less than fifteen seconds ago: udevd may still be at it.
    ///
    /// On a busy single processor it was seen to take eight.
    static func isNew(_ path: String) -> Bool {
        var (status, now) = (stat(), timespec())
        guard stat(path, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
        return (0..<15).contains(now.tv_sec - status.st_ctim.tv_sec)
    }

    /// Raw mode, 8N1 without flow control, at 115200 baud: a modem on USB ignores the speed, a real UART needs one.
    ///
    /// Every flag is given, none is kept: `cfmakeraw` leaves CRTSCTS, CSTOPB, IXOFF and IXANY as another program set them.
    private static func makeRaw(_ descriptor: Int32, path: String) throws(SerialPortError) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { throw failure("tcgetattr", path: path) }
        // A break is no octet.
        settings.c_iflag = tcflag_t(IGNBRK)
        settings.c_oflag = 0
        settings.c_lflag = 0
        // CLOCAL: ignore carrier detect. No HUPCL: dropping DTR on close would reset some modems.
        settings.c_cflag = tcflag_t(CS8 | CREAD | CLOCAL)
        // One octet is enough to be told of.
        withUnsafeMutableBytes(of: &settings.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        cfsetspeed(&settings, speed_t(B115200))
        guard tcsetattr(descriptor, TCSANOW, &settings) == 0 else { throw failure("tcsetattr", path: path) }
        // What an earlier program left in either direction is not for us.
        tcflush(descriptor, TCIOFLUSH)
    }

    private static func failure(_ call: String, path: String) -> SerialPortError {
        let code = errno
        if code == EIO { return .missing(path: path) }
        return .system(path: path, call: call, code: code, text: String(cString: strerror(code)))
    }
}
