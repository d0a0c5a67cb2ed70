// A slider over a figure's small panels: what is drawn in one is copied into the large one, whose
// plot is higher. The sentences of the frames are the labels of the slider's marks.
for (const scrubber of document.querySelectorAll(".scrubber")) {
  const range = scrubber.querySelector("input");
  const [large, ...frames] = scrubber.parentNode.querySelectorAll("g[data-y]");
  const heights = (group) => group.dataset.y.split(" ").map(Number);
  const [top, bottom] = heights(large);
  const show = () => {
    const frame = frames[range.value];
    const [from, to] = heights(frame);
    const grown = (bottom - top) / (to - from);
    const marks = [...frame.children].map((mark) => {
      const copy = mark.cloneNode(true);
      for (const name of ["y", "y1", "y2", "cy"]) {
        const place = copy.getAttribute(name);
        if (place) copy.setAttribute(name, top + (place - from) * grown);
      }
      if (copy.hasAttribute("viewBox")) copy.setAttribute("height", bottom - top);
      return copy;
    });
    large.replaceChildren(...marks);
    frames.forEach((other) => other.parentNode.classList.toggle("on", other == frame));
    const said = range.list.options[range.value].label;
    range.setAttribute("aria-valuetext", said);
    scrubber.querySelector(".said").textContent = said;
  };
  range.parentNode.hidden = false;
  range.oninput = show;
  show();
}
