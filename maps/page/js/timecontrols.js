// The controls of the timeline: handles, the window between them, fields, keys and play.

const FRAME_MS = 600;
const CALM_FRAME_MS = 1200; // with reduced motion: fewer changes, each to be read in peace

function startTimeControls() {
  const { section } = time;
  const one = (selector) => section.querySelector(selector);
  Object.assign(time, {
    plotBox: one(".time-plot"), svg: one(".time-plot svg"), bar: one(".time-window"),
    tip: one(".time-tip"), cursor: one(".time-mark"), told: one(".time-said"),
    live: one(".time-live"), fault: one(".time-fault"), at: 0,
    handles: { from: one(".time-handle.from"), to: one(".time-handle.to") },
    fields: { from: one("[data-time=from]"), to: one("[data-time=to]") },
    keys: Object.fromEntries(["back", "play", "forward", "all"].map((key) => [key, one(`[data-time=${key}]`)])),
  });
  time.keys.back.onclick = () => stopped(() => setRange(stepRange(time.axis, time.range, -1)));
  time.keys.forward.onclick = () => stopped(() => setRange(stepRange(time.axis, time.range, 1)));
  time.keys.all.onclick = () => stopped(() => setRange(time.all));
  time.keys.play.onclick = () => (time.playing ? stopPlay() : startPlay());
  for (const side of ["from", "to"]) {
    time.fields[side].onchange = () => typed(side);
    time.handles[side].onkeydown = (event) => handleKey(event, side);
    time.handles[side].onpointerdown = (event) => drag(event, side);
  }
  time.plotBox.onpointerdown = pointDown;
  time.plotBox.onpointermove = (event) => showTip(time.dragging ? null : markUnder(event));
  time.plotBox.onpointerleave = () => showTip(null);
  time.cursor.onkeydown = cursorKey;
  time.cursor.onfocus = () => moveCursor(0);
  time.cursor.onblur = () => showTip(null);
  const pinned = map.getContainer();
  pinned.addEventListener("pointerover", (event) => litMarks(event.target));
  pinned.addEventListener("focusin", (event) => litMarks(event.target));
  new ResizeObserver(() => {
    drawTime();
    showRange();
  }).observe(time.plotBox);
}

function drawTime() {
  const width = Math.floor(time.plotBox.clientWidth);
  if (!width || width === time.plot?.across) return;
  time.plot = { ...drawPlot(time.svg, width, time), across: width };
  fadeMarks();
  const last = time.plot.marks.length;
  time.cursor.hidden = !last;
  setValues(time.cursor, 1, Math.max(1, last), time.at + 1);
  time.cursor.setAttribute("aria-valuetext", last ? markWords(time.plot.marks[0]) : "");
}

// Put handles, window, veils and fields where the range is.
function showRange() {
  const { range, axis, plot, handles, bar } = time;
  if (!plot) return;
  const [x0, x1] = [xOf(plot, axis, range.from), xOf(plot, axis, range.to + 1)];
  handles.from.style.transform = `translateX(${x0}px)`;
  handles.to.style.transform = `translateX(${x1}px)`;
  bar.style.transform = `translateX(${x0}px)`;
  bar.style.width = `${Math.max(1, x1 - x0)}px`;
  const [before, after] = plot.veils;
  placeVeil(before, plot.left, x0);
  placeVeil(after, x1, plot.left + plot.width);
  time.section.classList.toggle("chosen", chosen());
  time.keys.all.setAttribute("aria-disabled", String(!chosen())); // a disabled one would lose the focus
  for (const side of ["from", "to"]) {
    setValues(handles[side], axis.first, axis.last, range[side]);
    handles[side].setAttribute("aria-valuetext", dayWords(range[side]));
    if (document.activeElement !== time.fields[side]) showField(side);
  }
}

function showField(side) {
  time.fields[side].value = typedOf(time.range[side], side);
  time.fields[side].removeAttribute("aria-invalid");
}

function placeVeil(veil, x0, x1) {
  veil.setAttribute("x", x0);
  veil.setAttribute("width", Math.max(0, x1 - x0));
}

function setValues(element, least, most, now) {
  element.setAttribute("aria-valuemin", least);
  element.setAttribute("aria-valuemax", most);
  element.setAttribute("aria-valuenow", now);
}

// What was typed: a date moves the handle, anything else is named as what it is.
function typed(side) {
  stopPlay();
  const field = time.fields[side];
  const span = field.value.trim() ? parseTyped(field.value) : time.all;
  const range = span && { ...time.range, [side]: span[side] };
  const text = field.value.trim();
  const wrong = !span ? "time_no_date" : range.from > range.to ? "time_backwards" : "";
  sayIn(time.fault, () => (wrong ? filled(words[wrong], { text }) : ""));
  if (wrong) return field.setAttribute("aria-invalid", "true");
  setRange(within(range));
  const other = side === "from" ? "to" : "from";
  for (const one of [side, other]) time.fields[one].removeAttribute("aria-invalid");
  field.value = typedOf(within(range)[side], side);
}

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 1, PageDown: -1 };

function handleKey(event, side) {
  const { axis, range } = time;
  const by = STEPS[event.key];
  if (by) setRange(stopped(() => stepHandle(axis, range, side, by, event.key.startsWith("Page"))));
  else if (event.key === "Home") setRange(stopped(() => held(axis, range, side, axis.first)));
  else if (event.key === "End") setRange(stopped(() => held(axis, range, side, axis.last)));
  else return;
  event.preventDefault();
}

// Whatever the reader does ends the play.
function stopped(act) {
  stopPlay();
  sayIn(time.fault, () => "");
  return act();
}

function dayUnder(event) {
  const x = event.clientX - time.plotBox.getBoundingClientRect().left;
  return dayAt(time.axis, (x - time.plot.left) / time.plot.width);
}

// Drag a handle ("from", "to") or the window between them ("both").
function drag(event, side) {
  if (event.button) return;
  event.preventDefault();
  event.stopPropagation();
  stopped(() => showTip(null));
  const { axis, range } = time;
  const start = dayUnder(event);
  const move = side === "both"
    ? (day) => setRange(slidBy(axis, range, day - start))
    : (day) => setRange(held(axis, time.range, side, snapped(axis, day, side, time.plot.width)));
  const target = event.currentTarget;
  target.setPointerCapture(event.pointerId);
  target.focus?.({ preventScroll: true });
  time.dragging = true;
  target.onpointermove = (moved) => move(dayUnder(moved));
  target.onpointerup = target.onpointercancel = () => {
    time.dragging = false;
    target.onpointermove = target === time.plotBox ? (over) => showTip(markUnder(over)) : null;
    target.onpointerup = target.onpointercancel = null;
  };
}

// Within the chosen range a drag moves it, and a click is meant for the mark under it.
function pointDown(event) {
  if (event.button) return;
  const mark = markUnder(event);
  if (mark) return openMark(mark);
  const day = dayUnder(event);
  if (chosen() && day >= time.range.from && day <= time.range.to) drag(event, "both");
}

function startPlay() {
  sayIn(time.fault, () => "");
  time.playing = true;
  setRange(firstFrame(time.axis, time.range));
  showPlay();
  const pause = matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM_FRAME_MS : FRAME_MS;
  time.timer = setInterval(() => {
    setRange(stepRange(time.axis, time.range, 1));
    if (time.range.to >= time.axis.last) stopPlay();
  }, pause);
}

function stopPlay() {
  if (!time.playing) return;
  clearInterval(time.timer);
  time.playing = false;
  showPlay();
  clearTimeout(timeRest);
  timeRest = setTimeout(restTime, REST_MS);
}

function showPlay() {
  time.section.classList.toggle("playing", Boolean(time.playing));
  time.keys.play.setAttribute("aria-label", time.playing ? words.time_pause : words.time_play);
}

function markUnder(event) {
  const box = time.plotBox.getBoundingClientRect();
  return markAt(time.plot, event.clientX - box.left, event.clientY - box.top);
}

// A column of several events chooses their time; one event opens.
function openMark(mark) {
  if (!mark.ref) return stopped(() => setRange(within(mark)));
  litPins([mark.ref]);
  noteOutside(mark.ref);
  open(mark.ref);
}

// "5 February 2024 · Vladivostok: More than 300 workers arrive by train", as the list has it.
function markWords(mark) {
  if (!mark.ref) return columnWords(mark);
  const entry = entryOf(mark.ref);
  const when = entry?.querySelector(".kicker > span")?.textContent.trim();
  return [when, titleOf(mark.ref)].filter(Boolean).join(": ");
}

// "Feb 2024: 12 of 37 events"
function columnWords(mark) {
  const given = { range: rangeWords(mark), n: leftIn(mark), all: mark.members.length };
  return filled(given.n < given.all ? words.time_some : words.time_all, given);
}

function showTip(mark) {
  if (mark === time.tipped) return;
  time.tipped = mark;
  time.tip.hidden = !mark;
  litPins(mark ? [mark.ref, ...(mark.members || []).map((nth) => events.refs[nth])] : []);
  lightMarks(mark ? [mark] : []);
  time.plotBox.classList.toggle("pointing", Boolean(mark));
  if (!mark) return;
  time.tip.textContent = markWords(mark);
  const middle = (mark.x0 + Math.min(mark.x1, mark.x0 + 80)) / 2;
  const half = time.tip.offsetWidth / 2;
  const x = Math.max(half + 4, Math.min(time.plot.across - half - 4, middle));
  time.tip.style.transform = `translate(${x - half}px, ${mark.y - 8}px) translateY(-100%)`;
}

// Show on the map what a mark is about, or the stacks that hold it.
function litPins(refs) {
  for (const lit of document.querySelectorAll("#map .lit-by-time")) lit.classList.remove("lit-by-time");
  for (const ref of refs) {
    for (const layer of registry.get(ref) || []) layer.getElement?.()?.classList.add("lit-by-time");
    if (eventAt.has(ref)) markOf(eventAt.get(ref))?.classList.add("lit-by-time");
  }
}

// The other way round: a pin, a line or a stack shows its marks on the timeline.
function litMarks(target) {
  if (!time.plot) return;
  const pin = target.closest?.("[data-ref], [data-refs]");
  const refs = new Set(pin ? refsOf(pin).split(" ") : []);
  const isMeant = ({ ref, members }) => refs.has(ref) || members?.some((nth) => refs.has(events.refs[nth]));
  lightMarks(pin ? [...time.plot.marks, ...time.plot.lanes].filter(isMeant) : []);
}

// By key: one stop for all marks, arrows go from mark to mark, Enter opens.
function cursorKey(event) {
  const { marks } = time.plot;
  if (event.key === "Enter" || event.key === " ") openMark(marks[time.at]);
  else if (event.key === "Home") moveCursor(-marks.length);
  else if (event.key === "End") moveCursor(marks.length);
  else if (STEPS[event.key]) moveCursor(STEPS[event.key] * (event.key.startsWith("Page") ? 10 : 1));
  else return;
  event.preventDefault();
}

function moveCursor(by) {
  const { marks } = time.plot;
  time.at = Math.max(0, Math.min(marks.length - 1, time.at + by));
  const mark = marks[time.at];
  setValues(time.cursor, 1, marks.length, time.at + 1);
  time.cursor.setAttribute("aria-valuetext", markWords(mark));
  time.cursor.style.transform = `translate(${(mark.x0 + Math.min(mark.x1, mark.x0 + 40)) / 2 - 7}px, ${mark.y - 7}px)`;
  showTip(mark);
}
