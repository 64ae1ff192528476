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
        // Exact, because a build must be the same a year from now. docs/dependencies.md has the licences, and a test
        // holds the two together.
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),

        // What those need: see docs/decisions/0037-versions-are-in-the-manifest.md.
        .package(url: "https://github.com/apple/swift-algorithms.git", exact: "1.2.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-async-algorithms.git", exact: "1.1.4"),
        .package(url: "https://github.com/apple/swift-atomics.git", exact: "1.3.0"),
        .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-structured-headers.git", exact: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-transport-services.git", exact: "1.28.0"),
        .package(url: "https://github.com/apple/swift-numerics.git", exact: "1.1.1"),
        .package(url: "https://github.com/apple/swift-service-context.git", exact: "1.5.1"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        // Pure: these import nothing, not even Foundation.
        .target(name: "SMSCodec", dependencies: ["Vocabulary"]),
        .target(name: "ATProtocol"),
        .target(name: "Vocabulary"),
        .target(name: "LinePolicy", dependencies: ["Vocabulary"]),
        .target(name: "LineCore", dependencies: ["Vocabulary", "LinePolicy"]),
        // And this one nothing but hashes and signatures.
        .target(name: "Evidence", dependencies: ["Vocabulary", .product(name: "Crypto", package: "swift-crypto")]),

        // Edges: one kind of outside world each.
        .target(name: "SerialPort", dependencies: ["Vocabulary", "CUdev", logging] + nio),
        .target(name: "Modems", dependencies: ["Vocabulary", "SMSCodec", "ATProtocol", "SerialPort", logging] + nio),
        .target(
            name: "Voice",
            dependencies: [
                "Vocabulary", "SerialPort", "CSndfile", "CSoxr", "CAlsa", logging,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "EventStore",
            dependencies: [
                "Vocabulary", "LinePolicy", "Evidence", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(name: "ControlAPI", dependencies: ["Vocabulary"]),
        .target(name: "Words", dependencies: ["Vocabulary"]),

        // toml++ behind a C interface: headers of the system only. Optimised in debug builds too, because every test of a
        // configuration waits for it.
        .target(name: "CToml", cxxSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

        // Headers of the system that Swift does not bring.
        .systemLibrary(name: "CTimex"),
        .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
        .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
        .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
        .systemLibrary(name: "CAlsa", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),

        .target(
            name: "LineConfiguration",
            dependencies: ["Vocabulary", "SMSCodec", "LinePolicy", "Modems", "Voice", "ControlAPI", "CToml"]),
        .target(
            name: "BoxDoctor",
            dependencies: [
                "Vocabulary", "LinePolicy", "SerialPort", "Modems", "Voice", "EventStore", "ControlAPI", "Words",
                "LineConfiguration",
            ] + nio),

        // Shell: the service, what listens for commands, and the command line.
        .target(
            name: "LineService",
            dependencies: [
                "Vocabulary", "SMSCodec", "LinePolicy", "LineCore", "SerialPort", "Modems", "Voice", "EventStore",
                "ControlAPI", "Words", "LineConfiguration", "Evidence", "CTimex", logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ] + nio),
        .target(
            name: "Web",
            dependencies: [
                "Vocabulary", "ControlAPI", "Words", logging,
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ] + nio),
        .executableTarget(
            name: "jedisnon",
            dependencies: [
                "Vocabulary", "SMSCodec", "LinePolicy", "LineConfiguration", "LineService", "BoxDoctor", "Web",
                "ControlAPI", "Words", "Voice", "Evidence", "ModemSimulator", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ] + nio,
            // Equal functions once, no exported names, packed relocations: docs/decisions/0081-the-program-is-linked-small.md.
            linkerSettings: [
                .unsafeFlags(
                    ["-use-ld=lld"]
                        + ["--icf=safe", "--no-export-dynamic", "-z", "pack-relative-relocs"].flatMap {
                            ["-Xlinker", $0]
                        },
                    .when(configuration: .release))
            ]),

        // Gear: a modem made of data. It shares no code with ATProtocol or Modems.
        .target(name: "ModemSimulator", dependencies: ["Vocabulary", "SMSCodec"] + nio),

        // Folders that go when a test ends, with a configuration or without.
        .target(name: "TestFolders", dependencies: ["LineConfiguration"], path: "Tests/TestFolders"),
        // Whether the money of a box adds up.
        .target(name: "MoneyAudit", path: "Tests/MoneyAudit"),
        // Words of lists, written as they stand in the JSON.
        .target(name: "WordLiterals", dependencies: ["Vocabulary"], path: "Tests/WordLiterals"),
        // Sockets and pseudo-terminals as bare descriptors.
        .target(name: "TestDescriptors", path: "Tests/TestDescriptors"),
        // The same random numbers in every run.
        .target(name: "SeededRandom", path: "Tests/SeededRandom"),
        .testTarget(
            name: "SMSCodecTests", dependencies: ["Vocabulary", "SMSCodec", "SeededRandom"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "ATProtocolTests", dependencies: ["ATProtocol", "SeededRandom"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "LinePolicyTests", dependencies: ["Vocabulary", "LinePolicy", "SeededRandom"],
            resources: [.copy("Fixtures")]),
        // The policy beside a table of its own, over a million histories.
        .testTarget(name: "PolicyPropertyTests", dependencies: ["Vocabulary", "LinePolicy", "SeededRandom"]),
        .testTarget(name: "LineCoreTests", dependencies: ["Vocabulary", "LineCore", "LinePolicy", "SeededRandom"]),
        .testTarget(name: "SerialPortTests", dependencies: ["SerialPort", "TestDescriptors"] + nio),
        .testTarget(
            name: "ModemsTests",
            dependencies: [
                "Vocabulary", "Modems", "ATProtocol", "SerialPort", "ModemSimulator", "SMSCodec", "SeededRandom",
                "TestDescriptors",
            ] + nio,
            exclude: ["Transcripts"]),
        // Compares what a caller heard with what was played.
        .target(name: "SoundJudge", path: "Tests/SoundJudge"),
        .testTarget(
            name: "VoiceTests",
            dependencies: [
                "Vocabulary", "Voice", "Words", "SerialPort", "SoundJudge", "SeededRandom", "TestDescriptors",
            ],
            exclude: ["Alsa"]),
        .testTarget(
            name: "EventStoreTests",
            dependencies: [
                "Vocabulary", "EventStore", "LinePolicy", "Evidence", "MoneyAudit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "ControlAPITests", dependencies: ["ControlAPI", "Vocabulary", "WordLiterals"]),
        .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary", "Words"]),
        .testTarget(
            name: "LineConfigurationTests",
            dependencies: [
                "LineConfiguration", "Vocabulary", "LinePolicy", "Modems", "Voice", "SeededRandom", "TestFolders",
                "TestDescriptors",
            ]),
        .testTarget(
            name: "BoxDoctorTests",
            dependencies: [
                "BoxDoctor", "Vocabulary", "LinePolicy", "EventStore", "ControlAPI", "SerialPort", "Modems",
                "LineConfiguration", "TestFolders", "WordLiterals",
            ]),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Vocabulary", "ControlAPI", "Words", "jedisnon", "TestFolders", "TestDescriptors",
                "WordLiterals",
                logging,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "LineServiceTests",
            dependencies: [
                "Vocabulary", "LineService", "LinePolicy", "LineCore", "EventStore", "Evidence", "ControlAPI",
                "SerialPort",
                "Modems", "Voice", "SMSCodec", "LineConfiguration", "Words", "jedisnon", "SeededRandom", "TestFolders",
                "WordLiterals", logging,
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "jedisnon", "Vocabulary", "ControlAPI", "LineService", "LineConfiguration", "LinePolicy", "Voice",
                "WordLiterals",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // A line in made-up time, from seeds.
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Vocabulary", "LinePolicy", "LineCore", "EventStore", "LineService", "Modems", "ATProtocol", "SMSCodec",
                "ModemSimulator", "SeededRandom", "MoneyAudit", logging,
            ],
            // Those who take turns in a story all run on its actor.
            swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),  // SE-0461
        .testTarget(name: "ModemSimulatorTests", dependencies: ["ModemSimulator", "SMSCodec"]),
        // A test bed for udev, for the tests of modems that are plugged in and pulled out.
        .systemLibrary(name: "CUmockdev", pkgConfig: "umockdev-1.0", providers: [.apt(["libumockdev-dev"])]),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Vocabulary", "LineService", "LineConfiguration", "LinePolicy", "LineCore", "EventStore", "Evidence",
                "ControlAPI",
                "SerialPort", "Voice", "ModemSimulator", "SMSCodec", "SoundJudge", "TestDescriptors", "WordLiterals",
                "CUmockdev", "jedisnon", "Words", logging,
            ] + nio),
        .testTarget(name: "EvidenceTests", dependencies: ["Vocabulary", "Evidence", "SeededRandom"]),
        .testTarget(name: "ArchitectureTests"),
    ],
    cxxLanguageStandard: .cxx17
)

// A package that is named only for its version counts as unused, with a warning at each build, unless a target asks for it:
// one does, on a platform that this package is never built for.
let pinned = [
    ("Algorithms", "swift-algorithms"),
    ("AsyncHTTPClient", "async-http-client"),
    ("SwiftASN1", "swift-asn1"),
    ("Atomics", "swift-atomics"),
    ("X509", "swift-certificates"),
    ("Tracing", "swift-distributed-tracing"),
    ("StructuredFieldValues", "swift-http-structured-headers"),
    ("Metrics", "swift-metrics"),
    ("NIOExtras", "swift-nio-extras"),
    ("NIOHTTP2", "swift-nio-http2"),
    ("NIOTransportServices", "swift-nio-transport-services"),
    ("Numerics", "swift-numerics"),
    ("ServiceContextModule", "swift-service-context"),
    ("SystemPackage", "swift-system"),
]
for target in package.targets where target.name == "Web" {
    target.dependencies += pinned.map { .product(name: $0, package: $1, condition: .when(platforms: [.wasi])) }
}

// What computes is optimised in debug builds too: the tests play it a great many times.
let optimised = [
    "Vocabulary", "SMSCodec", "ATProtocol", "LinePolicy", "LineCore", "Evidence", "EventStore", "ModemSimulator",
    "SimulationTests", "PolicyPropertyTests", "SeededRandom",
]
for target in package.targets where optimised.contains(target.name) {
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-O"], .when(configuration: .debug))]
}

for target in package.targets where target.type != .system && target.name != "CToml" {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}

// Planted faults are tried on a part of the package, which builds in seconds: see docs/mutants.md.
let parts: [String: Set<String>] = [
    "LinePolicy": ["Vocabulary", "LinePolicy", "SeededRandom", "LinePolicyTests", "PolicyPropertyTests"],
    "LineCore": ["Vocabulary", "LinePolicy", "LineCore", "SeededRandom", "LineCoreTests"],
    "EventStore": ["Vocabulary", "LinePolicy", "Evidence", "EventStore", "MoneyAudit", "EventStoreTests"],
]
if let part = Context.environment["JEDISNON_PART"].flatMap({ parts[$0] }) {
    package.targets.removeAll { !part.contains($0.name) }
    package.products = []
    package.dependencies.removeAll { dependency in
        guard case .sourceControl(_, let location, _) = dependency.kind, part.contains("EventStore") else {
            return true
        }
        return !["GRDB.swift", "swift-crypto", "swift-asn1.git"].contains { location.hasSuffix($0) }
    }
}
