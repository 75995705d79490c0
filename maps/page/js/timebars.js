// Bars: where a case has too many events for a tick each, columns of the timeline count them by
// day, month or year; what a filter holds back stays there, faint.

const MANY = 400; // events
const COLUMN_PX = 4;

// Pure: the columns of the axis that hold events, each of the finest unit that takes `least` pixels
// where it stands; an event counts where it begins.
function columnsOf(axis, width, spans, least) {
  const columns = new Map();
  spans.forEach((span, nth) => {
    if (!span.dated) return;
    const stated = span.from === -Infinity ? span.to : span.from;
    const day = Math.max(axis.first, Math.min(axis.last, stated));
    const [[start], [end]] = pieceAt(axis, day, 0);
    const unit = unitFor(rateAt(axis, day) * width, least);
    const from = Math.max(start, unitStart(day, unit));
    if (!columns.has(from)) columns.set(from, { from, to: Math.min(end - 1, unitEnd(day, unit)), members: [] });
    columns.get(from).members.push(nth);
  });
  return [...columns.values()].sort((a, b) => a.from - b.from);
}

function drawBars(svg, plot, axis, spans) {
  const [top, bottom] = [plot.look.ticks[0], plot.look.events[1]];
  const columns = columnsOf(axis, plot.width, spans, COLUMN_PX);
  const most = Math.max(...columns.map(({ members }) => members.length));
  const marks = columns.map((column) => {
    const [x0, x1] = [xOf(plot, axis, column.from), xOf(plot, axis, column.to + 1)];
    const height = barHeight(column.members.length, most, bottom - top);
    const ref = column.members.length === 1 ? spans[column.members[0]].ref : "";
    return { ...column, ref, x0, x1, y: bottom - height / 2, half: height / 2 };
  });
  plot.bars = { most, tall: bottom - top, bottom, marks };
  drawn("path", { class: "mark bars held", d: barsPath(plot.bars, (mark) => mark.members.length) }, svg);
  plot.bars.left = drawn("path", { class: "mark bars" }, svg);
  plot.bars.lit = drawn("path", { class: "mark bars lit" }, svg);
  return marks;
}

// One event is to be seen as well.
function barHeight(number, most, tall) {
  return number ? Math.max(1.5, (tall * number) / most) : 0;
}

function barsPath({ most, tall, bottom, marks }, numberOf) {
  return marks.map((mark) => {
    const height = barHeight(numberOf(mark), most, tall);
    const gap = mark.x1 - mark.x0 > 3 ? 1 : 0;
    return height ? `M${mark.x0.toFixed(1)} ${bottom}V${(bottom - height).toFixed(1)}H${(mark.x1 - gap).toFixed(1)}V${bottom}Z` : "";
  }).join("");
}

// How many events of a mark no filter holds back.
function leftIn({ members }) {
  let number = 0;
  for (const nth of members) if (!isHeld(time.spans[nth].ref)) number += 1;
  return number;
}

// The marks follow the filters.
function fadeMarks() {
  const { plot } = time;
  if (!plot) return;
  for (const mark of [...plot.marks, ...plot.lanes]) mark.element?.classList.toggle("held", isHeld(mark.ref));
  plot.bars?.left.setAttribute("d", barsPath(plot.bars, leftIn));
}

// Light some marks, and no others.
function lightMarks(marks) {
  for (const lit of time.svg.querySelectorAll(".lit:not(.bars)")) lit.classList.remove("lit");
  for (const { element } of marks) element?.classList.add("lit");
  const { bars } = time.plot;
  const columns = bars ? marks.filter(({ members }) => members) : [];
  bars?.lit.setAttribute("d", barsPath({ ...bars, marks: columns }, leftIn));
}
