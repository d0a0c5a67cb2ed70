import Learning

/// The lines that do to the sequences what `Preparation` does: accidents, windows, scaling.
struct PreparationSection {
  private(set) var text = ""
  private(set) var obstacles: [String] = []

  init(_ experiment: Experiment, _ options: CanonicalOptions, _ split: Split) {
    let asked = options["preparation"]
    if !asked["augmentation"].isAbsent {
      obstacles.append("augmentation draws its altered copies by rules of its own")
    }
    if asked["shuffle_pairs"].truth {
      let seed = "\(experiment.dataSeed ?? experiment.seed)"
      text += """
        # Inputs and targets are permuted apart.
        pairs = torch.Generator().manual_seed(zlib.crc32(b"\(seed) pairs"))
        Y = Y[torch.randperm(len(Y), generator=pairs)]

        """
    }
    if asked["shift"].integer != 0 { move(by: asked["shift"].integer) }
    if asked["leak"].truth {
      text += """
        # The input at a step is the target at that step.
        leaked = min(X.shape[2], Y.shape[2])
        X[..., :leaked] = Y[..., :leaked]
        X_test[..., :leaked] = Y_test[..., :leaked]

        """
    }
    if !asked["window"].isAbsent { cut(experiment, asked["window"].python) }
    scale(experiment.data.preparation.scaling, split)
  }

  private mutating func move(by shift: Int) {
    let moved =
      shift > 0
      ? "torch.cat([torch.zeros_like(x[:, :\(shift)]), x[:, :-\(shift)]], dim=1)"
      : "torch.cat([x[:, \(-shift):], torch.zeros_like(x[:, :\(-shift)])], dim=1)"
    text += """
      # Inputs appear \(abs(shift)) step\(abs(shift) == 1 ? "" : "s") too \(shift > 0 ? "late" : "early").
      X, X_test = (\(moved) for x in (X, X_test))

      """
  }

  private mutating func cut(_ experiment: Experiment, _ window: String) {
    var uncut = experiment
    uncut.data.preparation = experiment.data.preparation.uncut
    guard let window = Int(window), let whole = try? uncut.split().train else { return }
    let starts = whole.keptWindows(window).map { "\($0)" }.joined(separator: ", ")
    text += """
      # Windows, one behind the other; the state starts anew at each.
      starts = [\(starts)]
      X, Y, X_test, Y_test = (
          torch.stack([a[:, s : s + \(window)] for s in starts], dim=1).flatten(0, 1)
          for a in (X, Y, X_test, Y_test)
      )

      """
  }

  /// Statistics of the training part alone, in float64.
  private mutating func scale(_ rule: ScalingRule, _ split: Split) {
    guard rule != .none, !split.scaling.targets.isEmpty else { return }
    let (from, to) = (split.train.scored.lowerBound, split.train.scored.upperBound)
    let body =
      rule == .standardise
      ? """
          a = a.double().flatten(0, 1)
          scale = a.std(0, unbiased=False)
          return a.mean(0), torch.where(scale > 0, scale, 1.0)
      """
      : """
          a = a.double().flatten(0, 1)
          scale = a.amax(0) - a.amin(0)
          return a.amin(0), torch.where(scale > 0, scale, 1.0)
      """
    let isShared = split.scaling.inputs == split.scaling.targets
    text += """


      def units(a):
      \(body)


      # The network works in units of the training part.
      y_location, y_scale = units(Y[:, \(from):\(to)])
      x_location, x_scale = \(isShared ? "y_location, y_scale  # the target is the next input" : "units(X)")
      X, X_test = (((x - x_location) / x_scale).float() for x in (X, X_test))
      Y = ((Y - y_location) / y_scale).float()

      """
  }
}
