import Foundation
import Tensors
import Testing

@testable import Runner

/// What `meanwhile doctor` says of a machine, and of this one.
struct DoctorTests {
  @Test func everyFactOfThisMachineHasAnAlignedLine() throws {
    let run = try Command(["doctor"], in: repository).finish()
    #expect(run.status == 0 && run.errors == "")
    let table = run.output.components(separatedBy: "\n\n")[0].split(separator: "\n")
    let labels = [
      "processor ", "processors online ", "kernel level ", "OpenBLAS ", "its configuration ",
      "its own choice ", "core in use ", "cmark ", "compiled with Swift ", "Meanwhile ",
    ]
    for label in labels { #expect(table.contains { $0.hasPrefix(label) }, "\(label)") }
    #expect(table.contains { $0.hasPrefix("instructions ") } == !Processor.features.isEmpty)
    for line in table {
      #expect(line.dropFirst(19).hasPrefix("  ") && line.dropFirst(21).first != " ", "\(line)")
    }
    #expect(run.output.contains("  \(Version.current), numerics "))
    #expect(run.output.contains("  \(Processor.count)\n"))
  }

  @Test func aNarrowerKernelLevelIsAdvisedAgainst() throws {
    let run = try Command(
      ["doctor"], in: repository, environment: ["MEANWHILE_KERNEL": "portable"]
    ).finish()
    #expect(run.status == 0)
    #expect(run.output.contains("  portable, set by MEANWHILE_KERNEL\n"))
    #expect(
      run.output.contains("unset MEANWHILE_KERNEL.") == (KernelLevel.available.last != .portable))
  }

  @Test func whoChoseTheCoreIsSaid() {
    var machine = modern
    #expect(!machine.report.contains("\n\n"), "nothing to advise")
    #expect(machine.report.contains("its own choice       Prescott\n"))
    #expect(
      machine.report.contains("SkylakeX, set by Meanwhile: the processor is newer than the library")
    )
    machine.core.found = "Cooperlake"
    #expect(machine.report.contains("SkylakeX, set by Meanwhile: the same core on every processor"))
    machine.core = .init(found: "SkylakeX", core: "SkylakeX", reason: .asFound)
    #expect(machine.report.contains("SkylakeX, as the library chose\n"))
  }

  @Test func aLibraryBelowItsProcessorComesWithTheCure() {
    var machine = modern
    machine.core = .init(found: "Haswell", core: "Haswell", reason: .environment)
    #expect(machine.report.contains("its own choice       unknown while OPENBLAS_CORETYPE is set"))
    #expect(
      machine.report.hasSuffix(
        "\n\nOpenBLAS computes with Haswell although the processor runs avx512: unset OPENBLAS_CORETYPE."
      ))
    machine.core.reason = .asFound
    #expect(machine.report.hasSuffix(": install one that was built with DYNAMIC_ARCH."))
    machine.widest = .avx2
    machine.level = .avx2
    #expect(!machine.report.contains("\n\n"), "Haswell's core has all that this processor has")
  }

  @Test(arguments: [
    ("avx512", "it can be portable, avx2, avx512.", false),
    ("avx512", "this processor runs avx2 at most.", true),
    ("fast", "it can be portable, avx2, avx512.", true),
  ])
  func aSettingWithoutEffectIsNamed(_ setting: String, _ ending: String, _ isShown: Bool) {
    var machine = modern
    machine.widest = .avx2
    machine.level = .avx2
    machine.kernelSetting = setting
    #expect(
      machine.report.contains("\n\nMEANWHILE_KERNEL=\(setting) has no effect: \(ending)") == isShown
    )
  }

  @Test func anotherArchitectureHasNoLinesOfThisOne() {
    var machine = modern
    machine.features = []
    machine.widest = .portable
    machine.level = .portable
    machine.core = .init(found: "NEOVERSEN1", core: "NEOVERSEN1", reason: .asFound)
    #expect(!machine.report.lowercased().contains("avx"))
    #expect(machine.report.contains("NEOVERSEN1, as the library chose\n"))
    #expect(!machine.report.contains("\n\n"), "nothing to advise")
  }

  @Test func theProcessorsNameIsReadFromTheSystem() {
    var files = Files.disk
    files.read = { _ in Data("processor\t: 0\nmodel name\t: Quick CPU: 2\nmodel\t\t: 1\n".utf8) }
    #expect(Machine(files: files).processor == "Quick CPU: 2")
    files.read = { _ in throw Files.Failure(reason: "not here") }
    #expect(Machine(files: files).report.hasPrefix("processor            unknown\n"))
  }

  /// A processor newer than its library, which is set to what the processor has.
  private var modern: Machine {
    var machine = Machine()
    machine.features = [("avx2", true), ("fma", true), ("avx512f", true)]
    machine.widest = .avx512
    machine.level = .avx512
    machine.kernelSetting = nil
    machine.core = .init(found: "Prescott", core: "SkylakeX", reason: .ours)
    machine.openBLAS = "OpenBLAS 0.3.21 DYNAMIC_ARCH SkylakeX"
    return machine
  }
}
