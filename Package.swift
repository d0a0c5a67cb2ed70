// swift-tools-version: 6.1
import PackageDescription

/// What every Swift target is compiled with: Swift 6, `any` spelled out, imports internal by default.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "Meanwhile",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Libraries of the system, through pkg-config.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "Ccmark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),

    // Rooms, from the ground up. ARCHITECTURE.md says what each is for and may import.
    .target(name: "SourceText", swiftSettings: house),
    .target(name: "Numerals", swiftSettings: house),
    .target(name: "Tensors", dependencies: ["COpenBLAS"], swiftSettings: house),
    .target(name: "Learning", dependencies: ["Tensors", "SourceText"], swiftSettings: house),
    .target(
      name: "Diagnosis", dependencies: ["Learning", "Tensors", "Numerals"], swiftSettings: house),
    .target(name: "Plots", dependencies: ["Numerals"], swiftSettings: house),
    .target(
      name: "Notebooks",
      dependencies: ["SourceText", "Ccmark", .product(name: "Yams", package: "Yams")],
      swiftSettings: house),
    .target(
      name: "Site",
      dependencies: [
        "SourceText", "Plots", "Numerals",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: house),
    .target(
      name: "Runner",
      dependencies: [
        "SourceText", "Numerals", "Learning", "Diagnosis", "Plots", "Notebooks", "Site", "CCrypto",
      ],
      swiftSettings: house),
    .executableTarget(
      name: "meanwhile",
      dependencies: [
        "Runner", "SourceText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),

    // Tests mirror the rooms.
    .target(name: "TestSupport", dependencies: ["SourceText"], path: "Tests/TestSupport"),
    .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: house),
    .testTarget(
      name: "SourceTextTests", dependencies: ["SourceText", "TestSupport"], swiftSettings: house),
    .testTarget(name: "NumeralsTests", dependencies: ["Numerals"], swiftSettings: house),
    .testTarget(
      name: "TensorsTests", dependencies: ["Tensors", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "LearningTests", dependencies: ["Learning", "TestSupport"],
      exclude: ["Golden"], swiftSettings: house),
    .testTarget(
      name: "DiagnosisTests", dependencies: ["Diagnosis", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "PlotsTests", dependencies: ["Plots", "TestSupport"], exclude: ["Snapshots"],
      swiftSettings: house),
    .testTarget(
      name: "NotebooksTests", dependencies: ["Notebooks", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "SiteTests", dependencies: ["Site", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "RunnerTests", dependencies: ["Runner", "TestSupport"], exclude: ["Sites"],
      swiftSettings: house),
  ]
)
