// Straight pieces of a line, to write along. Without a map or a document.

const STEP_PX = 24;
const BEND_PX = 5; // how far a line may bend away under its name

// Points one step apart along a line, as far as they lie in a box; a null stands for each gap.
function evenly(points, step, [left, top, right, bottom]) {
  const even = [];
  let over = 0;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const misses = Math.max(a.x, b.x) < left || Math.min(a.x, b.x) > right
      || Math.max(a.y, b.y) < top || Math.min(a.y, b.y) > bottom;
    if (misses) {
      if (even.length && even[even.length - 1]) even.push(null);
      over = 0;
      continue;
    }
    let at = over;
    for (; at < length; at += step) {
      const point = between(a, b, at / length);
      const seen = point.x >= left && point.x <= right && point.y >= top && point.y <= bottom;
      if (seen) even.push(point);
      else if (even.length && even[even.length - 1]) even.push(null);
    }
    over = at - length;
  }
  return even;
}

// The straightest spot for a name of a width, the nearer to the middle of its piece the better.
function nameSpot(pieces, width) {
  let best = null;
  for (const piece of pieces) {
    const steps = Math.ceil((width + 16) / STEP_PX);
    const room = piece.length - steps;
    for (let i = 0; i + steps < piece.length; i += 1) {
      const window = piece.slice(i, i + steps + 1);
      const [a, b] = [window[0], window[steps]];
      const bend = Math.max(...window.map((point) => distanceTo(point, a, b)));
      if (bend > BEND_PX) continue;
      const cost = bend * 8 + Math.abs(i - room / 2);
      if (!best || cost < best.cost) {
        const { x, y } = between(a, b, 0.5);
        best = { x, y, angle: upright(a, b), cost, room: piece.length };
      }
    }
  }
  return best;
}

// The angle of a line in degrees, turned so that a name along it is not upside down.
function upright(a, b) {
  const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  if (angle > 90) return angle - 180;
  return angle <= -90 ? angle + 180 : angle;
}
