// Reads a reader's own numbers against the cases of the table: the sentences are the table's.
for (const box of document.querySelectorAll(".own-run")) {
  const [loss, variance, start] = box.querySelectorAll("input");
  const [ratios, falls] = [...box.querySelectorAll("tbody")].map((body) => [...body.rows]);
  const said = box.querySelector(".said");
  const number = (input) => parseFloat(input.value.replace(/\s/g, "").replace(",", ".").replace("−", "-"));
  const words = (row) => row.cells[1].textContent;
  const short = (value) => (value < 1000 && value >= 0.001 ? value.toPrecision(3) : value.toExponential(2));
  const found = (rows, ratio) =>
    rows.find((row) => ratio >= row.dataset.from && ratio < row.dataset.below);
  const read = () => {
    const [a, b, c] = [loss, variance, start].map(number);
    const [constant, negative] = ratios.slice(-2);
    const lines = [];
    const mark = (row, text) => {
      row.className = "highlighted";
      lines.push(text + words(row));
    };
    [...ratios, ...falls].forEach((row) => (row.className = ""));
    if (a < 0) mark(negative, "");
    else if (b <= 0) mark(constant, "");
    else if (a / b >= 0) {
      mark(found(ratios, a / b), a + " ÷ " + b + " = " + short(a / b) + ". ");
      if (c > 0) mark(found(falls, a / c), a + " ÷ " + c + " = " + short(a / c) + ". ");
    }
    said.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      })
    );
  };
  box.querySelector(".fields").hidden = false;
  for (const input of [loss, variance, start]) input.oninput = read;
}
