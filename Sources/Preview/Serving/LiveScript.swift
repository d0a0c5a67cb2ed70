import Runner

/// What a served page runs to follow its notebook: it reloads when its bytes on the disk are others,
/// where the reader was, and shows mistakes over the page while there are any.
enum LiveScript {
  /// Where the script hears of builds. No page can have this address: its name is hidden.
  static let address = "/.meanwhile/events"

  /// What a policy calls the script.
  static let hash = "sha256-" + Digest.sha256InBase64(text)

  /// The element for a page.
  ///
  /// - Parameter digest: of the page's bytes on the disk; "" for a page that is not there.
  static func element(digest: String) -> String {
    "<script data-page=\"\(digest)\">\(text)</script>"
  }

  static let text = #"""
    (() => {
      const mine = document.currentScript.dataset.page
      document.currentScript.remove()
      const key = "meanwhile " + location.pathname

      // The place is that of the nearest element with a name, so that an edit above does not move it.
      const leave = () => {
        const above = [...document.querySelectorAll("body [id]:not(svg *)")]
          .findLast(one => one.getBoundingClientRect().top <= 0)
        const top = above ? above.getBoundingClientRect().top : 0
        sessionStorage.setItem(key, JSON.stringify({ id: above?.id, top, y: scrollY }))
        history.scrollRestoration = "manual"
        location.reload()
      }
      const kept = sessionStorage.getItem(key)
      if (kept) {
        sessionStorage.removeItem(key)
        const { id, top, y } = JSON.parse(kept)
        const above = id && document.getElementById(id)
        const place = above ? scrollY + above.getBoundingClientRect().top - top : y
        scrollTo({ top: place, behavior: "instant" })
        addEventListener("load", () => { history.scrollRestoration = "auto" })
      }

      let box = null, closed = ""
      const show = text => {
        if (text !== closed) closed = ""
        if (box && box.dataset.text === text) return
        box?.remove()
        box = null
        if (!text || text === closed) return
        box = document.createElement("section")
        box.id = "_mistakes"
        box.dataset.text = text
        box.setAttribute("role", "alert")
        box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;" +
          "overflow:auto;margin:0;padding:1rem 1.25rem;background:#2a1215;color:#ffe9e9;" +
          "border-top:4px solid #ff6b6b;text-align:left"
        const close = document.createElement("button")
        close.type = "button"
        close.textContent = "Close"
        close.style.cssText = "float:right;font:inherit;color:inherit;background:transparent;" +
          "border:1px solid currentColor;border-radius:4px;padding:.2rem .7rem;cursor:pointer"
        close.onclick = () => { closed = text; box.remove(); box = null }
        const lines = document.createElement("pre")
        lines.textContent = text
        lines.style.cssText = "margin:0;white-space:pre-wrap;overflow-wrap:anywhere;color:inherit;" +
          "background:none;border:0;padding:0;font:14px/1.45 ui-monospace,monospace"
        box.append(close, lines)
        document.body.append(box)
      }

      let events = null
      const hear = () => {
        events?.close()
        events = null
        // A browser keeps few connections to one place: pages that nobody sees give theirs back.
        if (document.hidden) return
        events = new EventSource("/.meanwhile/events?page=" + encodeURIComponent(location.pathname))
        events.onmessage = message => {
          const { page, problems } = JSON.parse(message.data)
          if (page && page !== mine) {
            events.close()
            leave()
          } else {
            show(problems || (page || !mine ? "" : "This page is gone: its notebook was removed."))
          }
        }
      }
      document.addEventListener("visibilitychange", hear)
      hear()
    })()
    """#
}
