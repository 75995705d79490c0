// Glyphs: the small signs of a mode, laid along a line at one distance of pixels at every zoom.
// Without a map or a document: each is drawn about (0, 0), pointing along the line to the right.

const GLYPHS = {
  air: { every: 130, closed: true, lines: [[[8, 0], [6.5, -1.1], [2, -1.3], [-2.6, -6.4], [-4.2, -6.4], [-1.8, -1.2], [-5, -1], [-6.6, -3], [-7.7, -3], [-6.9, 0], [-7.7, 3], [-6.6, 3], [-5, 1], [-1.8, 1.2], [-4.2, 6.4], [-2.6, 6.4], [2, 1.3], [6.5, 1.1]]] },
  ferry: { every: 90, lines: [[[-9, 1.5], [-7.5, -1], [-6, -1.8], [-4.5, -1], [-3, 1], [-1.5, 1.8], [0, 1], [1.5, -1], [3, -1.8], [4.5, -1], [6, 1], [7.5, 1.8], [9, 1]]] },
  foot: { every: 60, closed: true, lines: [
    [[-6, -4.2], [-3.6, -4.7], [-1.2, -4.6], [-.6, -3.5], [-1.2, -2.4], [-3.6, -2.3], [-6, -2.8]],
    [[1, 2.8], [3.4, 2.3], [5.8, 2.4], [6.4, 3.5], [5.8, 4.6], [3.4, 4.7], [1, 4.2]],
  ] },
  unknown: { every: 110, upright: true, lines: [
    [[-2.8, -2.6], [-2.3, -4.3], [-.8, -5.2], [.9, -5.2], [2.4, -4.2], [2.8, -2.6], [2, -1.2], [.6, -.3], [0, .8], [0, 1.8]],
    [[0, 4.4], [0, 4.9]],
  ] },
};

// The path of a line's glyphs within a box of [left, top, right, bottom]; `dotted` keeps the middle of
// the line free for its dot.
function glyphPath(points, mode, box, dotted = false) {
  const glyph = GLYPHS[mode];
  if (!glyph) return "";
  const path = [];
  for (const spot of spotsAlong(points, glyph.every, dotted)) {
    const seen = spot.x > box[0] && spot.x < box[2] && spot.y > box[1] && spot.y < box[3];
    if (seen) for (const line of glyph.lines) path.push(pathOf(line, spot, glyph));
  }
  return path.join("");
}

// One distance apart, the first half of it from the beginning; a short line has one, in its middle,
// or two where the number is to be even.
function spotsAlong(points, every, even = false) {
  const along = lengthsAlong(points);
  const whole = along[along.length - 1];
  if (whole < 24) return [];
  const spots = [];
  const fitting = Math.max(1, Math.floor(whole / every));
  const count = even ? fitting + (fitting % 2) : fitting;
  const gap = whole / count;
  let i = 1;
  for (let nth = 0; nth < count; nth += 1) {
    const at = gap * (nth + 0.5);
    while (i < points.length - 1 && along[i] < at) i += 1;
    const [a, b] = [points[i - 1], points[i]];
    const share = (at - along[i - 1]) / (along[i] - along[i - 1] || 1);
    spots.push({ ...between(a, b, share), way: unit(a, b) });
  }
  return spots;
}

function pathOf(line, { x, y, way }, { closed, upright }) {
  const [cos, sin] = upright ? [1, 0] : [way.x, way.y];
  const points = line.map(([dx, dy]) =>
    `${(x + dx * cos - dy * sin).toFixed(1)} ${(y + dx * sin + dy * cos).toFixed(1)}`);
  return `M${points.join("L")}${closed ? "Z" : ""}`;
}
