// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
    name: "jedisnon",
    products: [.executable(name: "jedisnon", targets: ["jedisnon"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Pure: these import nothing, not even Foundation.
        .target(name: "SMSCodec"),
        .target(name: "ATProtocol"),
        .target(name: "LinePolicy"),

        // Edges: one kind of outside world each.
        .target(name: "SerialPort", dependencies: ["CUdev", logging] + nio),
        .target(name: "Modems", dependencies: ["SMSCodec", "ATProtocol", "SerialPort", logging] + nio),
        .target(
            name: "Voice",
            dependencies: [
                "SerialPort", "CSndfile", "CSoxr", "CAlsa", logging,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "EventStore",
            dependencies: [
                "LinePolicy", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(name: "ControlAPI"),

        // Headers of the system that Swift does not bring.
        .systemLibrary(name: "CTimex"),
        .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
        .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
        .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
        .systemLibrary(name: "CAlsa", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),

        // Shell: the service and its command line.
        .target(
            name: "LineService",
            dependencies: [
                "SMSCodec", "LinePolicy", "SerialPort", "Modems", "Voice", "EventStore", "ControlAPI", "CTimex",
                logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Hummingbird", package: "hummingbird"), "TOMLKit",
            ] + nio),
        .executableTarget(
            name: "jedisnon",
            dependencies: [
                "SMSCodec", "LinePolicy", "LineService", "ControlAPI", "Voice", "ModemSimulator", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ] + nio),

        // Gear: a modem made of data. It shares no code with ATProtocol or Modems.
        .target(name: "ModemSimulator", dependencies: ["SMSCodec"] + nio),

        // The same random numbers in every run.
        .target(name: "SeededRandom", path: "Tests/SeededRandom"),
        .testTarget(
            name: "SMSCodecTests", dependencies: ["SMSCodec", "SeededRandom"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "ATProtocolTests", dependencies: ["ATProtocol", "SeededRandom"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "LinePolicyTests", dependencies: ["LinePolicy", "SeededRandom"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "ModemsTests", dependencies: ["Modems", "SerialPort", "ModemSimulator", "SMSCodec"] + nio,
            exclude: ["Transcripts"]),
        // Compares what a caller heard with what was played.
        .target(name: "SoundJudge", path: "Tests/SoundJudge"),
        .testTarget(
            name: "VoiceTests", dependencies: ["Voice", "SerialPort", "SoundJudge", "SeededRandom"], exclude: ["Alsa"]),
        .testTarget(
            name: "EventStoreTests", dependencies: ["EventStore", "LinePolicy"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ControlAPITests", dependencies: ["ControlAPI"]),
        .testTarget(
            name: "LineServiceTests",
            dependencies: [
                "LineService", "LinePolicy", "EventStore", "ControlAPI", "SerialPort", "Modems", "Voice", "jedisnon",
                "SeededRandom", logging, .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "jedisnon", "ControlAPI", "LineService", "LinePolicy", "Voice",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "ModemSimulatorTests", dependencies: ["ModemSimulator", "SMSCodec"]),
        // A test bed for udev, for the tests of modems that are plugged in and pulled out.
        .systemLibrary(name: "CUmockdev", pkgConfig: "umockdev-1.0", providers: [.apt(["libumockdev-dev"])]),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "LineService", "LinePolicy", "EventStore", "ControlAPI", "SerialPort", "Voice", "ModemSimulator",
                "SMSCodec", "SoundJudge", "CUmockdev", "jedisnon", logging,
            ] + nio),
        .testTarget(name: "ArchitectureTests"),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}
