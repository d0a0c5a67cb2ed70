// Choices become buttons. A guess opens the answer and is told right from wrong; nothing is kept.
for (const quiz of document.querySelectorAll(".quiz")) {
  const answer = quiz.querySelector("details");
  const right = quiz.dataset.correct - 1;
  const items = [...quiz.querySelectorAll("ol > li")];
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  const letter = (index) => "abcdef"[index];
  const guess = (index) => {
    items.forEach((item, other) => {
      item.firstChild.setAttribute("aria-pressed", other == index);
      item.className = other == right ? "right" : other == index && right >= 0 ? "wrong" : "";
    });
    said.textContent =
      right >= 0
        ? letter(index) + (index == right ? " is right." : " is not it: " + letter(right) + " is.")
        : "You chose " + letter(index) + ".";
    answer.open = true;
  };
  items.forEach((item, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...item.childNodes);
    button.setAttribute("aria-pressed", false);
    button.onclick = () => guess(index);
    item.append(button);
  });
  if (items.length) answer.before(said);
}
