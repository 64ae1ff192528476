import CUdev
import Dispatch
import Glibc
import Logging
import Vocabulary

/// Reports which USB devices are plugged in, at once and after every change.
///
/// A udev event only triggers a scan: the devices are read from sysfs, so a lost or late event causes a delay of
/// seconds but never loses a modem. If udevd does not run, the monitor scans every two seconds.
public final class USBMonitor: Sendable {
    /// The plugged-in devices: the first list at once, then one after every change; only the newest is kept.
    public let snapshots: AsyncStream<[USBDevice]>
    private let worker: USBMonitorWorker

    /// Starts monitoring.
    ///
    /// Throws ``USBListingFault`` when the machine's devices cannot be listed at all.
    public init(logger: Logger) async throws(USBListingFault) {
        let first = try await DedicatedThread.run("usb-scan") {
            Result { () throws(USBListingFault) in try USBScan.devices() }
        }
        .get()
        let (stream, continuation) = AsyncStream.makeStream(of: [USBDevice].self, bufferingPolicy: .bufferingNewest(1))
        snapshots = stream
        worker = USBMonitorWorker(first: first, output: continuation, logger: logger)
        worker.start()
    }

    /// Ends the stream and closes the descriptor.
    public func stop() {
        worker.stop()
    }

    /// Scans again now, for example when a line's port could not be opened.
    public func look() {
        worker.look()
    }
}

/// The part of ``USBMonitor`` that runs on one queue: libudev objects must not be shared, and reading may block while a
/// device is reset.
private final class USBMonitorWorker: @unchecked Sendable {
    // Everything but the constants is touched on `queue` only.
    private let queue = DispatchQueue(label: "usb-monitor", qos: .utility)
    private let output: AsyncStream<[USBDevice]>.Continuation
    private let logger: Logger
    private var known: [USBDevice]
    private var context: OpaquePointer?
    private var monitor: OpaquePointer?
    private var source: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    private var quiet: DispatchWorkItem?
    private var failure: USBListingFault?

    init(first: [USBDevice], output: AsyncStream<[USBDevice]>.Continuation, logger: Logger) {
        known = first
        self.output = output
        self.logger = logger
    }

    func start() {
        queue.async { [self] in
            output.yield(known)
            let listens = listen()
            let timer = DispatchSource.makeTimerSource(queue: queue)
            let interval = DispatchTimeInterval.seconds(listens ? 30 : 2)
            timer.schedule(deadline: .now() + interval, repeating: interval, leeway: .milliseconds(200))
            timer.setEventHandler { [self] in scan() }
            timer.resume()
            self.timer = timer
        }
    }

    func look() {
        queue.async { [self] in scan() }
    }

    func stop() {
        queue.async { [self] in
            timer?.cancel()
            timer = nil
            quiet?.cancel()
            if let source {
                // libudev closes the descriptor, which must not happen before the dispatch source is cancelled.
                source.setCancelHandler { [self] in release() }
                source.cancel()
                self.source = nil
            } else {
                release()
            }
            output.finish()
        }
    }

    /// Subscribes to udev events; false if udevd does not run.
    private func listen() -> Bool {
        guard let context = udev_new() else { return false }
        self.context = context
        guard let monitor = udev_monitor_new_from_netlink(context, "udev") else { return false }
        self.monitor = monitor
        for subsystem in ["tty", "usb", "sound"] {
            udev_monitor_filter_add_match_subsystem_devtype(monitor, subsystem, nil)
        }
        guard udev_monitor_enable_receiving(monitor) >= 0 else { return false }
        let source = DispatchSource.makeReadSource(fileDescriptor: udev_monitor_get_fd(monitor), queue: queue)
        source.setEventHandler { [self] in drain() }
        source.resume()
        self.source = source
        // Without udevd the subscription succeeds but no event ever comes.
        if access("/run/udev/control", F_OK) == 0 { return true }
        logger.notice("udevd does not run here: plugged modems are looked for every two seconds")
        return false
    }

    private func drain() {
        var isRelevant = false
        while let monitor, let device = udev_monitor_receive_device(monitor) {
            udev_device_unref(device)
            isRelevant = true
        }
        guard isRelevant else { return }
        // The nodes of one stick appear in a burst; after a removal sysfs may lag behind the event.
        quiet?.cancel()
        let item = DispatchWorkItem { [self] in scan() }
        quiet = item
        queue.asyncAfter(deadline: .now() + .milliseconds(100), execute: item)
    }

    private func scan() {
        do throws(USBListingFault) {
            let devices = try USBScan.devices(known: known)
            failure = nil
            guard devices != known else { return }
            known = devices
            output.yield(devices)
        } catch {
            // Logged only when it changes, not every two seconds.
            if failure != error { logger.error("the USB devices cannot be listed", metadata: ["fault": "\(error)"]) }
            failure = error
        }
    }

    private func release() {
        if let monitor { udev_monitor_unref(monitor) }
        if let context { udev_unref(context) }
        monitor = nil
        context = nil
    }
}
