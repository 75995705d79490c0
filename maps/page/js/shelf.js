// Shelf: entries of large sections. They stand in the page as packed text and are made one by one
// when something asks for them; the list has some of them at a time.

const CHUNK = 40; // entries that come into the list together
const PRINTED = 400; // of a section, at most
let shelvedKinds = []; // what their refs begin with: "event", …
let store = null; // once opened: { refs, at, makes, of, rows, parts, made }

// Whether an entry belongs to those that are put away, known before these can be read.
function isShelved(ref) {
  return shelvedKinds.some((kind) => ref.startsWith(`${kind}-`));
}

function entryOf(ref) {
  return (store?.at.has(ref) && shelvedEntry(ref)) || document.getElementById(ref);
}

function titleOf(ref) {
  return inWords(titles[ref]) || (store?.at.has(ref) ? shelvedTitle(ref) : "");
}

// Read what is put away; gives what else the list needs.
async function openShelf(block) {
  const { told, ...read } = readShelf(await inflated(block.textContent), events.refs);
  store = read;
  return told;
}

// Pure: what stands in the unpacked text; `known` are the refs that it names by their places there.
function readShelf(text, known) {
  const [head, ...parts] = text.split("\x1e");
  const { sections, shapes, ...told } = JSON.parse(head);
  const makes = readMakes(parts, known);
  const counts = makes.map(() => 0);
  const rows = shapes.map((nth) => counts[nth]++);
  const refs = shapes.map((nth, i) => makes[nth].columns[makes[nth].places[0]][rows[i]]);
  const read = { told, refs, makes, of: shapes, rows, at: new Map(refs.map((ref, i) => [ref, i])), made: new Map(), parts: new Map() };
  let from = 0;
  for (const [id, runs] of sections) {
    const number = runs.reduce((sum, [, n]) => sum + n, 0);
    read.parts.set(id, { refs: refs.slice(from, from + number), groups: runs.flatMap(([name, n]) => Array(n).fill(name)) });
    from += number;
  }
  return read;
}

// A browser that cannot open what is put away says so where the entries would stand.
function sayShut() {
  for (const box of document.querySelectorAll("#list .shelf")) box.removeAttribute("aria-busy");
}

async function inflated(letters) {
  const stream = new Blob([bytesOf(letters.trim())]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=/?@^_`{|}~";
const digits = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i += 1) digits[DIGITS.charCodeAt(i)] = i;

// Pure: the bytes that maps/page/deflated.py has written in Base85: four in five letters.
function bytesOf(letters) {
  const bytes = new DataView(new ArrayBuffer(Math.ceil(letters.length / 5) * 4));
  for (let i = 0; i < letters.length; i += 5) {
    let word = 0;
    for (let k = i; k < i + 5; k += 1) word = word * 85 + (k < letters.length ? digits[letters.charCodeAt(k)] : 84);
    bytes.setUint32((i / 5) * 4, word);
  }
  return new Uint8Array(bytes.buffer, 0, Math.floor(letters.length * 4 / 5));
}

// Pure: of each make its pieces, the numbers of the columns that stand between them, the columns.
function readMakes(parts, known) {
  const makes = [];
  for (let at = 0; at < parts.length; ) {
    const places = parts[at + 1].split(" ").map(Number);
    const end = at + 3 + Math.max(...places);
    const columns = [];
    for (const text of parts.slice(at + 2, end)) columns.push(readColumn(text, columns, known));
    makes.push({ pieces: parts[at].split("\x1f"), places, columns });
    at = end;
  }
  return makes;
}

// Pure: the values of a column: as they stand, as steps of numbers or of places among what is
// known, few as letters, or by those of an earlier column, as maps/page/shelf_columns.py writes them.
function readColumn(text, columns, known) {
  if (!text.startsWith("\x1d")) return text.split("\x1f");
  const [way, ...cells] = text.slice(1).split("\x1f");
  if (way === "" || way === "#") {
    let number = 0;
    return cells.map((step) => (number += Number(step), way ? known[number] : String(number)));
  }
  if (way === "@") return Array.from(cells.pop(), (letter) => cells[letter.charCodeAt(0) - 33]);
  const by = new Map();
  return columns[way].map((value) => {
    if (!by.has(value)) by.set(value, cells[by.size]);
    return by.get(value);
  });
}

// An entry as the renderer wrote it: its texts are escaped, it is ours to parse.
function shelvedHtml(ref) {
  const nth = store.at.get(ref);
  const { pieces, places, columns } = store.makes[store.of[nth]];
  let html = pieces[0];
  for (let i = 0; i < places.length; i += 1) html += columns[places[i]][store.rows[nth]] + pieces[i + 1];
  return html;
}

// Links that say the title of another entry were emptied when they were packed.
function filledHtml(ref) {
  return shelvedHtml(ref).replace(/(<a href="#([^"]+)"[^>]*>)(?=<\/a>)/g, (link, _, other) =>
    link + (store.at.has(other) ? titleHtml(other) : ""));
}

function titleHtml(ref) {
  return /<span class="title"[^>]*>([^<]*)/.exec(shelvedHtml(ref))?.[1] || "";
}

function shelvedTitle(ref) {
  const number = /<span class="number[^>]*>(\d+)</.exec(shelvedHtml(ref))?.[1];
  return `${number ? `${number}. ` : ""}${plainText(titleHtml(ref))}`;
}

function shelvedEntry(ref) {
  if (!store.made.has(ref)) {
    const holder = document.createElement("template");
    holder.innerHTML = filledHtml(ref);
    store.made.set(ref, document.adoptNode(holder.content.firstElementChild));
    translate(store.made.get(ref));
  }
  return store.made.get(ref);
}

// What a reader sees of an entry, to search in.
function textOfEntry(ref) {
  return store?.at.has(ref) ? plainText(filledHtml(ref).replace(/<[^>]*>/g, " ")) : document.getElementById(ref).textContent;
}

const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };

// Pure: escaped text as it reads.
function plainText(html) {
  return html.replace(/&(?:amp|lt|gt|#34|#39);/g, (sign) => SIGNS[sign]);
}

// The part of the list that a section shows from what is put away, or null.
function shelfPart(section) {
  const box = section.querySelector(".shelf");
  if (!box) return null;
  const part = store.parts.get(section.querySelector("h2").id);
  return Object.assign(part, { box, shown: [], from: 0, to: 0 });
}

// Show what is left of each part, from its beginning, or around what holds the focus.
function layShelf() {
  for (const { away, from } of listed.parts) {
    if (!away) continue;
    const shown = [];
    for (let i = 0; i < away.refs.length; i += 1) if (isLeft(from + i)) shown.push(i);
    if (away.left && sameNumbers(shown, away.left)) continue;
    const held = away.box.contains(document.activeElement) && document.activeElement.closest("article[id]");
    Object.assign(away, { left: shown, shown });
    away.box.removeAttribute("aria-busy");
    const at = held ? shown.indexOf(listed.at.get(held.id) - from) : -1;
    drawPart(away, Math.max(0, at));
    if (at >= 0) held.focus();
  }
}

// Have an entry that is put away stand in the list, with some before and after it.
function placeEntry(ref) {
  if (!listed || !store?.at.has(ref) || document.getElementById(ref)) return;
  const at = listed.at.get(ref);
  const { away, from } = listed.parts.findLast((part) => part.from <= at);
  const nth = at - from;
  if (!away.left.includes(nth)) away.shown = [...away.left, nth].sort((a, b) => a - b);
  drawPart(away, away.shown.indexOf(nth));
}

function sameNumbers(some, others) {
  return some.length === others.length && some.every((one, nth) => one === others[nth]);
}

function drawPart(part, around) {
  part.from = Math.max(0, around - (around < CHUNK ? around : CHUNK / 4));
  part.to = part.from;
  part.box.replaceChildren();
  part.earlier = part.from ? furtherKey("earlier", () => showEarlier(part)) : null;
  part.later = furtherKey("later", () => showLater(part, true));
  part.box.append(...(part.earlier ? [part.earlier] : []), part.later);
  showLater(part);
  sayFurther(part);
  watchEnd(part);
}

function furtherKey(word, act) {
  const key = document.createElement("button");
  Object.assign(key, { type: "button", className: "further", onclick: act });
  key.dataset.word = word;
  return key;
}

function showLater(part, going = false) {
  const first = part.to;
  part.to = Math.min(part.shown.length, Math.max(first, part.from) + CHUNK);
  for (let i = first; i < part.to; i += 1) runAt(part, i, part.later.previousElementSibling, (run) => part.later.before(run)).append(shelvedAt(part, i));
  if (going && first < part.to) shelvedAt(part, first).focus();
  sayFurther(part);
}

function showEarlier(part) {
  const last = part.from;
  part.from = Math.max(0, last - CHUNK);
  for (let i = last - 1; i >= part.from; i -= 1) {
    const run = runAt(part, i, part.earlier.nextElementSibling, (made) => part.earlier.after(made));
    const heading = run.querySelector(".group");
    if (heading) heading.after(shelvedAt(part, i));
    else run.prepend(shelvedAt(part, i));
  }
  shelvedAt(part, last - 1).focus();
  sayFurther(part);
}

function shelvedAt(part, nth) {
  return shelvedEntry(part.refs[part.shown[nth]]);
}

// The run of an entry's group: the one beside it, or a new one under the name of the group.
function runAt(part, nth, beside, put) {
  const name = part.groups[part.shown[nth]];
  if (beside?.matches(".run") && beside.dataset.group === String(name)) return beside;
  const run = document.createElement("div");
  run.className = "run";
  run.dataset.group = name;
  if (name !== "") run.append(groupHeading(name));
  put(run);
  return run;
}

// The name of a group is text of the case, or words by their number.
function groupHeading(name) {
  const heading = Object.assign(document.createElement("h3"), { className: "group", textContent: inWords(name) });
  if (typeof name === "number") heading.dataset.w = name;
  else heading.dir = "auto";
  return heading;
}

// What is made, or stands on buttons, in another language.
function retellShelf() {
  if (!store) return;
  for (const entry of store.made.values()) translate(entry);
  for (const { away } of listed.parts) if (away) sayFurther(away);
}

function sayFurther({ earlier, later, from, to, shown }) {
  for (const [key, n] of [[earlier, from], [later, shown.length - to]]) {
    if (!key) continue;
    key.hidden = n === 0;
    key.textContent = filled(words[key.dataset.word], { n });
  }
}

// Who scrolls to the end of what is there finds more of it.
function watchEnd(part) {
  part.watch?.disconnect();
  part.watch = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting || part.later.hidden) return;
    showLater(part);
    watchEnd(part); // it may still be in sight
  }, { root: document.getElementById("list"), rootMargin: "400px 0px" });
  part.watch.observe(part.later);
}

// Paper takes what is left of each part from its beginning, up to a number, and says what it lacks.
function layForPaper() {
  for (const { away } of listed?.parts || []) {
    if (!away) continue;
    const rest = away.shown.length - PRINTED;
    away.back = away.from;
    drawPart(away, 0);
    while (away.to < Math.min(PRINTED, away.shown.length)) showLater(away);
    if (rest <= 0) continue;
    const note = Object.assign(document.createElement("p"), { className: "unprinted" });
    note.textContent = filled(words.unprinted, { n: PRINTED, all: away.shown.length });
    away.box.prepend(note);
  }
}

function layForScreen() {
  for (const { away } of listed?.parts || []) if (away) drawPart(away, away.back ? away.back + CHUNK / 4 : 0);
}
