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

const OTHERS = 6; // most further spots for one name
const SAME_WAY = 3; // degrees that the line may turn from one spot to the next

// The straightest spot for a name of a width, the nearer to the middle of its piece the better; with
// it the steps to others like it, should that one be taken.
function nameSpot(pieces, width) {
  const found = pieces.flatMap((piece) => spotsOn(piece, width)).sort((a, b) => a.cost - b.cost);
  if (!found.length) return null;
  const [best] = found;
  const chosen = [best];
  for (const spot of found) {
    if (chosen.length > OTHERS) break;
    const apart = chosen.every((one) => Math.hypot(one.x - spot.x, one.y - spot.y) >= 2 * STEP_PX);
    if (apart && Math.abs(spot.angle - best.angle) <= SAME_WAY) chosen.push(spot);
  }
  return { ...best, others: chosen.slice(1).map(({ x, y }) => [x - best.x, y - best.y]) };
}

function spotsOn(piece, width) {
  const steps = Math.ceil((width + 16) / STEP_PX);
  const room = piece.length - steps;
  const found = [];
  for (let i = 0; i + steps < piece.length; i += 1) {
    const window = piece.slice(i, i + steps + 1);
    const [a, b] = [window[0], window[steps]];
    const bend = Math.max(...window.map((point) => distanceTo(point, a, b)));
    if (bend > BEND_PX) continue;
    const cost = bend * 8 + Math.abs(i - room / 2);
    found.push({ ...between(a, b, 0.5), angle: upright(a, b), cost, room: piece.length });
  }
  return found;
}

// The angle of a line in degrees, turned so that a name along it is not upside down.
function upright(a, b) {
  const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  if (angle > 90) return angle - 180;
  return angle <= -90 ? angle + 180 : angle;
}
