// The drawing of the timeline: marks of events, strokes of services, the axis, "as of" and after.

const TIME_SVG = "http://www.w3.org/2000/svg";
const TICK_GAP = 46; // pixels from label to label
const MARK_PX = 2; // a day is a tick of this width
const BAR_PX = 6; // what is wider is a bar
const TALL = { height: 64, ticks: [1, 11], events: [13, 27], routes: [29, 46], axis: 48, left: 58, pad: 14, rows: 5, lanes: 4 };
const LOW = { height: 56, ticks: [2, 12], events: [13, 23], routes: null, axis: 26, left: 6, pad: 22, rows: 3, lanes: 0 };

function drawn(name, attributes, parent) {
  const element = document.createElementNS(TIME_SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

// Draw all of it for the width there is; gives where things stand, for pointers and keys.
function drawPlot(svg, width, { axis, spans, links }) {
  const look = width < 560 ? LOW : TALL;
  const loose = spans.filter((span) => !span.dated);
  const side = loose.length ? Math.min(110, Math.max(56, loose.length * 5)) : 0;
  // the names of the rows need room, in some languages more
  const named = look.lanes ? 12 + 6.5 * Math.max(words.events.length, words.routes.length) : 0;
  const left = Math.max(look.left, named) + look.pad;
  const plot = { look, left, width: Math.max(60, width - left - look.pad - side), side };
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${look.height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", look.height);
  drawPatterns(svg);
  drawAxis(svg, plot, axis);
  const marks = [...drawEvents(svg, plot, axis, spans), ...drawLoose(svg, plot, loose, width)];
  const lanes = look.lanes ? drawLanes(svg, plot, axis, links) : [];
  if (lanes.length) nameLanes(svg, lanes.length, changing(axis, links).length);
  plot.veils = [0, 1].map(() => drawn("rect", { class: "veil", y: 0, height: look.axis }, svg));
  return { ...plot, marks, lanes };
}

// The row of routes says how many of them it has no room for.
function nameLanes(svg, n, all) {
  const some = n < all;
  drawn("text", { x: 8, y: some ? 36 : 42, class: "row" }, svg).textContent = words.routes;
  if (!some) return;
  const few = drawn("text", { x: 8, y: 47, class: "row few" }, svg);
  few.textContent = filled(words.of_all, { n, all });
  drawn("title", {}, few).textContent = filled(words.time_lanes_why, { n, all });
}

// Fades for what is open or approximate, and the hatching of what the case does not speak of.
function drawPatterns(svg) {
  const defs = drawn("defs", {}, svg);
  const fades = { "time-both": [0, 1, 1, 0], "time-before": [0, 1, 1, 1], "time-after": [1, 1, 1, 0] };
  for (const [id, stops] of Object.entries(fades)) {
    const fade = drawn("linearGradient", { id }, defs);
    stops.forEach((shown, nth) => drawn("stop", { offset: [0, 0.35, 0.65, 1][nth], class: shown ? "ink" : "clear" }, fade));
  }
  const hatch = drawn("pattern", { id: "time-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
  drawn("path", { d: "M0 0V6", class: "hatch" }, hatch);
}

function xOf(plot, axis, day) {
  return plot.left + plot.width * shareOf(axis, day);
}

function drawAxis(svg, plot, axis) {
  const { look, left, width } = plot;
  const right = left + width;
  drawn("path", { class: "axis", d: `M${left} ${look.axis}H${right}` }, svg);
  for (const tick of ticksOf(axis, width, TICK_GAP)) {
    const x = left + tick.x;
    drawn("path", { class: "tick", d: `M${x} ${look.axis}v4` }, svg);
    const label = tick.day === axis.asOf + 1 && axis.asOf > axis.first ? words.time_as_of : tick.label;
    const anchor = tick.x < 20 ? "start" : tick.x > width - 16 ? "end" : "middle";
    drawn("text", { x, y: look.axis + 14, "text-anchor": anchor, class: tick.knot ? "knot" : "" }, svg).textContent = label;
  }
  if (axis.brokenAt > axis.first) drawBreak(svg, xOf(plot, axis, axis.brokenAt), look);
  if (axis.asOf < axis.last && axis.asOf >= axis.first) {
    const x = xOf(plot, axis, axis.asOf + 1);
    drawn("rect", { class: "after", x, y: 0, width: right - x, height: look.axis }, svg);
    drawn("path", { class: "as-of-rule", d: `M${x} 0V${look.axis + 4}` }, svg);
  }
  if (!look.lanes) return;
  drawn("text", { x: 8, y: 18, class: "row" }, svg).textContent = words.events;
}

function drawBreak(svg, x, look) {
  drawn("path", { class: "break-line", d: `M${x} 0V${look.axis}` }, svg);
  drawn("rect", { class: "break-gap", x: x - 3, y: look.axis - 4, width: 6, height: 8 }, svg);
  drawn("path", { class: "break", d: `M${x - 5} ${look.axis + 4}l4 -8m2 8l4 -8` }, svg);
}

function drawEvents(svg, plot, axis, spans) {
  const dated = spans.filter((span) => span.dated);
  if (dated.length > MANY) return drawBars(svg, plot, axis, spans);
  const boxes = dated.map((span) => [xOf(plot, axis, Math.max(span.from, axis.first)),
    xOf(plot, axis, Math.min(span.to, axis.last) + 1)]);
  const order = [...dated.keys()].sort((a, b) => boxes[a][0] - boxes[b][0] || boxes[a][1] - boxes[b][1]);
  const isBar = (nth) => boxes[nth][1] - boxes[nth][0] > BAR_PX;
  const marks = [
    ...drawBand(svg, order.filter((nth) => !isBar(nth)), { dated, boxes, band: plot.look.ticks, rows: 3 }),
    ...drawBand(svg, order.filter(isBar), { dated, boxes, band: plot.look.events, rows: plot.look.rows }),
  ];
  return marks.sort((a, b) => a.x0 - b.x0);
}

// Days stand above as ticks, spans below as bars, each as tall as its neighbours let it be.
function drawBand(svg, chosenOnes, { dated, boxes, band: [top, bottom], rows: most }) {
  const wide = chosenOnes.map((nth) => [boxes[nth][0], Math.max(boxes[nth][1], boxes[nth][0] + 3)]);
  const rows = packRows(wide, most, 0);
  const used = rowsAround(wide, rows);
  return chosenOnes.map((nth, place) => {
    const pitch = (bottom - top) / used[place];
    return drawMark(svg, dated[nth], boxes[nth], bottom - (rows[place] + 1) * pitch, pitch - (used[place] > 1 ? 1 : 0));
  });
}

function drawMark(svg, span, [x0, x1], y, height) {
  const open = [span.from === -Infinity, span.to === Infinity];
  const vague = span.signs.includes("~");
  const fade = vague || (open[0] && open[1]) ? "both" : open[0] ? "before" : open[1] ? "after" : "";
  const least = vague ? 8 : MARK_PX;
  const width = Math.max(least, x1 - x0 - 0.6);
  const x = width === least ? Math.max(0, (x0 + x1) / 2 - least / 2) : x0;
  const bar = x1 - x0 > BAR_PX;
  const thick = bar ? Math.min(height, 3.2) : height;
  const mark = { x, y: y + (height - thick) / 2, width, height: thick, class: `mark${span.signs.includes("?") ? " unsure" : ""}` };
  const element = drawn("rect", { ...mark, ...(fade ? { fill: `url(#time-${fade})` } : {}) }, svg);
  return { ref: span.ref, x0: x, x1: x + width, y: y + height / 2, element };
}

// What has no day or no year stands apart, in rows from the top.
function drawLoose(svg, plot, loose, width) {
  if (!loose.length) return [];
  const [top, bottom] = plot.look.events;
  const left = width - plot.side + 6;
  const across = Math.max(1, Math.floor((plot.side - 12) / 6));
  const pitch = Math.min(8, (bottom - top) / Math.ceil(loose.length / across));
  drawn("path", { class: "apart", d: `M${left - 5} 0V${plot.look.axis + 4}` }, svg);
  drawn("text", { x: left, y: plot.look.axis + 14 }, svg).textContent = words.time_no_year;
  return loose.map((span, nth) => {
    const x = left + (nth % across) * 6;
    const y = top + Math.floor(nth / across) * pitch;
    const element = drawn("rect", { class: "mark loose", x, y, width: 3, height: Math.max(1.5, pitch - 2) }, svg);
    return { ref: span.ref, x0: x, x1: x + 3, y: y + pitch / 2, element };
  });
}

// One stroke for each state of a route; those that change most have the first choice of a place.
function drawLanes(svg, plot, axis, links) {
  const [top, bottom] = plot.look.routes;
  const pitch = (bottom - top) / plot.look.lanes;
  const taken = Array.from({ length: plot.look.lanes }, () => []);
  const lanes = [];
  for (const link of changing(axis, links)) {
    const [from, to] = [link.stated[0].from, link.stated[link.stated.length - 1].to];
    const box = [xOf(plot, axis, from) - 5, xOf(plot, axis, Math.min(to, axis.last) + 1) + 5];
    const row = taken.findIndex((others) => others.every(([a, b]) => box[1] < a || box[0] > b));
    if (row < 0) continue;
    taken[row].push(box);
    const y = top + (row + 0.5) * pitch;
    const group = drawn("g", { class: `lane ${link.mode}` }, svg);
    for (const span of link.stated) drawStretch(group, span, y, (day) => xOf(plot, axis, day), axis);
    lanes.push({ ref: link.ref, spans: link.stated, x0: box[0] + 4, x1: box[1] - 4, y, element: group });
  }
  return lanes;
}

function changing(axis, links) {
  const known = links
    .map((link) => ({ ...link, stated: statedSpans(link, axis) }))
    .filter((link) => link.stated.length);
  const states = (link) => new Set(link.stated.map((span) => span.status)).size;
  return known.sort((a, b) => states(b) - states(a) || a.stated[0].from - b.stated[0].from);
}

// The stretches for which a state is stated; a link that is the same for all of time has none.
function statedSpans(link, axis) {
  const spans = link.spans.filter((span) => span.known === "now" && span.to >= axis.first && span.from <= axis.last);
  return spans.length === 1 && spans[0].from <= axis.first && spans[0].to >= axis.last ? []
    : spans.map((span) => ({ ...span, from: Math.max(span.from, axis.first) }));
}

function drawStretch(group, span, y, x, axis) {
  const [x0, x1] = [x(span.from), Math.max(x(Math.min(span.to, axis.last) + 1), x(span.from) + 3)];
  const d = `M${x0} ${y}H${x1}`;
  drawn("path", { class: `stroke ${span.status}`, d }, group);
  if (span.status === "suspended" || span.status === "disputed") drawn("path", { class: `core ${span.status}`, d }, group);
  if (span.status === "reported_once") drawn("circle", { class: "once", cx: (x0 + x1) / 2, cy: y, r: 2.4 }, group);
}

// The mark or lane nearest to a point, if it is near enough to be meant.
function markAt(plot, x, y) {
  let [best, least] = [null, 7];
  for (const mark of [...plot.marks, ...plot.lanes]) {
    const aside = Math.max(0, mark.x0 - x, x - mark.x1);
    const off = Math.max(0, Math.abs(mark.y - y) - (mark.half || 0));
    const distance = Math.hypot(aside, off * 1.2);
    if (distance < least) [best, least] = [mark, distance];
  }
  return best;
}
