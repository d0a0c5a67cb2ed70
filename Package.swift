// swift-tools-version: 6.1
import PackageDescription

/// What every Swift target is compiled with: Swift 6, `any` spelled out, imports internal by default.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Programs that start often carry Swift's libraries in themselves: finding and binding those of the
/// system takes 6 ms.
let alone: [LinkerSetting] = [
  .unsafeFlags(
    ["-static-stdlib", "-Xlinker", "--start-group"]
      + [
        "Foundation", "FoundationInternationalization", "FoundationEssentials", "CoreFoundation",
        "_FoundationCShims", "_FoundationCollections", "_FoundationICU",
      ].map { "-l" + $0 } + ["-Xlinker", "--end-group", "-lstdc++"],
    .when(platforms: [.linux], configuration: .release))
]

/// The elementwise kernels are compiled once per vector width and chosen at run time. They are
/// optimised in debug builds too, where unoptimised lanes would be hundreds of times slower.
func kernels(_ name: String, _ folder: String, _ flags: [String]) -> Target {
  .target(
    name: name, dependencies: ["CVector"], path: "Sources/Kernels/\(folder)",
    swiftSettings: [
      .unsafeFlags(["-Xcc", "-fno-math-errno"] + flags.flatMap { ["-Xcc", $0] }),
      .unsafeFlags(["-O"], .when(configuration: .debug)),
    ])
}

#if arch(x86_64)
  let kernelTargets = [
    kernels("KernelsPortable", "Portable", []),
    kernels("KernelsAVX2", "AVX2", ["-march=x86-64-v3"]),
    kernels("KernelsAVX512", "AVX512", ["-march=x86-64-v4"]),
  ]
#else
  let kernelTargets = [kernels("KernelsPortable", "Portable", [])]
#endif

let package = Package(
  name: "Meanwhile",
  products: [.executable(name: "meanwhile-preview", targets: ["Preview"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // Libraries of the system, through pkg-config. OpenBLAS is loaded when it is needed.
    .systemLibrary(
      name: "Ccmark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),

    // Rooms, from the ground up. ARCHITECTURE.md says what each is for and may import.
    .target(name: "SourceText", swiftSettings: house),
    .target(name: "Numerals", swiftSettings: house),
    .target(name: "ArrayFiles", swiftSettings: house),
    .target(name: "CVector"),
    .target(
      name: "Tensors",
      dependencies: ["CVector"] + kernelTargets.map { .byName(name: $0.name) },
      swiftSettings: house),
    .target(
      name: "Learning",
      dependencies: [
        "Tensors", "SourceText", "ArrayFiles",
        .product(name: "SwiftCSV", package: "SwiftCSV"),
      ],
      swiftSettings: house),
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
      // A link to templates/ at the root.
      resources: [.embedInCode("Templates")],
      swiftSettings: house),
    .target(name: "PyTorch", dependencies: ["Learning"], swiftSettings: house),
    .target(
      name: "Runner",
      dependencies: [
        "SourceText", "Numerals", "Tensors", "ArrayFiles", "Learning", "Diagnosis", "PyTorch",
        "Plots",
        "Notebooks", "Site", "CCrypto",
      ],
      swiftSettings: house),
    .executableTarget(
      name: "meanwhile",
      dependencies: [
        "Runner", "SourceText", "Numerals",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house, linkerSettings: alone),
    .executableTarget(
      name: "Preview",
      dependencies: [
        "Runner", "Learning", "SourceText",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      swiftSettings: house),
    .target(name: "CAllocations"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Diagnosis", "Learning", "Notebooks", "Tensors", "Numerals", "SourceText", "CAllocations",
      ],
      exclude: ["Diagnosis/scenarios.yaml"],
      swiftSettings: house),

    // Tests mirror the rooms. Each names all it imports: what is not named is not rebuilt for it.
    .target(
      name: "TestSupport", dependencies: ["SourceText"], path: "Tests/TestSupport",
      swiftSettings: house),
    .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: house),
    .testTarget(
      name: "SourceTextTests", dependencies: ["SourceText", "TestSupport"], swiftSettings: house),
    .testTarget(name: "ArrayFilesTests", dependencies: ["ArrayFiles"], swiftSettings: house),
    .testTarget(name: "NumeralsTests", dependencies: ["Numerals"], swiftSettings: house),
    .testTarget(
      name: "TensorsTests", dependencies: ["Tensors", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "LearningTests", dependencies: ["Learning", "Tensors", "SourceText", "TestSupport"],
      exclude: ["Golden"], swiftSettings: house),
    .testTarget(
      name: "DiagnosisTests", dependencies: ["Diagnosis", "Learning", "SourceText", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "PlotsTests", dependencies: ["Plots"], exclude: ["Snapshots"],
      swiftSettings: house),
    .testTarget(
      name: "NotebooksTests", dependencies: ["Notebooks", "SourceText", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "SiteTests", dependencies: ["Site", "Plots", "SourceText"], swiftSettings: house),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["Benchmarks", "Learning", "SourceText", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "PreviewTests", dependencies: ["Preview", "Learning", "Runner", "SourceText"],
      swiftSettings: house),
    .testTarget(
      name: "RunnerTests",
      dependencies: [
        "Runner", "ArrayFiles", "Diagnosis", "Learning", "Notebooks", "Plots", "Site", "SourceText",
        "Tensors",
      ],
      exclude: ["Eject", "Foreign", "Sites"],
      swiftSettings: house),
  ] + kernelTargets
)
