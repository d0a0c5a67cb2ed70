/// How a generator's sequences are drawn in Python: the body of `draw(n, rng)`. Each repeats its source's
/// `draw`, number by number.
struct GeneratorCode {
  /// Of a signal's formula, before noise is added.
  typealias Moments = (mean: Double, deviation: Double)

  /// Statements, and the expressions of inputs and targets that follow them: `(n, T)` or `(n, T, D)`.
  typealias Body = (lines: String, inputs: String, targets: String)

  let body: Body
  /// Whether numbers come from torch and not from numpy.
  var isTorch = false

  /// Nil where no generator has that name.
  init?(_ data: CanonicalOptions, moments: Moments?) {
    let length = data["length"].python
    let steps = "\(data["length"].integer + 1)"
    let std = data["std"].python
    switch data.name {
    case "noise":
      isTorch = true
      body = (
        """
        x = torch.randn(n, \(length), 1, generator=rng)
        y = \(GeneratorCode.noise(data, "n, \(length), 1"))
        """,
        "x", "y"
      )
    case "sine": body = GeneratorCode.sine(data)
    case "sine_mixture": body = GeneratorCode.mixture(data)
    case "oscillator":
      body = (
        """
        phase = 2 * np.pi * rng.rand(n, 1)
        noise = \(std) * rng.randn(n, \(steps))
        series = np.sin(\(data["frequency"].python) * np.arange(\(steps)) + phase) + noise
        """,
        "series[:, :-1]", "series[:, 1:]"
      )
    case "ar":
      body = (
        """
        # The best forecasts from 0, 1, ... values before (Durbin 1960; Levinson 1947).
        forecasts = [(np.array(\(data["coefficients"].python), dtype=float), 1.0)]
        while len(forecasts[0][0]):
            a, variance = forecasts[0]
            shrink = 1 - a[-1] ** 2
            forecasts.insert(0, ((a[:-1] + a[-1] * a[:-1][::-1]) / shrink, variance / shrink))
        series = rng.randn(n, \(steps))
        for t in range(\(steps)):
            a, variance = forecasts[min(t, len(forecasts) - 1)]
            series[:, t] *= \(std) * np.sqrt(variance)
            for lag, weight in enumerate(a):
                series[:, t] += weight * series[:, t - 1 - lag]
        """,
        "series[:, :-1]", "series[:, 1:]"
      )
    case "random_walk":
      body = (
        """
        e = rng.randn(n, \(steps))
        e[:, 0] *= \(data["level"].python)
        e[:, 1:] *= \(std)
        series = np.cumsum(e, axis=1)
        """,
        "series[:, :-1]", "series[:, 1:]"
      )
    case "clock":
      body = (
        """
        x = rng.randn(n, \(length))
        angle = 2 * np.pi * \(data["periods"].python) * np.arange(\(length)) / \(length) + \(data["phase"].python)
        """,
        "x", "np.sin(angle) + \(std) * rng.randn(n, \(length))"
      )
    case "signal":
      guard let moments else { return nil }
      body = GeneratorCode.signal(data, moments)
    case "delay":
      let lag = data["lag"].integer
      body = (
        """
        x = rng.randn(n, \(length))
        e = rng.randn(n, \(length))
        y = np.zeros((n, \(length)))
        y[:, \(lag):] = \(GeneratorCode.noisy("x[:, :\(data["length"].integer - lag)]", "e[:, \(lag):]", data))
        """,
        GeneratorCode.input("x", data), "y"
      )
    case "cue":
      let start = data["start"].python
      let cue =
        data["binary"].truth ? "np.where(rng.rand(n) < 0.5, -1.0, 1.0)" : "rng.randn(n)"
      body = (
        """
        cue = \(cue)
        x = np.zeros((n, \(length), 2))
        x[:, :, 0] = \(data["distract"].python) * rng.randn(n, \(length))
        x[:, 0, 0], x[:, 0, 1] = cue, 1  # the second input flags the cue
        e = rng.randn(n, \(length))
        y = \(GeneratorCode.shares("cue[:, None]", "e", data))
        y[:, :\(start)] = 0
        """,
        "x", "y"
      )
    case "bimodal":
      body = (
        """
        x = rng.randn(n, \(length))
        sign = np.where(rng.rand(n, \(length)) < 0.5, -1, 1)
        e = rng.randn(n, \(length))
        y = sign * (\(data["distance"].python) + \(data["bend"].python) * np.tanh(x)) + \(std) * e
        """,
        "x", "y"
      )
    default: return nil
    }
  }

  // MARK: Longer ones

  /// The targets of noise, which know nothing of the inputs.
  private static func noise(_ data: CanonicalOptions, _ shape: String) -> String {
    let (mean, std) = (data["mean"].python, data["std"].python)
    return data["shape"].name == "exponential"
      ? "\(mean) - \(std) * (1 + torch.log1p(-torch.rand(\(shape), generator=rng)))"
      : "\(mean) + \(std) * torch.randn(\(shape), generator=rng)"
  }

  private static func sine(_ data: CanonicalOptions) -> Body {
    let length = data["length"].python
    let angles = "np.linspace(0, 2 * np.pi * \(data["periods"].python), \(length))"
    let noise = data["noise"].python
    let row =
      data["phase"].name == "random"
      ? """
          phase = 2 * np.pi * rng.rand()
          rows.append(np.sin(angles + phase) + \(noise) * rng.randn(\(length)))
      """
      : "    rows.append(np.sin(angles) + \(noise) * rng.randn(\(length)))"
    return (
      """
      angles = \(angles)
      rows = []
      for _ in range(n):
      \(row)
      x = np.array(rows)
      """,
      "x", "np.hstack([x[:, 1:], np.zeros((n, 1))])"
    )
  }

  private static func mixture(_ data: CanonicalOptions) -> Body {
    let components = data["components"].python
    func each(_ key: String, _ low: CanonicalOptions, _ high: CanonicalOptions) -> String {
      if !data[key].isAbsent { return "np.tile(\(data[key].python), (n, 1))" }
      return
        "\(low.python) + (\(high.python) - \(low.python)) * rng.rand(n, \(components))"
    }
    let periods = data["period_range"].list
    let amplitudes = data["amplitude_range"].list
    let phases =
      data["phases"].isAbsent
      ? "2 * np.pi * rng.rand(n, \(components))" : "np.tile(\(data["phases"].python), (n, 1))"
    let steps = data["length"].integer + 1
    return (
      """
      periods = \(each("periods", periods.first ?? .absent, periods.last ?? .absent))
      amplitudes = \(each("amplitudes", amplitudes.first ?? .absent, amplitudes.last ?? .absent))
      phases = \(phases)
      series = \(data["noise"].python) * rng.randn(n, \(steps))
      t = np.arange(\(steps)) / \(data["length"].python)
      for k in range(\(components)):
          angle = 2 * np.pi * periods[:, k, None] * t + phases[:, k, None]
          series += amplitudes[:, k, None] * np.sin(angle)
      """,
      "series[:, :-1]", "series[:, 1:]"
    )
  }

  private static func signal(_ data: CanonicalOptions, _ moments: Moments) -> Body {
    let length = data["length"].python
    let (a, b, c) = (data["a"].python, data["b"].python, data["c"].python)
    let raw =
      switch data["form"].name {
      case "fir":
        """
        s = np.zeros((n, \(length)))
        for lag, weight in enumerate(\(data["weights"].python)[:\(length)]):
            s[:, lag:] += weight * x[:, :\(length) - lag]
        """
      case "nlfir":
        """
        before = np.hstack([np.zeros((n, 1)), x[:, :-1]])
        s = np.sin(\(a) * x) + \(b) * before + \(c) * np.abs(before)
        """
      default:
        """
        s, state = np.zeros((n, \(length))), np.zeros(n)
        for t in range(\(length)):
            state = \(a) * state + x[:, t]
            s[:, t] = np.tanh(state)
        """
      }
    return (
      """
      x = rng.randn(n, \(length))
      e = rng.randn(n, \(length))
      \(raw)
      # The signal's own mean and deviation, as its formula has them.
      s = (s - \(pythonNumber(moments.mean))) / \(pythonNumber(moments.deviation))
      """,
      input("x", data), noisy("s", "e", data)
    )
  }

  // MARK: Shared formulas

  /// Signal and noise by their shares of the variance.
  private static func shares(
    _ signal: String, _ error: String, _ data: CanonicalOptions
  ) -> String {
    let noise = data["noise"].python
    return "np.sqrt(1 - \(noise)) * \(signal) + np.sqrt(\(noise)) * \(error)"
  }

  /// The same in the data's units.
  private static func noisy(
    _ signal: String, _ error: String, _ data: CanonicalOptions
  ) -> String {
    moved(shares(signal, error, data), data["loc"], data["scale"])
  }

  private static func input(_ x: String, _ data: CanonicalOptions) -> String {
    moved(x, data["xloc"], data["xscale"])
  }

  private static func moved(
    _ text: String, _ location: CanonicalOptions, _ scale: CanonicalOptions
  ) -> String {
    let isSum = text.contains(" + ")
    let scaled =
      scale.number == 1 ? text : "\(scale.python) * \(isSum ? "(\(text))" : text)"
    return location.number == 0 ? scaled : "\(location.python) + \(scaled)"
  }
}
