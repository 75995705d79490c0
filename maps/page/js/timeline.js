// The timeline: the range that is chosen, and the map, the list and the address that follow it.
// Without a section for it in the page, or without scripts, all of time is shown.

let time;
let timeFrame = 0; // a frame that is asked for
let timeRest; // fires when the range has come to rest
const REST_MS = 250;

// Before folium makes the map, so that the map has its size from the start.
if (document.getElementById("time")) document.documentElement.classList.add("timed");

function startTime(data) {
  const section = document.getElementById("time");
  if (!section || !data.axis) return;
  const asOf = data.as_of ? dayFromIso(data.as_of) : LAST_DAY;
  const axis = makeAxis(data.axis, asOf);
  time = { section, axis, asOf, all: { from: axis.first, to: axis.last }, said: data.as_of };
  time.range = time.all;
  time.spans = eventSpans(data.events, events.refs);
  time.byRef = new Map(time.spans.map((span) => [span.ref, span]));
  time.loose = time.spans.filter((span) => !span.dated).length;
  time.links = Object.entries(data.links).map(([ref, link]) => timedLink(ref, link));
  time.journeys = Object.entries(data.journeys).map(journeySpan);
  startTimeControls();
  const { range } = readAddress(location.hash);
  if (range) time.range = within(range);
  drawTime();
  followTime();
  waybook.time = { ...time.all, choose: (from, to) => setRange(within({ from, to })) };
  document.addEventListener("click", showAllOfTime);
}

function timedLink(ref, { mode, services }) {
  const rows = services.map(serviceSpan);
  return { ref, mode, spans: statusOver(rows, { from: 1, to: LAST_DAY }) };
}

// A range cut to the axis; one that misses the axis takes its nearest day.
function within({ from, to }) {
  const clamp = (day) => Math.max(time.axis.first, Math.min(time.axis.last, day));
  return { from: clamp(from), to: clamp(to) };
}

function chosen() {
  return time.range.from > time.all.from || time.range.to < time.all.to;
}

function sameRange(one, other) {
  return one.from === other.from && one.to === other.to;
}

// What an address without a range means: that of the step that is told, or all of time.
function unsaidRange() {
  const when = tellingPanel() && story.steps[story.at][4];
  return when ? within(rangeOfDays(when)) : time.all;
}

// Take another range; what follows it is done once a frame.
function setRange(range) {
  if (sameRange(range, time.range)) return;
  time.range = range;
  if (!timeFrame) timeFrame = requestAnimationFrame(() => {
    timeFrame = 0;
    followTime();
  });
}

function followTime() {
  showRange();
  const pins = followEvents();
  const lines = followLinks();
  const legs = followJourneys();
  sayRange();
  if (pins || lines || legs) arrange();
  clearTimeout(timeRest);
  timeRest = setTimeout(restTime, time.playing ? 0 : REST_MS);
}

// What waits for a frame or for rest is done at once.
function settleTime() {
  if (timeFrame) {
    cancelAnimationFrame(timeFrame);
    timeFrame = 0;
    followTime();
  }
  restTime();
}

// What would be too much for each frame of a drag waits until the range has come to rest.
function restTime() {
  clearTimeout(timeRest);
  followList();
  if (time.playing) return;
  writeTime();
  time.live.textContent = time.told.textContent;
}

function followEvents() {
  let changed = false;
  time.shown = time.outside = 0;
  const every = !chosen();
  time.spans.forEach((span, nth) => {
    const out = !every && !meets(span, time.range);
    if (out) time.outside += 1;
    else if (!isHeld(span.ref)) time.shown += 1;
    if (out === span.out) return;
    span.out = out;
    span.stale = true;
    events.out[nth] = Number(out);
    changed = true;
  });
  fadeMarks();
  return changed;
}

function followLinks() {
  let changed = false;
  time.early = 0;
  const day = chosen() ? time.range.to : time.asOf;
  for (const link of time.links) {
    const state = link.spans.find((span) => day <= span.to);
    const early = chosen() && state.known === "next";
    const layers = registry.get(link.ref) || [];
    if (early && layers.length) time.early += 1;
    const key = `${state.status} ${state.claims} ${early}`;
    link.now = state.status;
    if ((link.key ??= initialKey(link)) === key) continue;
    link.key = key;
    for (const layer of layers) { // arrange() hides what is out of time, with all that goes with it
      setStatus(layer, state.status, state.claims);
      layer.outOfTime = early;
      changed = true;
    }
  }
  return changed;
}

// The page is drawn as the links are at the day up to which the case speaks.
function initialKey(link) {
  const state = link.spans.find((span) => time.asOf <= span.to);
  return `${state.status} ${state.claims} false`;
}

function followJourneys() {
  let changed = false;
  for (const span of time.journeys) {
    const out = chosen() && !meets(span, time.range);
    if (out === Boolean(span.out)) continue;
    span.out = out;
    for (const layer of registry.get(span.ref) || []) {
      layer.outOfTime = out;
      changed = true;
    }
  }
  return changed;
}

// The list holds back the entries outside the range; a line says how many, and shows all again.
function followList() {
  if (!document.getElementById("method")) return; // startList follows when it has been read
  const runs = new Set();
  for (const span of time.spans) {
    if (!span.stale) continue;
    span.stale = false;
    const entry = isShelved(span.ref) ? null : entryOf(span.ref); // the shelf shows what is left
    if (!entry) continue;
    entry.classList.toggle("outside", span.out);
    if (entry.closest(".run")) runs.add(entry.closest(".run"));
  }
  hideEmptied(runs);
  dropNotes();
  noteOpen();
  timed();
  const hidden = time.outside;
  time.note ??= makeNote();
  if (!time.note) return;
  time.note.hidden = !hidden;
  time.note.firstChild.textContent = filled(words.time_outside, { n: hidden, range: rangeWords(time.range) });
}

function makeNote() {
  const head = document.getElementById("events");
  if (!head) return null;
  const note = document.createElement("p");
  note.className = "time-note";
  const more = document.createElement("button");
  more.type = "button";
  tell(more, "time_show_all");
  more.onclick = () => {
    setRange(time.all);
    head.focus({ preventScroll: true }); // the button is about to go
  };
  note.append(document.createTextNode(""), more);
  head.after(note);
  return note;
}

// Who goes to an entry outside the range finds it.
function revealInTime(entry) {
  entry.classList.remove("outside");
  entry.closest(".run")?.classList.remove("emptied");
  const span = time?.byRef.get(entry.id);
  if (span) span.stale = true;
  if (listed?.at.has(entry.id)) listed.outside[listed.at.get(entry.id)] = 0;
  noteOutside(entry.id);
  countShown();
}

// An entry outside the range that is opened all the same says so; its popup quotes it.
function noteOutside(ref) {
  const entry = time?.byRef.get(ref)?.out && entryOf(ref);
  if (!entry || entry.querySelector(".outside-note")) return;
  const note = document.createElement("p");
  note.className = "outside-note";
  const more = document.createElement("button");
  more.type = "button";
  tell(more, "time_show_all");
  note.append(tell(document.createElement("span"), "time_entry_outside"), " ", more);
  entry.querySelector("h3").after(note);
}

// A popup that is open when the range leaves its event behind says so as well.
function noteOpen() {
  const quote = popup.isOpen() && popup.getElement().querySelector(".quote");
  if (!quote || !time.byRef.get(quote.dataset.ref)?.out || quote.querySelector(".outside-note")) return;
  noteOutside(quote.dataset.ref);
  quote.querySelector("h3").after(entryOf(quote.dataset.ref).querySelector(".outside-note").cloneNode(true));
}

function dropNotes() {
  for (const note of document.querySelectorAll(".outside-note")) {
    const about = note.closest("article, .quote");
    if (!time.byRef.get(about.dataset.ref || about.id)?.out) note.remove();
  }
}

// The button is quoted along with its entry: one listener serves both.
function showAllOfTime(event) {
  const note = event.target.closest?.(".outside-note button");
  if (!note) return;
  note.closest("article, .quote").focus({ preventScroll: true }); // the button is about to go
  setRange(time.all);
}

// The address names the range beside the entry; where a page may not write it, it stays as it is.
function writeTime() {
  const { range } = readAddress(location.hash);
  const unsaid = unsaidRange();
  if (sameRange(range ? within(range) : unsaid, time.range)) return; // a time that is none stays, to be named
  const hash = writeAddress(location.hash, { range: sameRange(unsaid, time.range) ? null : time.range });
  keepHash(hash);
}

function sayRange() {
  time.told.textContent = [rangeSaid(), ...asideSaid()].join(" · ");
}

function rangeSaid() {
  const given = { range: rangeWords(time.range), n: time.shown, all: time.spans.length };
  return filled(given.n < given.all || chosen() ? words.time_some : words.time_all, given);
}

// What else a reader must know of the range: what is left out, and what is known from before only.
function asideSaid() {
  if (!chosen()) return [];
  const said = [];
  if (time.loose) said.push(filled(words.time_loose, { n: time.loose }));
  if (time.early) said.push(filled(words.time_early, { n: time.early }));
  if (time.said && time.range.to > time.asOf) said.push(filled(words.time_last_known, { day: dayWords(time.asOf) }));
  return said;
}

// In another language: axis, fields and what is said of the range.
function retellTime() {
  if (!time) return;
  if (time.plot) time.plot.across = 0;
  drawTime();
  showRange();
  showPlay();
  sayRange();
  if (time.live.textContent) time.live.textContent = time.told.textContent;
  if (time.note && !time.note.hidden) followList();
}
