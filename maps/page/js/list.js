// List: search by typed words and keys, and links that last.

// Pure: whether a text holds every word that was typed.
function holdsWords(text, typed) {
  return foldText(typed).split(" ").filter(Boolean).every((word) => text.includes(word));
}

// Pure: letters without case and accents, white space single.
function foldText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

function startList(data) {
  const form = document.querySelector(".search");
  const field = form.querySelector("input");
  form.hidden = false;
  startFilters(data);
  startShareKeys();
  form.onsubmit = (event) => event.preventDefault();
  field.oninput = () => setFilters({ ...wanted, typed: foldText(field.value) && field.value.trim() });
  field.onkeydown = (event) => searchKey(event, field);
  document.getElementById("list").addEventListener("click", (event) => {
    const link = event.target.closest(".permalink");
    if (link) copyAddress(link);
  });
}

// Escape empties the field, the arrow down goes to what is found, Enter opens the first of it.
function searchKey(event, field) {
  const first = foundEntries()[0];
  if (event.key === "Escape" && field.value) {
    field.value = "";
    field.oninput();
  } else if (event.key === "Enter" && field.value && first) {
    keepAddress(writeAddress(location.hash, { entry: first.id }));
    goTo(first.id);
  } else if (event.key === "ArrowDown" && first) {
    first.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function foundEntries() {
  return allEntries().filter((entry) => !entry.closest(".held, .outside"));
}

function sayFound(passing) {
  const said = passing.length === 1 ? words.found_one : words.found_several;
  document.querySelector(".search .found").textContent = wanted.typed && passing.length ? filled(said, { n: passing.length }) : "";
}

// Where a filter or the time holds entries back, a section says how many are left: "29 of 56".
function countShown() {
  const list = document.getElementById("list");
  list.querySelectorAll("h2 > .count").forEach((count, nth) => {
    const entries = count.closest("section");
    const all = entries.querySelectorAll("article").length;
    const left = entries.querySelectorAll("article:not(.outside, .held)").length;
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
  revealHeld(target);
  revealInTime(target);
  raiseSheet();
}

// The address of an entry, for those who click its sign; where the clipboard is closed to the
// page, the address bar holds it all the same.
async function copyAddress(link) {
  const address = new URL(link.getAttribute("href"), location.href).href;
  const copied = await copyText(address);
  link.dataset.said = copied ? words.copied : words.in_address;
  document.querySelector(".search .found").textContent = link.dataset.said;
  setTimeout(() => delete link.dataset.said, 2500);
}
