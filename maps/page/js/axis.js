// The axis of time: its scale and ticks, and how ranges step, snap and play, all without a page.

// Units are counted in months; 0 is a day.
const LADDER = [0, 1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];
const MONTH_DAYS = 30.44;
const FRAME_SHARE = 0.012; // of the axis: a smaller step can hardly be seen

function unitDays(unit) {
  return unit === 0 ? 1 : unit * MONTH_DAYS;
}

// The finest unit that takes `least` at `rate` a day.
function unitFor(rate, least) {
  return LADDER.find((unit) => unitDays(unit) * rate >= least) ?? LADDER[LADDER.length - 1];
}

// The axis: knots [day, share of the width], straight between them. The last day ends at 1.
function makeAxis(given, asOf) {
  const first = dayFromIso(given.first);
  const last = dayFromIso(given.last);
  const brokenAt = dayFromIso(given.broken_at);
  const knots = [[first, 0]];
  if (brokenAt > first) knots.push([brokenAt, given.head_share]);
  if (given.after_share > 0) knots.push([asOf + 1, 1 - given.after_share]);
  return { first, last, brokenAt, asOf, knots: [...knots, [last + 1, 1]] };
}

function pieceAt(axis, value, column) {
  const index = axis.knots.findIndex((knot, nth) => nth > 0 && value < knot[column]);
  const end = index > 0 ? index : axis.knots.length - 1;
  return [axis.knots[end - 1], axis.knots[end]];
}

function shareOf(axis, day) {
  const [[day0, share0], [day1, share1]] = pieceAt(axis, day, 0);
  return Math.max(0, Math.min(1, share0 + ((day - day0) * (share1 - share0)) / (day1 - day0)));
}

function dayAt(axis, share) {
  const [[day0, share0], [day1, share1]] = pieceAt(axis, share, 1);
  const day = Math.floor(day0 + ((share - share0) * (day1 - day0)) / (share1 - share0) + 1e-6);
  return Math.max(axis.first, Math.min(axis.last, day));
}

// Share of the axis that a day takes where the given day stands.
function rateAt(axis, day) {
  const [[day0, share0], [day1, share1]] = pieceAt(axis, day, 0);
  return (share1 - share0) / (day1 - day0);
}

// Ticks with labels where there is room for them: `gap` is the least distance of labels in pixels.
function ticksOf(axis, width, gap) {
  const ticks = [];
  axis.knots.slice(0, -1).forEach(([start, share], nth) => {
    const end = axis.knots[nth + 1];
    const rate = (width * (end[1] - share)) / (end[0] - start);
    const unit = unitFor(rate, gap);
    for (let day = start; day < end[0]; day = unitStart(day, unit, 1)) {
      const tick = { day, x: width * shareOf(axis, day), unit, knot: day === start };
      ticks.push({ ...tick, label: tickLabel(tick) });
    }
  });
  return apart(ticks, gap * 0.8);
}

// Where two labels would touch, that at a break stays, else the earlier.
function apart(ticks, gap) {
  const kept = [];
  const touch = (one, other) => other.x - one.x < (one.label.length > 6 ? 2 * gap : gap);
  for (const tick of ticks) {
    while (tick.knot && kept.length && touch(kept[kept.length - 1], tick)) kept.pop();
    if (!kept.length || !touch(kept[kept.length - 1], tick)) kept.push(tick);
  }
  return kept;
}

function tickLabel({ day, unit, knot }) {
  const [year, month, date] = partsOf(day);
  if (unit >= 12 || (month === 1 && date === 1)) return String(year);
  if (knot) return unit ? monthWords(day) : dayWords(day);
  if (tongue !== "en") return dateWords(day, unit ? { month: "short" } : { month: "short", day: "numeric" });
  return unit === 0 ? `${date} ${MONTHS[month - 1]}` : MONTHS[month - 1];
}

// The unit by which a range steps at a day, never coarser than the range itself where it slides.
function stepUnit(axis, range, by) {
  const unit = unitFor(rateAt(axis, by > 0 ? range.to + 1 : range.to), FRAME_SHARE);
  if (range.from <= axis.first) return unit;
  const days = range.to - range.from + 1;
  return [...LADDER].reverse().find((one) => one <= unit && unitDays(one) * 0.9 <= days) ?? 0;
}

// The range one step later (1) or earlier (-1): one that begins with the axis grows or shrinks at
// its end, another slides. Gives the same range where there is no further.
function stepRange(axis, range, by) {
  const unit = stepUnit(axis, range, by);
  const to = Math.max(axis.first, Math.min(axis.last, steppedEnd(axis, range.to, unit, by)));
  if (range.from <= axis.first) return { from: axis.first, to };
  const from = whole(range, 1) && unit ? monthsOn(range.from, unit * by) : range.from + (to - range.to);
  const end = whole(range, 1) && unit ? monthsOn(range.to + 1, unit * by) - 1 : to;
  return from < axis.first || end > axis.last || end === range.to ? slid(axis, range, by) : { from, to: end };
}

function whole({ from, to }, unit) {
  return unitStart(from, unit) === from && unitEnd(to, unit) === to;
}

function monthsOn(day, months) {
  return unitStart(day, 1, months);
}

// Steps stop where the scale changes, so that none leaps from the early years into the crowd.
function steppedEnd(axis, day, unit, by) {
  if (by < 0) return unitStart(day, unit) - 1;
  const end = unitEnd(day, unit) > day ? unitEnd(day, unit) : unitEnd(day + 1, unit);
  const wall = axis.knots.find(([knot]) => knot - 1 > day && knot - 1 < end);
  return wall ? wall[0] - 1 : end;
}

// A window that the end of the axis stops goes as far as it can.
function slid(axis, range, by) {
  const room = by > 0 ? axis.last - range.to : axis.first - range.from;
  return { from: range.from + room, to: range.to + room };
}

// What play shows first: the range, or where it is at its end already the same from the start.
function firstFrame(axis, range) {
  if (range.to < axis.last) return range;
  if (range.from > axis.first) return slid(axis, range, -1);
  const unit = unitFor(rateAt(axis, axis.first), FRAME_SHARE);
  return { from: axis.first, to: Math.min(axis.last, unitEnd(axis.first, unit)) };
}

// A handle one step on; `larger` takes the next coarser unit. `side` is "from" or "to".
function stepHandle(axis, range, side, by, larger) {
  const day = range[side];
  const ahead = side === "to" && by > 0 ? 1 : side === "from" && by < 0 ? -1 : 0;
  const plain = unitFor(rateAt(axis, day + ahead), FRAME_SHARE);
  const unit = larger ? LADDER[Math.min(LADDER.length - 1, Math.max(1, LADDER.indexOf(plain) + 1))] : plain;
  if (side === "to") return held(axis, range, side, steppedEnd(axis, day, unit, by));
  const start = unitStart(day, unit);
  return held(axis, range, side, by > 0 ? unitStart(day, unit, 1) : start < day ? start : unitStart(day - 1, unit));
}

// A range with one handle elsewhere: within the axis, and never past the other handle.
function held(axis, range, side, day) {
  if (side === "from") return { from: Math.max(axis.first, Math.min(day, range.to)), to: range.to };
  return { from: range.from, to: Math.min(axis.last, Math.max(day, range.from)) };
}

// A dragged handle takes the nearest day, month or year that the eye can tell apart.
function snapped(axis, day, side, width) {
  const unit = unitFor(rateAt(axis, day) * width, 3);
  const [start, next] = [unitStart(day, unit), unitStart(day, unit, 1)];
  const near = day - start < next - day ? start : next;
  return side === "from" ? near : near - 1;
}

// Put spans [x0, x1] into rows so that those of one row keep apart; past the last row they share
// the row that has been free for longest.
function packRows(spans, rows, gap) {
  const free = new Array(rows).fill(-Infinity);
  return spans.map(([x0, x1]) => {
    const fits = free.findIndex((x) => x + gap <= x0);
    const row = fits >= 0 ? fits : free.indexOf(Math.min(...free));
    free[row] = Math.max(free[row], x1);
    return row;
  });
}

// A dragged window goes along by whole days, and by whole months where it is made of them.
function slidBy(axis, range, days) {
  const [least, most] = [axis.first - range.from, axis.last - range.to];
  const by = Math.max(least, Math.min(most, days));
  if (!whole(range, 1) || by === least || by === most) return { from: range.from + by, to: range.to + by };
  const months = Math.round(by / MONTH_DAYS);
  return { from: monthsOn(range.from, months), to: monthsOn(range.to + 1, months) - 1 };
}

// How many rows each span shares: those of the spans that touch it, and of those that touch them.
function rowsAround(spans, rows) {
  const used = [];
  let [first, end, most] = [0, -Infinity, 0];
  const close = (next) => used.push(...new Array(next - first).fill(most));
  spans.forEach(([x0, x1], nth) => {
    if (x0 >= end && nth) {
      close(nth);
      [first, most] = [nth, 0];
    }
    end = Math.max(end, x1);
    most = Math.max(most, rows[nth] + 1);
  });
  if (spans.length) close(spans.length);
  return used;
}
