import Learning
import Notebooks
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What decides how fast experiments train here, and which versions compute them.
package struct Machine {
  /// As the system names it.
  package var processor: String?
  /// The instructions that decide on the kernel level; none where there is nothing to decide.
  package var features = Processor.features
  package var processors = Processor.count
  /// The widest kernel level the processor can run, and the one in use.
  package var widest = KernelLevel.available.last ?? .portable
  package var level = KernelLevel.current
  /// `MEANWHILE_KERNEL`, where it is set.
  package var kernelSetting = getenv("MEANWHILE_KERNEL").map { String(cString: $0) }
  package var core = BLAS.choice
  /// How OpenBLAS describes itself.
  package var openBLAS = BLAS.configuration
  package var cmark = MarkdownLibrary.version

  package init(files: Files = .disk) {
    processor = Machine.name(in: (try? files.read("/proc/cpuinfo")).map { Array($0) } ?? [])
  }

  /// Aligned lines, and a sentence for whatever is set below what the processor has.
  package var report: String {
    var lines = [("processor", processor ?? "unknown"), ("processors online", "\(processors)")]
    if !features.isEmpty {
      let shown = features.map { $0.isPresent ? $0.name : "no \($0.name)" }
      lines.append(("instructions", shown.joined(separator: ", ")))
    }
    lines.append(("kernel level", levelText))
    lines.append(("OpenBLAS", version))
    lines.append(("its configuration", configuration))
    if core.reason == .environment {
      lines.append(("its own choice", "unknown while OPENBLAS_CORETYPE is set"))
    } else {
      lines.append(("its own choice", core.found))
    }
    lines.append(("core in use", "\(core.core), \(reason)"))
    lines.append(("cmark", cmark))
    lines.append(("compiled with Swift", Machine.swift))
    lines.append(("Meanwhile", "\(Version.current), numerics \(Experiment.numericsVersion)"))
    let width = (lines.map(\.0.count).max() ?? 0) + 2
    let table = lines.map { $0.0 + String(repeating: " ", count: width - $0.0.count) + $0.1 }
    let advice = advice
    return (table + (advice.isEmpty ? [] : [""] + advice)).joined(separator: "\n")
  }

  // MARK: Facts

  private var levelText: String {
    guard let kernelSetting else { return "\(level.rawValue), the widest this processor runs" }
    return kernelSetting == level.rawValue
      ? "\(level.rawValue), set by MEANWHILE_KERNEL" : "\(level.rawValue)"
  }

  private var words: [Substring] { openBLAS.split(separator: " ") }
  private var version: String {
    words.count > 1 && words[0] == "OpenBLAS" ? String(words[1]) : "unknown"
  }
  private var configuration: String {
    words.count > 2 && words[0] == "OpenBLAS" ? words[2...].joined(separator: " ") : openBLAS
  }

  private var reason: String {
    switch core.reason {
    case .asFound: "as the library chose"
    case .environment: "set by OPENBLAS_CORETYPE"
    case .ours:
      Machine.level(ofCore: core.found) < Machine.level(ofCore: core.core)
        ? "set by Meanwhile: the processor is newer than the library"
        : "set by Meanwhile: the same core on every processor of this kernel level"
    }
  }

  /// The kernel set's width as a place in `KernelLevel.allCases`.
  private static func level(ofCore core: String) -> Int {
    switch core.lowercased() {
    case "skylakex", "cooperlake", "sapphirerapids": 2
    case "haswell", "zen": 1
    default: 0
    }
  }

  // MARK: Advice

  private var advice: [String] {
    [kernelAdvice, features.isEmpty ? nil : coreAdvice].compactMap(\.self)
  }

  private var kernelAdvice: String? {
    guard let kernelSetting, kernelSetting != widest.rawValue else { return nil }
    if kernelSetting == level.rawValue {
      return
        "The kernels are \(level.rawValue) although the processor runs \(widest.rawValue): unset MEANWHILE_KERNEL."
    }
    let known = KernelLevel.allCases.map(\.rawValue)
    return known.contains(kernelSetting)
      ? "MEANWHILE_KERNEL=\(kernelSetting) has no effect: this processor runs \(widest.rawValue) at most."
      : "MEANWHILE_KERNEL=\(kernelSetting) has no effect: it can be \(known.joined(separator: ", "))."
  }

  private var coreAdvice: String? {
    let place = KernelLevel.allCases.firstIndex(of: widest) ?? 0
    guard Machine.level(ofCore: core.core) < place else { return nil }
    let finding =
      "OpenBLAS computes with \(core.core) although the processor runs \(widest.rawValue)"
    switch core.reason {
    case .environment: return "\(finding): unset OPENBLAS_CORETYPE."
    case .asFound: return "\(finding): install one that was built with DYNAMIC_ARCH."
    // Chosen to match a narrower kernel level, which is advised on above.
    case .ours: return nil
    }
  }

  // MARK: Reading

  /// The first `model name` of `/proc/cpuinfo`; other processors than x86 have none there.
  private static func name(in cpuinfo: [UInt8]) -> String? {
    let lines = String(decoding: cpuinfo, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("model name") }),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    return String(line[line.index(after: colon)...].drop { $0 == " " })
  }

  /// The compiler's version, as far as a program can know it.
  private static let swift: String = {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }()
}
