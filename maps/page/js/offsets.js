// Offsets: lines that share a track stand side by side on it, at the same distance at every zoom.
// Without a map or a document: points are {x, y} in pixels, y downwards.

const LANE_PX = 5; // from the middle of one line to the middle of the next
const TAPER_PX = 16; // over this length a line changes its lane, and comes to its stop

// "0:4:-1.5:4 4:20:0.5:2" as maps/draw/lanes.py writes it: first vertex, last vertex, lane, and
// how many lines share the track.
function parseLanes(text, last) {
  if (!text) return [{ first: 0, last, lane: 0, lines: 1 }];
  return text.split(" ").map((part) => {
    const [first, to, lane, lines] = part.split(":").map(Number);
    return { first, last: to, lane, lines };
  });
}

// Bends narrower than a bundle of lines would be knots in it: the more lines, the smoother.
function smoothing(lines) {
  return lines > 1 ? Math.min(6, 0.8 + lines * 0.6) : 0.8;
}

// A line in its lanes: `stretches` of lanes over `points`, moved `shift` pixels more to the right.
function onLanes(points, stretches, shift = 0, weights = weightsOf(points, stretches)) {
  const track = { points: [], lanes: [] };
  for (const { first, last, lane, lines } of stretches) {
    const kept = [];
    for (let at = first; at <= last; at += 1) if (weights[at] > smoothing(lines)) kept.push(points[at]);
    for (const point of track.points.length ? kept.slice(1) : kept) track.points.push(point);
    track.lanes.push({ end: track.points.length - 1, offset: lane * LANE_PX });
  }
  if (track.lanes.every(({ offset }) => !offset) && !shift) return track.points;
  const { dense, offsets } = tapered(track);
  return moved(dense, offsets.map((offset) => offset + shift));
}

function lengthsAlong(points) {
  const along = [0];
  for (let i = 1; i < points.length; i += 1) {
    along.push(along[i - 1] + Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
  }
  return along;
}

// Offsets at each vertex: constant within a stretch, sloping between two, nought at both ends;
// vertices are added where a slope begins and ends.
function tapered({ points, lanes }) {
  const along = lengthsAlong(points);
  const knots = [{ at: 0, offset: 0 }];
  let begin = 0;
  lanes.forEach(({ end, offset }, nth) => {
    const from = along[begin];
    const to = along[end];
    const half = (to - from) / 2;
    begin = end;
    if (half * 2 < Math.abs(offset) + 2) return; // too short for its lane: it is all slope
    const [first, last] = [nth === 0, nth === lanes.length - 1];
    knots.push({ at: from + Math.min(first ? TAPER_PX : TAPER_PX / 2, half), offset });
    knots.push({ at: to - Math.min(last ? TAPER_PX : TAPER_PX / 2, half), offset });
  });
  knots.push({ at: along[along.length - 1], offset: 0 });
  return withKnots(points, along, knots);
}

function withKnots(points, along, knots) {
  const dense = [];
  const offsets = [];
  let next = 0;
  const offsetAt = (at) => {
    while (next < knots.length - 2 && knots[next + 1].at <= at) next += 1;
    const [a, b] = [knots[next], knots[next + 1]];
    const share = b.at > a.at ? Math.min(1, Math.max(0, (at - a.at) / (b.at - a.at))) : 1;
    return a.offset + (b.offset - a.offset) * share;
  };
  let knot = 0;
  for (let i = 0; i < points.length; i += 1) {
    while (i && knot < knots.length && knots[knot].at < along[i] - 0.01) {
      const { at } = knots[knot];
      if (at > along[i - 1] + 0.01) {
        dense.push(between(points[i - 1], points[i], (at - along[i - 1]) / (along[i] - along[i - 1])));
        offsets.push(offsetAt(at));
      }
      knot += 1;
    }
    dense.push(points[i]);
    offsets.push(offsetAt(along[i]));
  }
  return { dense, offsets };
}

function between(a, b, share) {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

// Each vertex moved along the half of the angle between its two sides, no farther than twice its
// offset; then what has turned about inside of a bend is taken out.
function moved(points, offsets) {
  const sides = points.slice(1).map((point, i) => unit(points[i], point));
  const result = points.map((point, i) => {
    const before = sides[i - 1] || sides[i];
    const after = sides[i] || before;
    if (!before || !offsets[i]) return { ...point };
    const half = { x: before.x + after.x, y: before.y + after.y };
    const size = Math.hypot(half.x, half.y);
    // A line that turns right back has no half of an angle: its side goes on.
    const way = size > 0.05 ? { x: half.x / size, y: half.y / size } : before;
    const stretch = Math.min(2, 1 / Math.max(0.5, way.x * before.x + way.y * before.y));
    return { x: point.x - way.y * offsets[i] * stretch, y: point.y + way.x * offsets[i] * stretch };
  });
  return withoutLoops(result, sides);
}

function unit(a, b) {
  const size = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: (b.x - a.x) / size, y: (b.y - a.y) / size };
}

// A piece that runs against its own line is a loop inside of a bend: both its ends become one.
function withoutLoops(points, sides) {
  const kept = [points[0]];
  for (let i = 1; i < points.length; i += 1) {
    const last = kept[kept.length - 1];
    const way = sides[i - 1];
    const ahead = (points[i].x - last.x) * way.x + (points[i].y - last.y) * way.y;
    if (ahead >= 0) kept.push(points[i]);
    else if (i === points.length - 1) kept[Math.max(1, kept.length - 1)] = points[i];
    else if (kept.length > 1) kept[kept.length - 1] = between(last, points[i], 0.5);
  }
  return kept;
}

// Douglas and Peucker, for all tolerances at once: without the vertices of less weight than one, none
// lies farther off the line than that. The ends of stretches always stay, what is nearer than
// `finest` never does.
function weightsOf(points, stretches, finest = 0) {
  const weights = new Float64Array(points.length);
  const open = stretches.map(({ first, last }) => [first, last]);
  for (const end of open.flat()) weights[end] = Infinity;
  while (open.length) {
    const [first, last] = open.pop();
    let far = finest;
    let at = 0;
    for (let i = first + 1; i < last; i += 1) {
      const off = distanceTo(points[i], points[first], points[last]);
      if (off > far) [far, at] = [off, i];
    }
    if (!at) continue;
    weights[at] = Math.min(far, weights[first], weights[last]);
    open.push([first, at], [at, last]);
  }
  return weights;
}

function distanceTo(point, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const size = dx * dx + dy * dy;
  const share = size ? Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / size)) : 0;
  const [x, y] = [point.x - a.x - dx * share, point.y - a.y - dy * share];
  return Math.sqrt(x * x + y * y);
}
