// Filters: which entries are shown, by what they bear and the words that they hold; map, timeline
// and list follow. Within a facet any ticked value will do, and every facet must be passed.

let facets = []; // [key, legend, values]
let filtered = new Map(); // ref → { borne: by facet, the numbers of its values, or 0; fails }
let wanted = { ticked: new Map(), typed: "" }; // numbers of ticked values by facet; words
const heldBack = new Set(); // refs of entries that a filter holds back

function isHeld(ref) {
  return heldBack.has(ref);
}

function startFilters(data) {
  facets = data.facets;
  filtered = new Map(allEntries().map((entry) => [entry.id, { entry, borne: data.borne[entry.id] || facets.map(() => 0), fails: [] }]));
  document.querySelector(".narrowed .widen").onclick = () => setFilters({ ticked: new Map(), typed: "" });
  document.querySelector(".loosen").onclick = loosen;
  const box = document.querySelector(".filters");
  if (box) {
    box.hidden = false;
    box.addEventListener("change", () => setFilters({ ...wanted, ticked: tickedValues(box) }));
    for (const preset of box.querySelectorAll("[data-facet]")) preset.onclick = () => togglePreset(preset);
  }
  askedFilters(location.hash);
}

function allEntries() {
  return [...document.querySelectorAll("#list article[id]")];
}

function facetAt(key) {
  return facets.findIndex(([known]) => known === key);
}

function tickedValues(box) {
  const ticked = new Map();
  for (const { name, value } of box.querySelectorAll("input:checked")) {
    const nth = facetAt(name);
    ticked.set(nth, [...(ticked.get(nth) || []), facets[nth][2].indexOf(value)]);
  }
  return ticked;
}

function presetValues({ dataset }) {
  const nth = facetAt(dataset.facet);
  return [nth, dataset.values.split(" ").map((value) => facets[nth][2].indexOf(value)).filter((at) => at >= 0)];
}

function isSet(preset) {
  const [nth, values] = presetValues(preset);
  return String(wanted.ticked.get(nth)) === String(values);
}

function togglePreset(preset) {
  const [nth, values] = presetValues(preset);
  const ticked = new Map(wanted.ticked);
  if (isSet(preset)) ticked.delete(nth);
  else ticked.set(nth, values);
  setFilters({ ...wanted, ticked });
}

// Pure: the facets that hold an entry back, by their numbers; a facet that it cannot bear does not.
function failedFacets(ticked, borne) {
  return [...ticked].filter(([nth, values]) => borne[nth] && !borne[nth].some((value) => values.includes(value)))
    .map(([nth]) => nth);
}

// Pure: how many entries bear each value and pass all other filters: what ticking it would show.
function countValues(entries, width) {
  const counts = Array.from({ length: width }, () => new Map());
  for (const { borne, fails } of entries) {
    if (fails.length > 1) continue;
    borne.forEach((values, nth) => {
      if (!values || (fails.length && fails[0] !== nth)) return;
      for (const value of values) counts[nth].set(value, (counts[nth].get(value) || 0) + 1);
    });
  }
  return counts;
}

function setFilters(next) {
  wanted = next;
  applyFilters();
  keepHash(writeFilters(location.hash, facets, wanted));
}

function applyFilters() {
  const { ticked, typed } = wanted;
  heldBack.clear();
  for (const [ref, one] of filtered) {
    one.fails = failedFacets(ticked, one.borne);
    if (typed && !holdsWords((one.text ??= foldText(one.entry.textContent)), typed)) one.fails.push("typed");
    const back = one.fails.length > 0;
    if (back) heldBack.add(ref);
    one.entry.classList.toggle("held", back);
  }
  for (const part of document.querySelectorAll("#list :is(.run, section:has(article))")) {
    part.classList.toggle("held", !part.querySelector("article:not(.held)"));
  }
  fadeNumbers();
  showFilters();
  if (inset?.map) nameInset(inset.map);
  if (time) followTime();
  arrange();
  timed();
}

// A number that is held back stays in the table of its sum, faint; a table without others goes.
function fadeNumbers() {
  for (const table of document.querySelectorAll("#list .flows")) {
    const numbers = [...table.querySelectorAll("td > a")];
    const isBack = (link) => isHeld(decodeURIComponent(link.getAttribute("href").slice(1)));
    for (const link of numbers) link.closest("tr").classList.toggle("faint", isBack(link));
    table.classList.toggle("held", numbers.every(isBack));
  }
}

// Also when another time is chosen: what stands in the list follows both.
function timed() {
  if (!filtered.size) return; // the list has not been read yet
  countFacets();
  countShown();
  sayNarrowed();
}

function outsideTime(ref) {
  return Boolean(time?.byRef.get(ref)?.out);
}

function showFilters() {
  const field = document.getElementById("search");
  if (document.activeElement !== field) field.value = wanted.typed;
  const box = document.querySelector(".filters");
  if (!box) return;
  box.classList.toggle("on", wanted.ticked.size > 0);
  for (const tick of box.querySelectorAll("input")) {
    const nth = facetAt(tick.name);
    tick.checked = Boolean(wanted.ticked.get(nth)?.includes(facets[nth][2].indexOf(tick.value)));
  }
  for (const preset of box.querySelectorAll("[data-facet]")) preset.setAttribute("aria-pressed", String(isSet(preset)));
  box.querySelectorAll(".facet").forEach((facet, nth) => {
    const number = wanted.ticked.get(nth)?.length || 0;
    facet.querySelector(".ticked").textContent = number ? `(${number})` : "";
  });
}

function countFacets() {
  const box = document.querySelector(".filters");
  if (!box) return;
  const left = [...filtered].filter(([ref]) => !outsideTime(ref)).map(([, one]) => one);
  const counts = countValues(left, facets.length);
  for (const tick of box.querySelectorAll("input")) {
    const nth = facetAt(tick.name);
    const number = counts[nth].get(facets[nth][2].indexOf(tick.value)) || 0;
    const label = tick.closest("label");
    label.querySelector(".count").textContent = number;
    label.classList.toggle("nothing", !number && !tick.checked);
  }
}

function isNarrowed() {
  return wanted.ticked.size > 0 || wanted.typed !== "";
}

function sayNarrowed() {
  const box = document.querySelector(".narrowed");
  box.hidden = !isNarrowed();
  const told = box.querySelector(".told");
  const passing = [...filtered].filter(([ref, { fails }]) => !fails.length && !outsideTime(ref));
  const of = { n: passing.length, all: filtered.size };
  const empty = box.hidden ? "" : emptied(passing);
  told.textContent = box.hidden ? "" : [empty, filled(words.narrowed, of)].filter(Boolean).join(" ");
  offerLoosening(box.querySelector(".loosen"), empty !== "");
  sayFound(passing);
}

// What is empty: all, or, of more than a mere search, the events where the page has some.
function emptied(passing) {
  if (!passing.length) return words.none_left;
  const isEvent = ([ref]) => ref.startsWith("event-");
  const narrowly = wanted.ticked.size > 0 || (time && chosen());
  return narrowly && [...filtered].some(isEvent) && !passing.some(isEvent) ? words.no_event_left : "";
}

// An empty result names each part that could be left out, with what would show then.
function offerLoosening(line, needed) {
  line.hidden = !needed;
  const offers = needed ? offered() : [];
  // a button that says the same stays: it may just be pressed
  if (String(offers) === String([...line.children].map((one) => [one.dataset.part, one.textContent]))) return;
  line.replaceChildren(offers.length ? words.loosen : "");
  for (const [part, text] of offers) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    button.dataset.part = part;
    line.append(" ", button);
  }
}

function offered() {
  const parts = [...wanted.ticked.keys(), ...(wanted.typed ? ["typed"] : []), ...(time && chosen() ? ["time"] : [])];
  const gain = (part) => [...filtered].filter(([ref, { fails }]) => {
    const rest = [...fails, ...(outsideTime(ref) ? ["time"] : [])];
    return rest.length === 1 && rest[0] === part;
  }).length;
  return parts.map((part) => [part, gain(part)]).filter(([, n]) => n).map(([part, n]) => [part, `${partName(part)} (+${n})`]);
}

function partName(part) {
  if (part === "typed") return filled(words.words_typed, { text: wanted.typed });
  return part === "time" ? filled(words.time_chosen, { range: rangeWords(time.range) }) : facets[part][1];
}

function loosen({ target }) {
  const part = target.dataset.part;
  if (part === undefined) return;
  if (part === "time") return setRange(time.all);
  if (part === "typed") return setFilters({ ...wanted, typed: "" });
  const ticked = new Map(wanted.ticked);
  ticked.delete(Number(part));
  setFilters({ ...wanted, ticked });
}

// Who goes to an entry that is held back finds it.
function revealHeld(entry) {
  if (isHeld(entry.id) || (entry.closest(".held") && !entry.matches("article"))) setFilters({ ticked: new Map(), typed: "" });
}

// Pure: what an address asks for: the words, the values by facet, and what of it is not to be had.
function readFilters(hash, known) {
  const asked = { ticked: new Map(), typed: "", unknown: [] };
  for (const [key, text] of piecesOf(hash)) {
    const nth = known.findIndex(([name]) => name === key);
    if (key === "text") asked.typed = decodeURIComponentSafely(text).trim();
    if (nth < 0) continue;
    const values = text.split(",").map(decodeURIComponentSafely);
    const at = values.map((value) => known[nth][2].indexOf(value));
    asked.unknown.push(...values.filter((_, i) => at[i] < 0));
    const found = at.filter((one) => one >= 0).sort((a, b) => a - b);
    if (found.length) asked.ticked.set(nth, [...new Set(found)]);
  }
  return asked;
}

// Pure: the address with these filters in the place of those that it names.
function writeFilters(hash, known, { ticked, typed }) {
  const keys = ["text", ...known.map(([key]) => key)];
  const values = [...ticked].sort(([a], [b]) => a - b)
    .map(([nth, at]) => [known[nth][0], at.map((one) => encodeURIComponent(known[nth][2][one])).join(",")]);
  return withPieces(hash, keys, [...values, ...(typed ? [["text", encodeURIComponent(typed)]] : [])]);
}

// Take the filters that an address asks for.
function askedFilters(hash) {
  const asked = readFilters(hash, facets);
  if (writeFilters("", facets, asked) === writeFilters("", facets, wanted)) return;
  wanted = asked;
  applyFilters();
}
