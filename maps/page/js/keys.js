// Keys: what is drawn on the map is one stop of the Tab key, and other keys lead from one to the next.

const REACHED = ".leaflet-map-pane :is([data-ref], [data-refs])[role=button]:not(.left-out, .too-far, .reach)";
const ASIDE = 3; // a pixel to the side is as far as this many ahead
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const PAGES = { PageDown: 1, PageUp: -1 };

let stop = null; // what the Tab key comes to

function startKeys() {
  const container = map.getContainer();
  container.addEventListener("focusin", ({ target }) => {
    if (target.matches(REACHED)) keepStop(target);
  });
  container.addEventListener("keydown", (event) => {
    if (!event.target.matches(REACHED)) return;
    const next = nextMark(event);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus({ preventScroll: true });
  });
}

// After each change of the map: the stop stays what it was, or is what stands there now.
function settleStop() {
  if (stop?.isConnected && stop.matches(REACHED) && seenIn(mapBox())(stop)) return keepStop(stop);
  const seen = seenMarks();
  keepStop(seen.find((mark) => stop && refsOf(mark) === refsOf(stop)) || seen[0]);
}

function keepStop(mark) {
  stop?.setAttribute("tabindex", "-1");
  stop = mark || null;
  stop?.setAttribute("tabindex", "0");
}

function refsOf(mark) {
  return mark.dataset.refs || mark.dataset.ref;
}

// What stands on the map where the reader sees it.
function seenMarks() {
  return [...map.getContainer().querySelectorAll(REACHED)].filter(seenIn(mapBox()));
}

function mapBox() {
  return map.getContainer().getBoundingClientRect();
}

function seenIn(within) {
  return (mark) => {
    const { left, top, right, bottom, width, height } = mark.getBoundingClientRect();
    return (width || height) && right > within.left && left < within.right && bottom > within.top && top < within.bottom;
  };
}

// Arrows lead to what is nearest that way; Page Up and Down, Home and End through all of them.
function nextMark({ key, target, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey) return null;
  const seen = seenMarks();
  if (key === "Home") return seen[0];
  if (key === "End") return seen[seen.length - 1];
  if (key in PAGES) return seen[seen.indexOf(target) + PAGES[key]];
  return key in WAYS ? seen[nearestThatWay(seen.map(middleOf), middleOf(target), WAYS[key])] : null;
}

function middleOf(mark) {
  const { left, top, right, bottom } = mark.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2];
}

// Pure: the number of the nearest of some points from one of them, in a direction; -1 where none is.
function nearestThatWay(points, [x, y], [dx, dy]) {
  let best = [-1, Infinity];
  points.forEach(([px, py], number) => {
    const ahead = (px - x) * dx + (py - y) * dy;
    const cost = ahead + ASIDE * Math.abs((px - x) * dy + (py - y) * dx);
    if (ahead > 0.5 && cost < best[1]) best = [number, cost];
  });
  return best[0];
}
