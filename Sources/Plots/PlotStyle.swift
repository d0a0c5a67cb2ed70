/// The CSS of every figure, written once per page.
///
/// It is built on the page's variables: `--net --mean --floor --ink --bar --alt --soft --hair --bg`
/// for marks, `--net-text --mean-text --floor-text --alt-text` for text in a series' colour (darker on light,
/// lighter on dark, for a contrast of 4.5), `--sans` for the face. A class is a letter for the
/// element and a word for the role: `l-` line, `r-` rule, `k-` upright mark, `d-` dot, `o-` ring,
/// `b-` bar, `a-` area, `p-` cloud of dots,
/// `x-` cross, `t-` text; `q0` to `q9` are the colours of heat maps, `--q0` to `--q9` of the page.
package enum PlotStyle {
  /// Widths in pixels of the space left of a plot, for numbers of growing length.
  static let margins = [38, 50, 62, 76]

  /// The space that these numbers need; none where there are none.
  static func margin(for labels: [String]) -> Int {
    guard let widest = labels.map({ estimatedWidth($0, size: 12) }).max() else { return 0 }
    return margins.first { widest + 8 <= Double($0) } ?? margins[margins.count - 1]
  }

  package static let stylesheet =
    """
    .plot{display:block;width:100%;overflow:visible;font-family:var(--sans,sans-serif)}
    \(margins.map { ".plot.m\($0){width:calc(100% - \($0)px);margin-left:\($0)px}" }.joined(separator: "\n"))
    .plot text{font-size:13px;fill:var(--ink);font-variant-numeric:tabular-nums}
    .plot .n{font-size:12px;fill:var(--soft)}
    .plot .h,.plot [class^=t-]{font-weight:600}
    .plot .t-base{font-weight:400}
    .plot .t-net,.plot .t-held{fill:var(--net-text,var(--ink))}
    .plot .t-mean{fill:var(--mean-text,var(--ink))}
    .plot .t-floor{fill:var(--floor-text,var(--ink))}
    .plot .t-alt{fill:var(--alt-text,var(--ink))}
    .plot line,.plot path{fill:none;stroke:var(--ink);stroke-width:2;stroke-linejoin:round}
    .plot .g{stroke:var(--hair);stroke-width:1}
    .plot .x{stroke:var(--soft);stroke-width:1}
    .plot .j{stroke:var(--soft);stroke-width:1}
    .plot [class^=r-]{stroke-width:1.6}
    .plot .l-net,.plot .r-net,.plot .k-net{stroke:var(--net)}
    .plot .l-held,.plot .r-held,.plot .k-held{stroke:var(--net)}
    .plot .l-held,.plot .r-held{stroke-dasharray:9 3}
    .plot .l-mean,.plot .r-mean,.plot .k-mean{stroke:var(--mean)}
    .plot .l-mean,.plot .r-mean{stroke-dasharray:6 4}
    .plot .l-floor,.plot .r-floor,.plot .k-floor{stroke:var(--floor)}
    .plot .l-floor,.plot .r-floor{stroke-dasharray:2 3}
    .plot .l-base,.plot .r-base,.plot .k-base{stroke:var(--soft)}
    .plot .r-base{stroke-dasharray:8 3 2 3}
    .plot .l-alt,.plot .r-alt,.plot .k-alt{stroke:var(--alt)}
    .plot .l-alt,.plot .r-alt{stroke-dasharray:12 3 3 3}
    .plot .thin{stroke-width:1;opacity:.5;stroke-dasharray:none}
    .plot circle{fill:var(--ink);stroke:var(--bg,Canvas);stroke-width:1}
    .plot .d-net,.plot .d-held{fill:var(--net)}
    .plot .d-mean{fill:var(--mean)}
    .plot .d-floor{fill:var(--floor)}
    .plot .d-base{fill:var(--soft)}
    .plot .d-alt{fill:var(--alt)}
    .plot [class^=o-]{fill:var(--bg,Canvas);stroke:var(--soft);stroke-width:1.5}
    .plot .o-net{stroke:var(--net)}
    .plot .o-alt{stroke:var(--alt)}
    .plot .cloud{stroke-width:5.5;stroke-linecap:round}
    .plot .small{stroke-width:4.5;stroke-opacity:.6}
    .plot .p-net,.plot .p-held,.plot .x-net{stroke:var(--net)}
    .plot .p-mean,.plot .x-mean{stroke:var(--mean)}
    .plot .p-floor{stroke:var(--floor)}
    .plot .p-base{stroke:var(--soft)}
    .plot .p-alt{stroke:var(--alt)}
    .plot [class^=x-]{stroke-width:3}
    .plot [class^=b-]{fill:var(--bar);stroke:var(--bg,Canvas);stroke-width:1}
    .plot .b-net{fill:var(--net)}
    .plot .b-mean{fill:var(--mean)}
    .plot .b-floor{fill:var(--floor)}
    .plot .b-alt{fill:var(--alt)}
    .plot [class^=a-]{fill:var(--bar);fill-opacity:.25;stroke:none}
    .plot .a-net,.plot .a-held{fill:var(--net)}
    .plot .a-mean{fill:var(--mean)}
    .plot .a-floor{fill:var(--floor)}
    .plot .a-alt{fill:var(--alt)}
    .plot [class^=q]{stroke:none;shape-rendering:crispEdges;forced-color-adjust:none}
    \((0..<ColourLevels.count).map { ".plot .q\($0){fill:var(--q\($0))}" }.joined())
    @media(max-width:36rem){.plot .w{display:none}}
    @media(max-width:22rem){.plot .h,.plot .s{font-size:11px}}
    @media(forced-colors:active){.plot text{fill:currentColor}.plot line,.plot path{stroke:currentColor}.plot .g{opacity:.4}.plot circle,.plot [class^=b-]{fill:currentColor}.plot [class^=a-]{fill:currentColor;stroke:none}}

    """
}
