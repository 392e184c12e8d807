// Shows where a fact stands: what is pointed at or focused lights its boxes and its words, and the
// other way round. Without this script the link of each fact leads to the same place.
"use strict";
for (const picture of document.querySelectorAll(".rupa img")) {
  // A picture that cannot be drawn gives way to a sentence and the page's text.
  const missing = () => picture.closest(".rupa").classList.add("kosong-rupa");
  picture.addEventListener("error", missing);
  if (picture.complete && picture.getAttribute("src") && !picture.naturalWidth) missing();
}
const root = document.querySelector(".berdampingan");
if (root) {
  const sheets = root.querySelector(".lembar-lembar");
  let lit = [];
  const dim = () => { lit.forEach((e) => e.classList.remove("nyala")); lit = []; };
  const parts = (names) => names.flatMap((n) => [...root.querySelectorAll(`[data-k~="${n}"]`)]);
  const visible = (e) => e.getClientRects().length > 0;
  const light = (names, from, scroll) => {
    dim();
    lit = parts(names);
    lit.forEach((e) => e.classList.add("nyala"));
    const goals = lit.filter((e) => e !== from && !e.contains(from) && visible(e) && (from.closest(".rekaman") ? sheets.contains(e) : e.matches(".fakta")));
    if (!scroll || !goals.length) return;
    const goal = goals[0], pane = goal.closest(".lembar-lembar, .rekaman");
    const box = goal.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    if (pane.scrollHeight > pane.clientHeight + 4 && (box.top < frame.top + 40 || box.bottom > frame.bottom - 40)) {
      pane.scrollTo({ top: pane.scrollTop + box.top - frame.top - frame.height / 3, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  };
  const names = (e) => (e.dataset.k || "").split(" ").filter((n) => /^\d+$/.test(n));
  for (const fact of root.querySelectorAll(".fakta[data-k]")) {
    fact.addEventListener("pointerenter", () => light(names(fact), fact, true));
    fact.addEventListener("focusin", () => light(names(fact), fact, true));
  }
  for (const spot of root.querySelectorAll(".rupa [data-k], .naskah [data-k]")) {
    spot.addEventListener("pointerenter", () => light(names(spot), spot, false));
    spot.addEventListener("click", () => light(names(spot), spot, true));
  }
  const chosen = root.querySelector(".rekaman").dataset.dipilih;
  if (chosen !== "") {
    lit = parts([chosen]);
    lit.forEach((e) => e.classList.add("nyala"));
    const spot = lit.find((e) => sheets.contains(e) && visible(e));
    const pane = spot && spot.closest(".lembar-lembar");
    if (spot && pane.scrollHeight > pane.clientHeight + 4) {
      pane.scrollTop += spot.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
    } else if (spot) {
      spot.scrollIntoView({ block: "center" });
    }
    const fact = root.querySelector(`.fakta[data-k~="${chosen}"]`), list = root.querySelector(".rekaman");
    if (fact && list.scrollHeight > list.clientHeight + 4) {
      list.scrollTop += fact.getBoundingClientRect().top - list.getBoundingClientRect().top - 80;
    }
  }
}
