// Filters: which entries are shown, by what they bear and the words that they hold; map, timeline
// and list follow. Within a facet any ticked value will do, and every facet must be passed.

const SOUGHT = 40; // values that are listed of a facet that has many
const OTHER_PIECES = ["", "text", "time", "at", "view", "story", "lang"]; // of an address
let facets = []; // [key, legend, values, labels where there are many]
let borneNow = []; // by facet and value: how many entries ticking it would show
let wanted = { ticked: new Map(), typed: "" }; // numbers of ticked values by facet; words

function startFilters(data) {
  facets = data.facets;
  readColumns(data);
  document.querySelector(".narrowed .widen").onclick = () => setFilters({ ticked: new Map(), typed: "" });
  document.querySelector(".loosen").onclick = loosen;
  const box = document.querySelector(".filters");
  if (box) {
    box.hidden = false;
    box.addEventListener("change", () => setFilters({ ...wanted, ticked: tickedValues(box) }));
    for (const preset of box.querySelectorAll("[data-facet]")) preset.onclick = () => togglePreset(preset);
    for (const field of box.querySelectorAll(".seek")) {
      field.oninput = () => listSought(field);
      field.closest(".facet").addEventListener("toggle", () => listSought(field));
    }
  }
  askedFilters(location.hash);
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

function setFilters(next) {
  wanted = next;
  applyFilters();
  // an address that names an entry would lift the filters that hold it back
  const { hash } = location;
  keepHash(writeFilters(isHeld(readAddress(hash).entry) ? withPieces(hash, [""], []) : hash, facets, wanted));
}

function applyFilters() {
  const { ticked, typed } = wanted;
  const { fails, refs } = listed;
  failFacets(fails.fill(0), ticked, listed.bears);
  const sought = soughtWords(typed);
  if (sought.length) refs.forEach((_, nth) => {
    if (!holdsWords(textAt(nth), sought)) fails[nth] |= typedBit();
  });
  markHeld();
  fadeNumbers();
  showFilters();
  if (inset?.map) nameInset(inset.map);
  if (time) followTime();
  arrange();
  timed();
}

function typedBit() {
  return 1 << facets.length;
}

function markHeld() {
  for (const { section, standing, from, refs } of listed.parts) {
    standing.forEach((entry, nth) => entry.classList.toggle("held", listed.fails[from + nth] > 0));
    if (standing.length) hideEmptied(section.querySelectorAll(".run"));
    section.classList.toggle("held", refs.every((_, nth) => listed.fails[from + nth] > 0));
  }
}

// A group of which filters and time leave nothing goes with its heading.
function hideEmptied(runs) {
  for (const run of runs) run.classList.toggle("emptied", !run.querySelector("article:not(.held, .outside)"));
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
  if (!listed) return; // the list has not been read yet
  const held = document.activeElement?.closest("#list *");
  const part = held?.closest("section");
  listed.refs.forEach((ref, nth) => (listed.outside[nth] = outsideTime(ref)));
  layShelf();
  countFacets();
  countShown();
  sayNarrowed();
  if (held && !isLaidOut(held)) goOnFrom(part);
}

function isLaidOut(element) {
  return element.getClientRects().length > 0;
}

// Who was on an entry or a button that is gone goes on from the heading of its part of the list.
function goOnFrom(part) {
  const headings = [part, ...listed.parts.map(({ section }) => section)].map((one) => one?.querySelector("h2"));
  headings.find((one) => one && isLaidOut(one))?.focus();
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
  for (const field of box.querySelectorAll(".seek")) listSought(field);
  for (const tick of box.querySelectorAll("input[type=checkbox]")) {
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
  const widths = facets.map(([, , values]) => values.length);
  borneNow = countBorne(listed.bears, listed.fails, listed.outside, widths);
  for (const field of box.querySelectorAll(".seek")) listSought(field);
  for (const tick of box.querySelectorAll("input[type=checkbox]")) {
    const nth = facetAt(tick.name);
    const number = borneNow[nth][facets[nth][2].indexOf(tick.value)];
    const label = tick.closest("label");
    label.querySelector(".count").textContent = numberWords(number);
    label.classList.toggle("nothing", !number && !tick.checked);
  }
}

// Of a facet with many values those that are ticked, then those that hold what is sought, the most
// frequent first.
function listSought(field) {
  const box = field.closest(".facet");
  const nth = [...document.querySelectorAll(".filters .facet")].indexOf(box);
  const [key, , values, labels] = facets[nth];
  const ticked = wanted.ticked.get(nth) || [];
  const sought = soughtWords(field.value);
  const counts = borneNow[nth] || [];
  const folded = (facets[nth].folded ??= labels.map((label) => foldText(inWords(label))));
  const found = labels.map((_, at) => at).filter((at) => box.open && !ticked.includes(at) && holdsWords(folded[at], sought));
  found.sort((a, b) => counts[b] - counts[a] || a - b);
  const shown = [...ticked, ...found.slice(0, SOUGHT)];
  const held = document.activeElement?.name === key ? document.activeElement.value : null;
  for (const old of box.querySelectorAll("label")) old.remove();
  box.querySelector("fieldset").append(...shown.map((at) => valueLabel(key, values[at], inWords(labels[at]), counts[at], ticked.includes(at))));
  box.querySelector(".sought").textContent = filled(words.sought, { n: shown.length, all: values.length });
  if (held !== null) [...box.querySelectorAll("label input")].find((one) => one.value === held)?.focus();
}

function valueLabel(name, value, text, number, checked) {
  const label = document.createElement("label");
  const tick = Object.assign(document.createElement("input"), { type: "checkbox", name, value, checked });
  const said = Object.assign(document.createElement("span"), { dir: "auto", textContent: text });
  const count = Object.assign(document.createElement("span"), { className: "count", textContent: numberWords(number || 0) });
  label.append(tick, " ", said, " ", count);
  return label;
}

function isNarrowed() {
  return wanted.ticked.size > 0 || wanted.typed !== "";
}

function sayNarrowed() {
  const box = document.querySelector(".narrowed");
  box.hidden = !isNarrowed();
  const told = box.querySelector(".told");
  const passing = countLeft();
  const of = { n: passing, all: listed.refs.length };
  const empty = box.hidden ? "" : emptied(passing);
  told.textContent = box.hidden ? "" : [empty, filled(words.narrowed, of)].filter(Boolean).join(" ");
  offerLoosening(box.querySelector(".loosen"), empty !== "");
  sayFound(passing);
}

// What is empty: all, or, of more than a mere search, the events where the page has some.
function emptied(passing) {
  if (!passing) return words.none_left;
  const narrowly = wanted.ticked.size > 0 || (time && chosen());
  const events = listed.parts.find(({ refs }) => refs[0].startsWith("event-"));
  return narrowly && events && !countLeft(events.from, events.from + events.refs.length) ? words.no_event_left : "";
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

// What the reader has chosen: numbers of facets, words, time.
function conditions() {
  return [...wanted.ticked.keys(), ...(wanted.typed ? ["typed"] : []), ...(time && chosen() ? ["time"] : [])];
}

function offered() {
  const gain = (part) => {
    const bit = part === "time" ? 0 : part === "typed" ? typedBit() : 1 << part;
    return listed.refs.filter((_, nth) => listed.fails[nth] === bit && Boolean(listed.outside[nth]) === (part === "time")).length;
  };
  return conditions().map((part) => [part, gain(part)]).filter(([, n]) => n).map(([part, n]) => [part, `${partName(part)} (+${n})`]);
}

function partName(part) {
  if (part === "typed") return filled(words.words_typed, { text: wanted.typed });
  return part === "time" ? filled(words.time_chosen, { range: rangeWords(time.range) }) : inWords(facets[part][1]);
}

// A condition with its values: "Category of event: Workers or Tourism".
function conditionWords(part) {
  if (!wanted.ticked.has(part)) return partName(part);
  const values = document.querySelectorAll(".filters .facet")[part].querySelectorAll("input:checked + span");
  const either = fromTables(Intl.ListFormat, { type: "disjunction" });
  return filled(words.facet_is, { facet: partName(part), values: either.format([...values].map((one) => one.textContent)) });
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

// In another language entries hold other words.
function retellFilters() {
  if (!listed) return; // the list has not been read yet
  listed.texts.fill(undefined);
  for (const facet of facets) delete facet.folded;
  countFacets();
  if (wanted.typed) applyFilters();
  sayNarrowed();
  countShown();
}

// Who goes to an entry that is held back finds it.
function revealHeld(entry) {
  if (isHeld(entry.id) || (entry.closest(".held") && !entry.matches("article"))) setFilters({ ticked: new Map(), typed: "" });
}

// Pure: what an address asks for: the words, the values by facet, and what of it is not to be had.
function readFilters(hash, known) {
  const asked = { ticked: new Map(), typed: "" };
  const unknown = new Set();
  for (const [key, text] of piecesOf(hash)) {
    const nth = known.findIndex(([name]) => name === key);
    if (key === "text") asked.typed = typedText(decodeURIComponentSafely(text));
    if (nth < 0 && !OTHER_PIECES.includes(key)) unknown.add(`${key}=${decodeURIComponentSafely(text)}`);
    if (nth < 0) continue;
    const found = new Set(asked.ticked.get(nth));
    for (const value of new Set(text.split(",").map(decodeURIComponentSafely))) {
      const at = known[nth][2].indexOf(value);
      if (at < 0) unknown.add(value);
      else found.add(at);
    }
    if (found.size) asked.ticked.set(nth, [...found].sort((a, b) => a - b));
  }
  return { ...asked, unknown: [...unknown] };
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
