// Time: days, ranges, the axis and the state of links, all without a page.
// A day is a number as Python's date.toordinal() gives it: 1 is 1 January of the year 1.

const EPOCH = 719163; // 1 January 1970
const DAY_MS = 86400000;
const LAST_DAY = 3652059; // 31 December 9999
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayOf(year, month, day) {
  const before = year - 1;
  const leap = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const ofYear = month === 1 ? 0 : Math.round((Date.UTC(2000 + mod(year, 400), month - 1, 1) -
    Date.UTC(2000 + mod(year, 400), 0, 1)) / DAY_MS);
  return before * 365 + leap + ofYear + day;
}

function mod(a, b) {
  return ((a % b) + b) % b;
}

function partsOf(day) {
  const date = new Date((day - EPOCH) * DAY_MS);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

function dayFromIso(text) {
  return dayOf(...text.split("-").map(Number));
}

function isoOf(day) {
  const [year, month, date] = partsOf(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

// Start of the unit that holds a day (units are counted in months; 0 is a day); `steps` units further on.
function unitStart(day, unit, steps = 0) {
  if (unit === 0) return day + steps;
  const [year, month] = partsOf(day);
  const months = year * 12 + month - 1;
  const at = months - mod(months, unit) + steps * unit;
  return dayOf(Math.floor(at / 12), mod(at, 12) + 1, 1);
}

function unitEnd(day, unit, steps = 0) {
  return unitStart(day, unit, steps + 1) - 1;
}

// What a person types: 2024, 2024-02, 2024-02-05, Feb 2024, 5 Feb 2024. Gives the first and last
// day that it means; null where it is no date.
function parseTyped(text) {
  const typed = text.trim();
  const named = /^(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})$/.exec(typed);
  const plain = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(typed);
  if (named) return spanOf(Number(named[3]), monthNamed(named[2]), named[1]);
  return plain ? spanOf(Number(plain[1]), plain[2] === undefined ? undefined : Number(plain[2]), plain[3]) : null;
}

function monthNamed(word) {
  return MONTHS.indexOf(word.slice(0, 1).toUpperCase() + word.slice(1, 3).toLowerCase()) + 1;
}

function spanOf(year, month, date) {
  if (year < 1) return null;
  if (month === undefined) return { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) };
  if (month < 1 || month > 12) return null;
  const from = dayOf(year, month, 1);
  if (date === undefined) return { from, to: unitEnd(from, 1) };
  const day = from + Number(date) - 1;
  return Number(date) >= 1 && day <= unitEnd(from, 1) ? { from: day, to: day } : null;
}

// The shortest text that means a first day ("from") or a last day ("to").
function typedOf(day, side) {
  const edge = (unit) => (side === "from" ? unitStart(day, unit) : unitEnd(day, unit)) === day;
  const text = isoOf(day);
  return edge(12) ? text.slice(0, 4) : edge(1) ? text.slice(0, 7) : text;
}

// The part of an address behind "#": "event-e28", "time=2024-02/2024-04", or both with "&".
function readAddress(hash) {
  const time = textOf(hash, "time");
  return { entry: textOf(hash, "") || "", range: time === undefined ? null : parseRange(time) };
}

function parseRange(text) {
  const [first, last] = text.split("/").map(parseTyped);
  const to = last === undefined ? first : last;
  return first && to && first.from <= to.to ? { from: first.from, to: to.to } : null;
}

// The address with another entry (undefined: as it is) or another range (null: all of time).
function writeAddress(hash, { entry, range }) {
  const keys = [...(entry === undefined ? [] : [""]), ...(range === undefined ? [] : ["time"])];
  return withPieces(hash, keys, [["", entry], ...(range ? [["time", rangeText(range)]] : [])]);
}

function rangeText({ from, to }) {
  return `${typedOf(from, "from")}/${typedOf(to, "to")}`;
}

function dayWords(day) {
  if (tongue !== "en") return dateWords(day, { year: "numeric", month: "short", day: "numeric" });
  const [year, month, date] = partsOf(day);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

function monthWords(day) {
  if (tongue !== "en") return dateWords(day, { year: "numeric", month: "short" });
  const [year, month] = partsOf(day);
  return `${MONTHS[month - 1]} ${year}`;
}

// "Feb 2024 – Apr 2024", "2023", "5 Feb 2024 – 9 Feb 2024".
function rangeWords({ from, to }) {
  const whole = (unit) => unitStart(from, unit) === from && unitEnd(to, unit) === to;
  const say = whole(12) ? (day) => String(partsOf(day)[0]) : whole(1) ? monthWords : dayWords;
  if (say(from) === say(to)) return say(from);
  if (tongue === "en" || whole(12)) return `${say(from)} – ${say(to)}`;
  const options = { year: "numeric", month: "short", ...(whole(1) ? {} : { day: "numeric" }), timeZone: "UTC" };
  const at = (day) => new Date((day - EPOCH) * DAY_MS);
  return fromTables(Intl.DateTimeFormat, options).formatRange(at(from), at(to));
}

// Spans of events in the order of their numbers, out of columns: first days as steps from day to
// day, how many days follow each, and the last days of those that have no first one.
function eventSpans({ base, ends, signs, ...written }, refs) {
  const [steps, days] = [fromLetters(written.steps), fromLetters(written.days)];
  let day = base;
  return refs.map((ref, nth) => {
    if (steps[nth] !== null) day += steps[nth];
    const from = steps[nth] === null ? -Infinity : day;
    const to = days[nth] === null ? ends[nth] ?? Infinity : from + days[nth];
    const dated = steps[nth] !== null || nth in ends;
    return { ref, from, to, dated, signs: signs[nth] || "", out: false, stale: false };
  });
}

function journeySpan([ref, [first, last]]) {
  return { ref, from: first ? dayFromIso(first) : -Infinity, to: last ? dayFromIso(last) : Infinity, dated: Boolean(first || last) };
}

// Whether a span has a day in a range; without a day or a year of its own it has none.
function meets(span, range) {
  return span.dated && span.from <= range.to && span.to >= range.from;
}

function serviceSpan([kind, status, first, last]) {
  return { kind, status, from: first ? dayFromIso(first) : 1, to: last ? dayFromIso(last) : LAST_DAY };
}

// In the order of maps/draw/status.py, whose rule this is.
const STATUSES = ["operating", "reported_once", "planned", "suspended", "ended", "speculated", "disputed", "unstated"];

// The state of a link at a day: `status`; `claims`, the states that stand against each other where
// it is disputed; `known`, which is "now", "last" (known before the day) or "next" (nothing yet).
function linkStatus(services, day) {
  const kinds = new Map();
  for (const row of services) kinds.set(row.kind, [...(kinds.get(row.kind) || []), row]);
  const states = [...kinds.values()].map((rows) => kindStatus(rows, day));
  const disputed = states.find((one) => one.status === "disputed");
  const ranked = states.sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  const found = disputed || ranked[0] || { status: "unstated", claims: [] };
  const known = ["now", "last", "next"].find((word) => states.some((one) => one.known === word));
  return { status: found.status, claims: found.claims, known: known || "now" };
}

function kindStatus(rows, day) {
  let holding = rows.filter((row) => row.from <= day && day <= row.to);
  let known = "now";
  if (!holding.length) {
    const past = rows.filter((row) => row.to < day);
    known = past.length ? "last" : "next";
    const last = Math.max(...past.map((row) => row.to));
    const first = Math.min(...rows.map((row) => row.from));
    holding = past.length ? past.filter((row) => row.to === last) : rows.filter((row) => row.from === first);
  }
  let states = [...new Set(holding.map((row) => row.status))];
  if (states.length > 1) states = states.filter((state) => state !== "planned");
  return { status: states.length === 1 ? states[0] : "disputed", claims: states.length > 1 ? states : [], known };
}

// The states of a link over a range, each with its first and last day.
function statusOver(services, range) {
  const cuts = services.flatMap((row) => [row.from, row.to + 1]).filter((day) => day > range.from && day <= range.to);
  const starts = [...new Set([range.from, ...cuts])].sort((a, b) => a - b);
  const spans = [];
  for (const from of starts) {
    const state = linkStatus(services, from);
    const last = spans[spans.length - 1];
    const same = last && `${last.status} ${last.known} ${last.claims}` === `${state.status} ${state.known} ${state.claims}`;
    if (same) continue;
    if (last) last.to = from - 1;
    spans.push({ ...state, from, to: range.to });
  }
  return spans;
}
