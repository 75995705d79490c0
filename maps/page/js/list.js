// List: search by typed words, and links that last.

// Pure: whether a text holds every word that was typed.
function holdsWords(text, typed) {
  return foldText(typed).split(" ").filter(Boolean).every((word) => text.includes(word));
}

// Pure: letters without case and accents, white space single.
function foldText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

let searched = null; // [entry, its text], read when first asked for

function startList() {
  const form = document.querySelector(".search");
  const field = form.querySelector("input");
  form.hidden = false;
  if (time) followList();
  form.onsubmit = (event) => event.preventDefault();
  field.oninput = () => filterList(field.value);
  field.onkeydown = (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.stopPropagation();
    clearSearch();
  };
  document.getElementById("list").addEventListener("click", (event) => {
    const link = event.target.closest(".permalink");
    if (link) copyAddress(link);
  });
}

function clearSearch() {
  document.getElementById("search").value = "";
  filterList("");
}

function filterList(typed) {
  searched ??= [...document.querySelectorAll("#list article")].map((entry) => [entry, foldText(entry.textContent)]);
  const seeking = foldText(typed) !== "";
  document.getElementById("list").classList.toggle("seeking", seeking); // it seeks in all of time
  let shown = 0;
  for (const [entry, text] of searched) {
    const found = holdsWords(text, typed);
    if (entry.hidden === found) entry.hidden = !found;
    shown += found;
  }
  for (const part of document.querySelectorAll("#list .run, #list section")) {
    part.hidden = seeking && !part.querySelector("article:not([hidden])");
  }
  countShown();
  const all = searched.length;
  document.querySelector(".search .found").textContent = !seeking ? ""
    : shown ? words.found.replace("{n}", shown).replace("{all}", all) : words.none_found;
}

// Where the search or the time holds entries back, a section says how many are left: "29 of 56".
function countShown() {
  const list = document.getElementById("list");
  const held = list.classList.contains("seeking") ? "[hidden]" : ".outside";
  list.querySelectorAll("h2 > .count").forEach((count, nth) => {
    const entries = count.closest("section");
    const all = entries.querySelectorAll("article").length;
    const left = entries.querySelectorAll(`article:not(${held})`).length;
    sayPart(count, left, all);
    if (nth === 0) sayPart(list.querySelector(".listed"), left, all);
  });
}

function sayPart(count, left, all) {
  count.querySelector(".count-part")?.remove();
  if (left === all) return;
  const part = document.createElement("span");
  part.className = "count-part";
  part.textContent = `${words.part_of.replace("{n}", left)} `;
  count.prepend(part);
}

// Have an entry or a heading in sight before it is gone to.
function reveal(target) {
  if (target.closest("[hidden]")) clearSearch();
  revealInTime(target);
  raiseSheet();
}

// The address of an entry, for those who click its sign; where the clipboard is closed to the
// page, the address bar holds it all the same.
async function copyAddress(link) {
  const address = new URL(link.getAttribute("href"), location.href).href;
  // a frame may not be let to the clipboard, and a browser complains of the mere attempt
  const may = document.featurePolicy?.allowsFeature("clipboard-write") ?? true;
  const copied = may && (await navigator.clipboard?.writeText(address).then(() => true, () => false));
  link.dataset.said = copied ? words.copied : words.in_address;
  document.querySelector(".search .found").textContent = link.dataset.said;
  setTimeout(() => delete link.dataset.said, 2500);
}
