// List: search by typed words and keys, and links that last.

const TYPED = 500; // letters that are sought, as the field takes them

// Pure: the words that were typed, as they are sought.
function soughtWords(typed) {
  return foldText(typed).split(" ").filter(Boolean);
}

// Pure: what was typed, as it is kept: none without a letter, and nothing that an address cannot hold.
function typedText(text) {
  const typed = [...text.replace(/\p{Cs}/gu, "").trim()].slice(0, TYPED).join("").trim();
  return foldText(typed) && typed;
}

// Pure: whether a text holds every word.
function holdsWords(text, sought) {
  return sought.every((word) => text.includes(word));
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
  foldAhead();
  startShareKeys();
  form.onsubmit = (event) => event.preventDefault();
  field.oninput = () => setFilters({ ...wanted, typed: typedText(field.value) });
  field.onkeydown = (event) => searchKey(event, field);
  document.getElementById("list").addEventListener("click", (event) => {
    const link = event.target.closest(".permalink");
    if (link) copyAddress(link);
  });
}

// Escape empties the field, the arrow down goes to what is found, Enter opens the first of it.
function searchKey(event, field) {
  const first = /^(Enter|ArrowDown)$/.test(event.key) ? firstFound() : null;
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

// The first entry that is left, standing in the list.
function firstFound() {
  const nth = listed.refs.findIndex((_, at) => isLeft(at));
  if (nth < 0) return null;
  placeEntry(listed.refs[nth]);
  return entryOf(listed.refs[nth]);
}

function sayFound(passing) {
  const said = passing === 1 ? words.found_one : words.found;
  document.querySelector(".search .found").textContent = wanted.typed && passing ? filled(said, { n: passing }) : "";
}

// Where a filter or the time holds entries back, a section says how many are left: "29 of 56".
function countShown() {
  listed.parts.forEach(({ section, from, refs }, nth) => {
    const left = countLeft(from, from + refs.length);
    sayPart(section.querySelector("h2 > .count"), left, refs.length);
    if (nth === 0) sayPart(document.querySelector("#list .listed"), left, refs.length);
  });
}

function sayPart(count, left, all) {
  count.querySelector(".count-part")?.remove();
  if (left === all) return;
  const part = document.createElement("span");
  part.className = "count-part";
  part.textContent = `${filled(words.part_of, { n: left })} `;
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
