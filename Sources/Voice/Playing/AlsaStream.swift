internal import CAlsa
import Glibc
import Vocabulary

/// One direction of a sound card: signed 16-bit samples, not blocking, periods of 20 ms in a buffer of 200 ms.
final class AlsaStream {
    let rate: Int
    private let pcm: OpaquePointer
    private let channels: Int
    /// Two channels' samples, for a card that has no mono.
    private let doubled: UnsafeMutableBufferPointer<Int16>

    init(device: String, direction: snd_pcm_stream_t, rates: [UInt32]) throws(AudioFault) {
        var opened: OpaquePointer?
        let code = snd_pcm_open(&opened, device, direction, Int32(SND_PCM_NONBLOCK))
        guard code >= 0, let pcm = opened else {
            throw AudioFault.card(device: device, answer: AlsaStream.words(code))
        }
        do throws(AudioFault) {
            (rate, channels) = try AlsaStream.choose(pcm, device: device, rates: rates)
            try AlsaStream.startWithLead(pcm, device: device)
        } catch {
            snd_pcm_close(pcm)
            throw error
        }
        self.pcm = pcm
        doubled = .allocate(capacity: 4096)
    }

    deinit {
        doubled.deallocate()
    }

    static func words(_ code: Int32) -> String {
        String(cString: snd_strerror(code))
    }

    /// False for devices simulated by a configuration file.
    var isRealCard: Bool {
        var info: OpaquePointer?
        guard snd_pcm_info_malloc(&info) >= 0, let info else { return false }
        defer { snd_pcm_info_free(info) }
        return snd_pcm_info(pcm, info) >= 0 && snd_pcm_info_get_card(info) >= 0
    }

    /// Samples that the card has not played yet.
    var delay: Int {
        var delay = snd_pcm_sframes_t()
        guard snd_pcm_delay(pcm, &delay) >= 0 else { return 0 }
        // A card that ran out or is gone may repeat its last answer for ever; the next write shows what happened.
        let state = snd_pcm_state(pcm)
        return state == SND_PCM_STATE_RUNNING || state == SND_PCM_STATE_PREPARED ? max(0, delay) : 0
    }

    var isPrepared: Bool { snd_pcm_state(pcm) == SND_PCM_STATE_PREPARED }

    @discardableResult
    func start() -> Int32 {
        snd_pcm_start(pcm)
    }

    /// Prepares the card again after an underrun or a suspend; for any other error returns a negative number.
    func recover(from code: Int) -> Int32 {
        snd_pcm_recover(pcm, Int32(code), 1)
    }

    /// Samples taken, or a negative error number.
    func write(_ samples: UnsafeBufferPointer<Int16>) -> Int {
        guard channels == 2 else { return snd_pcm_writei(pcm, samples.baseAddress, UInt(samples.count)) }
        let count = min(samples.count, doubled.count / 2)
        for index in 0..<count {
            doubled[2 * index] = samples[index]
            doubled[2 * index + 1] = samples[index]
        }
        return snd_pcm_writei(pcm, doubled.baseAddress, UInt(count))
    }

    /// Samples given, or a negative error number.
    func read(into samples: UnsafeMutableBufferPointer<Int16>) -> Int {
        guard channels == 2 else { return snd_pcm_readi(pcm, samples.baseAddress, UInt(samples.count)) }
        let count = snd_pcm_readi(pcm, doubled.baseAddress, UInt(min(samples.count, doubled.count / 2)))
        for index in 0..<max(0, count) { samples[index] = doubled[2 * index] }
        return count
    }

    func close() {
        snd_pcm_drop(pcm)
        snd_pcm_close(pcm)
    }

    // MARK: Parameters

    /// Sets format, channels, rate and buffer, and reads rate and channels back.
    private static func choose(
        _ pcm: OpaquePointer, device: String, rates: [UInt32]
    ) throws(AudioFault) -> (rate: Int, channels: Int) {
        var allocated: OpaquePointer?
        guard snd_pcm_hw_params_malloc(&allocated) >= 0, let wanted = allocated else {
            throw AudioFault.cardSetting(device: device, answer: "out of memory")
        }
        defer { snd_pcm_hw_params_free(wanted) }
        try check(snd_pcm_hw_params_any(pcm, wanted), device)
        // Resampling by alsa-lib would hide the card's own rate.
        try check(snd_pcm_hw_params_set_rate_resample(pcm, wanted, 0), device)
        try check(snd_pcm_hw_params_set_access(pcm, wanted, SND_PCM_ACCESS_RW_INTERLEAVED), device)
        try check(snd_pcm_hw_params_set_format(pcm, wanted, SND_PCM_FORMAT_S16_LE), device)
        let channels: UInt32 = snd_pcm_hw_params_test_channels(pcm, wanted, 1) == 0 ? 1 : 2
        try check(snd_pcm_hw_params_set_channels(pcm, wanted, channels), device)
        guard let rate = rates.first(where: { snd_pcm_hw_params_test_rate(pcm, wanted, $0, 0) == 0 }) else {
            throw AudioFault.cardRate(device: device, rates: ownRates(wanted))
        }
        try check(snd_pcm_hw_params_set_rate(pcm, wanted, rate, 0), device)
        var period = snd_pcm_uframes_t(rate / 50)
        try check(snd_pcm_hw_params_set_period_size_near(pcm, wanted, &period, nil), device)
        var buffer = snd_pcm_uframes_t(rate / 5)
        try check(snd_pcm_hw_params_set_buffer_size_near(pcm, wanted, &buffer), device)
        try check(snd_pcm_hw_params(pcm, wanted), device)
        var read = UInt32(0)
        try check(snd_pcm_hw_params_get_rate(wanted, &read, nil), device)
        guard read == rate, buffer >= rate / 12 else {
            throw AudioFault.cardBuffer(
                device: device, rate: Int(read), buffer: Int(buffer), wantedRate: Int(rate))
        }
        return (Int(read), Int(channels))
    }

    /// The card starts when the lead is written, and stops by itself only when it has nothing left.
    private static func startWithLead(_ pcm: OpaquePointer, device: String) throws(AudioFault) {
        var allocated: OpaquePointer?
        guard snd_pcm_sw_params_malloc(&allocated) >= 0, let wanted = allocated else {
            throw AudioFault.cardSetting(device: device, answer: "out of memory")
        }
        defer { snd_pcm_sw_params_free(wanted) }
        try check(snd_pcm_sw_params_current(pcm, wanted), device)
        var boundary = snd_pcm_uframes_t(0)
        try check(snd_pcm_sw_params_get_boundary(wanted, &boundary), device)
        try check(snd_pcm_sw_params_set_start_threshold(pcm, wanted, boundary), device)
        try check(snd_pcm_sw_params(pcm, wanted), device)
    }

    private static func ownRates(_ parameters: OpaquePointer) -> String {
        var (low, high) = (UInt32(0), UInt32(0))
        snd_pcm_hw_params_get_rate_min(parameters, &low, nil)
        snd_pcm_hw_params_get_rate_max(parameters, &high, nil)
        return low == high ? "\(low)" : "\(low) to \(high)"
    }

    private static func check(_ code: Int32, _ device: String) throws(AudioFault) {
        guard code < 0 else { return }
        throw AudioFault.cardSetting(device: device, answer: words(code))
    }
}
