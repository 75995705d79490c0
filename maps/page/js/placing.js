// Placing: which names stand where. Boxes are [left, top, right, bottom] in pixels of the map; nothing
// here knows the page.

const GAP = 2; // pixels between two names
const CELL = 6; // pixels of the grid that lines are entered in
const BUCKET = 64; // pixels of the grid that boxes are looked up by
const APART = 240; // pixels between two names of one river or sea

function meet(a, b) {
  return a[0] < b[2] + GAP && a[2] > b[0] - GAP && a[1] < b[3] + GAP && a[3] > b[1] - GAP;
}

function inside([left, top, right, bottom], { x, y }) {
  return left >= 2 && top >= 2 && right <= x - 2 && bottom <= y - 2;
}

const cellOf = (x, y) => (Math.floor(x / CELL) + 4096) * 16384 + Math.floor(y / CELL) + 4096;

// The cells of a grid that lines run through.
function lineCells(lines) {
  const cells = new Set();
  for (const points of lines) {
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1], points[i]];
      const steps = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / (CELL / 2)) || 1;
      for (let s = 0; s <= steps; s += 1) {
        cells.add(cellOf(a.x + ((b.x - a.x) * s) / steps, a.y + ((b.y - a.y) * s) / steps));
      }
    }
  }
  return cells;
}

// How many cells under a box have a line in them.
function crossings(box, cells) {
  let found = 0;
  for (let x = box[0]; x < box[2] + CELL; x += CELL) {
    for (let y = box[1]; y < box[3] + CELL; y += CELL) {
      if (cells.has(cellOf(Math.min(x, box[2]), Math.min(y, box[3])))) found += 1;
    }
  }
  return found;
}

// Boxes that are found again by where they are.
function shelf(boxes = []) {
  const buckets = new Map();
  const keys = ([left, top, right, bottom]) => {
    const all = [];
    for (let x = Math.floor((left - GAP) / BUCKET); x <= (right + GAP) / BUCKET; x += 1) {
      for (let y = Math.floor((top - GAP) / BUCKET); y <= (bottom + GAP) / BUCKET; y += 1) {
        all.push(x * 16384 + y);
      }
    }
    return all;
  };
  const add = (box) => {
    for (const key of keys(box)) {
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(box);
    }
  };
  const meets = (box) => keys(box).some((key) => buckets.get(key)?.some((one) => meet(box, one)));
  boxes.forEach(add);
  return { add, meets };
}

// The middle of an area or sea, then ever farther from it, in its own widths and heights.
const CENTRED = [
  [0, 0], [0, -1.4], [0, 1.4], [0.6, 0], [-0.6, 0], [0, -2.8], [0, 2.8], [1.1, 0], [-1.1, 0], [0, -5], [0, 5],
];
const AROUND_NOTE = 6; // pixels of air around an annotation

// Where a name may stand, the best spot first: [dx, dy] of its left upper corner from its position.
// `others` are further positions along a line, from the first.
function spots({ w, h, centred, angle, others = [] }) {
  if (angle !== undefined) {
    const turn = (angle * Math.PI) / 180;
    const off = h / 2 + 3;
    return [[0, 0], ...others].flatMap(([dx, dy]) => [1, -1].map((side) =>
      [dx + side * off * Math.sin(turn) - w / 2, dy - side * off * Math.cos(turn) - h / 2]));
  }
  if (centred) {
    return CENTRED.map(([across, down]) => [across * w, down * h]).map(([dx, dy]) => [dx - w / 2, dy - h / 2]);
  }
  return [9, 21].flatMap((d) => [
    [d, -h / 2], [-d - w, -h / 2], [-w / 2, -d - h], [-w / 2, d], [d, -d - h], [d, d], [-d - w, -d - h], [-d - w, d],
  ]);
}

// The boxes that a name takes up: one, or a row of small ones under a name that is turned.
function boxesOf({ x, y, w, h, angle }, [dx, dy]) {
  const [cx, cy] = [x + dx + w / 2, y + dy + h / 2];
  if (!angle) return [[cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2]];
  const turn = (angle * Math.PI) / 180;
  const count = Math.max(1, Math.ceil(w / h));
  const part = w / count;
  const [wide, high] = [
    Math.abs(part * Math.cos(turn)) + Math.abs(h * Math.sin(turn)),
    Math.abs(part * Math.sin(turn)) + Math.abs(h * Math.cos(turn)),
  ];
  return Array.from({ length: count }, (_, nth) => {
    const along = (nth + 0.5) * part - w / 2;
    const [px, py] = [cx + along * Math.cos(turn), cy + along * Math.sin(turn)];
    return [px - wide / 2, py - high / 2, px + wide / 2, py + high / 2];
  });
}

// Give each item its spot, or null. Items come the most important first: { x, y, w, h, centred, angle,
// base, text }. A name of the base map never lies on a line; a name of the case does so only where
// there is no other room. None stands nearer to the mark of another place than to its own.
function placeAll(items, taken, cells, size) {
  const full = shelf(taken);
  const named = new Map();
  const marks = items.filter((item) => !item.base && !item.centred && item.angle === undefined);
  return items.map((item) => {
    if (item.w > size.x || tooNear(item, named)) return null;
    const spot = bestSpot(item, full, cells, size, marks);
    if (!spot) return null;
    spot.boxes.forEach(full.add);
    named.set(item.text, [...(named.get(item.text) || []), item]);
    return spot;
  });
}

// Whether a name would stand nearer to the mark of another place than to its own.
function misleads(box, item, marks) {
  if (item.centred || item.angle !== undefined) return false;
  const off = ({ x, y }) => Math.hypot(Math.max(box[0] - x, 0, x - box[2]), Math.max(box[1] - y, 0, y - box[3]));
  const own = off(item);
  return marks.some((mark) => off(mark) < own && Math.hypot(mark.x - item.x, mark.y - item.y) > 1);
}

function bestSpot(item, full, cells, size, marks) {
  let best = null;
  for (const offset of spots(item)) {
    const boxes = boxesOf(item, offset);
    if (!boxes.every((box) => inside(box, size)) || boxes.some(full.meets)) continue;
    if (misleads(boxes[0], item, marks)) continue;
    const crossed = boxes.reduce((sum, box) => sum + crossings(box, cells), 0);
    if (crossed && item.base) continue;
    if (!best || crossed < best.crossed) best = { box: boxes[0], boxes, dx: offset[0], dy: offset[1], crossed };
    if (!crossed) break;
  }
  return best;
}

function tooNear(item, named) {
  if (!item.base) return false;
  return (named.get(item.text) || []).some((one) => Math.hypot(one.x - item.x, one.y - item.y) < APART);
}

// Annotations: each at the end of a leader, off all that is taken; `soft` boxes and lines are better
// left free. Gives { box, from, to } (the two ends of the leader), or null.
function placeNotes(notes, taken, soft, cells, size) {
  const full = [...taken];
  const leaders = [];
  return notes.map((note) => {
    const best = bestNote(note, full, soft, cells, size, leaders);
    if (!best) return null;
    const [left, top, right, bottom] = best.box;
    full.push([left - AROUND_NOTE, top - AROUND_NOTE, right + AROUND_NOTE, bottom + AROUND_NOTE]);
    leaders.push([best.from, best.to]);
    return best;
  });
}

function bestNote(note, full, soft, cells, size, leaders) {
  let best = null;
  for (const reach of [26, 44, 70, 105, 150]) {
    for (let turn = 0; turn < 16; turn += 1) {
      const made = noteAt(note, reach, (turn * Math.PI) / 8);
      if (!inside(made.box, size) || full.some((one) => meet(made.box, one))) continue;
      const cost = reach * 0.4 + crossings(made.box, cells) * 4 + soft.filter((one) => meet(made.box, one)).length * 30
        + full.filter((one) => runsOver(made, one)).length * 14
        + leaders.filter((one) => cut([made.from, made.to], one)).length * 80;
      if (!best || cost < best.cost) best = { ...made, cost };
    }
  }
  return best;
}

function noteAt({ x, y, w, h }, reach, turn) {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const left = x + c * reach - (w * (1 - c)) / 2;
  const top = y + s * reach - (h * (1 - s)) / 2;
  const box = [left, top, left + w, top + h];
  const to = { x: Math.min(Math.max(x, left), left + w), y: Math.min(Math.max(y, top), top + h) };
  return { box, from: { x, y }, to };
}

// Whether a leader runs over a box that does not hold its own anchor.
function runsOver({ from, to }, box) {
  const holds = ({ x, y }) => x > box[0] && x < box[2] && y > box[1] && y < box[3];
  if (holds(from)) return false;
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 5);
  for (let s = 1; s < steps; s += 1) {
    if (holds({ x: from.x + ((to.x - from.x) * s) / steps, y: from.y + ((to.y - from.y) * s) / steps })) return true;
  }
  return false;
}

// The boxes that a leader takes from names, but for the part at its own mark.
function leaderBoxes({ from, to }) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const boxes = [];
  for (let at = 12; at < length; at += 6) {
    const [x, y] = [from.x + ((to.x - from.x) * at) / length, from.y + ((to.y - from.y) * at) / length];
    boxes.push([x - 1, y - 1, x + 1, y + 1]);
  }
  return boxes;
}

// Whether two straight pieces cross.
function cut([a, b], [c, d]) {
  const side = (p, q, r) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
