// Words: what the program says, in the language that the reader has chosen. Texts have numbers:
// elements bear theirs in data-w, attributes in data-wa, what the scripts say is looked up by them.

const TONGUES = ["en", "ko", "ru", "zh"];

let words = {}; // by key: a text, or its forms by plural category
let wordNumbers = {};
let tongue = "en";
let ownTongue = "en"; // that of the page as it was written
let texts = []; // by number, in the tongue
let ownTexts = {}; // those that scripts need; of the others, what stood in their elements
const unpacked = new Map(); // by tongue, promises of texts
let chosenTongue = "";

function startWords(data) {
  tongue = ownTongue = data.tongue;
  texts = ownTexts = data.texts;
  wordNumbers = data.words;
  readWords();
}

function readWords() {
  words = Object.fromEntries(Object.entries(wordNumbers).map(([key, number]) => [key, texts[number]]));
}

// A text of the data: words of the program stand there as numbers, text of the case as itself.
function inWords(value) {
  return typeof value === "number" ? texts[value] ?? "" : value || "";
}

// Pure: the tongue that is wanted: asked for, else the first that the browser prefers and the page has.
function wantedTongue(asked, preferred, own) {
  if (TONGUES.includes(asked)) return asked;
  const plain = preferred.map((one) => one.toLowerCase().split("-")[0]);
  return plain.find((one) => TONGUES.includes(one)) || own;
}

// Fill the places of a text, or of the form that goes with its number.
function filled(text, values) {
  const form = typeof text === "string" ? text : text[pluralOf(values.all ?? values.n)] ?? text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? numberWords(values[name]) : values[name]));
}

const localeTables = new Map(); // the browser's own tables, which take long to ask for, by tongue and use

function fromTables(make, options = {}) {
  const key = `${tongue} ${make.name} ${Object.values(options)}`;
  if (!localeTables.has(key)) localeTables.set(key, new make(tongue, options));
  return localeTables.get(key);
}

function pluralOf(number) {
  return tongue === "en" ? (number === 1 ? "one" : "other") : fromTables(Intl.PluralRules).select(number);
}

function numberWords(number) {
  return tongue === "en" ? thousands(number) : fromTables(Intl.NumberFormat).format(number);
}

// A day, or the month or the year that it begins, as `options` of Intl.DateTimeFormat have it.
function dateWords(day, options) {
  return fromTables(Intl.DateTimeFormat, { timeZone: "UTC", ...options }).format(new Date((day - EPOCH) * DAY_MS));
}

// Give an element words by their key: they change with the language.
function tell(element, key) {
  element.dataset.w = wordNumbers[key];
  element.textContent = words[key];
  return element;
}

const saidOnce = new Map(); // elements with what they say of something that has happened

// Say something that stays until something else happens: it is said anew in another language.
function sayIn(element, text) {
  saidOnce.set(element, text);
  element.textContent = text();
}

// Put the words of what has just come into the page, or of all of it, into the tongue.
function translate(root = document) {
  if (tongue === ownTongue && !unpacked.size) return;
  const all = (selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  for (const element of all("[dir=auto]:not([lang])")) element.lang = data.language;
  for (const element of all("[data-w]")) {
    const number = Number(element.dataset.w);
    ownTexts[number] ??= element.textContent;
    element.textContent = texts[number];
    if (element.lang || element.parentNode?.lang) element.lang = tongue;
  }
  for (const element of all("[data-wa]")) {
    for (const [name, number] of element.dataset.wa.split(" ").map((one) => one.split(":"))) {
      ownTexts[number] ??= element.getAttribute(name);
      element.setAttribute(name, texts[number]);
    }
  }
}

async function unpackTexts(packed) {
  return JSON.parse(await inflated(packed));
}

function textsIn(code) {
  if (code === ownTongue) return ownTexts;
  if (!unpacked.has(code)) unpacked.set(code, unpackTexts(JSON.parse(document.getElementById("waybook-words").textContent)[code]));
  return unpacked.get(code);
}

// Have the page in another language; what scripts have written is written anew.
async function chooseTongue(code) {
  chosenTongue = code;
  const found = await textsIn(code);
  if (code === tongue || code !== chosenTongue) return; // another has been chosen meanwhile
  [tongue, texts] = [code, found];
  document.documentElement.lang = code;
  readWords();
  translate();
  retell();
}

// What is written not once but as the page is used.
function retell() {
  nameMap();
  renameLayers();
  nameControls();
  scaleBar._update();
  followNames();
  for (const [ref, name] of lineNames) Object.assign(name, { text: titleOf(ref), written: null });
  for (const layers of registry.values()) for (const layer of layers) label(layer);
  forgetMarks();
  retellShelf();
  retellTime();
  retellFilters();
  if (story?.at >= 0) tellStep(story.at);
  for (const [element, text] of saidOnce) element.textContent = text();
  namePopup();
  arrange();
}

// The language of the page: the address, else the reader's choice of languages, else that of the case.
function startTongue() {
  const select = tools.querySelector(".page-in select");
  // a browser that cannot open the other languages has the page's own
  if (!window.DecompressionStream) return select.closest("label").remove();
  const follow = () => {
    const wanted = textOf(location.hash, "lang") || new URLSearchParams(location.search).get("lang");
    select.value = wantedTongue(wanted, navigator.languages, ownTongue);
    chooseTongue(select.value);
  };
  select.onchange = () => {
    keepHash(withPieces(location.hash, ["lang"], [["lang", select.value]]));
    chooseTongue(select.value);
  };
  addEventListener("hashchange", follow);
  follow();
}
