// Bundles: where three and more lines share a track, a key beside it names each in the order in
// which they stand; where there is no room for that, a chip says how many, and opens as a list.

const BUNDLE_FROM = 3;
const KEY_FROM_ZOOM = 11; // from farther off, and where a stretch is shorter, a chip tells enough
const KEY_LENGTH_PX = 190;
const MOST_CROSSED = 3; // cells with lines that a key or a chip may cover
const CHIP_LENGTH_PX = 70;
const MOST_BUNDLES = 2;
const bundleMarks = L.layerGroup();
let bundleLeader;

function placeBundles() {
  const held = document.activeElement?.closest(".bundle") && document.activeElement;
  bundleMarks.clearLayers().addTo(map);
  bundleLeader?.remove();
  const chosen = [];
  for (const bundle of bundlesInView()) {
    const known = chosen.some((one) => bundle.refs.every((ref) => one.refs.includes(ref)));
    if (!known) chosen.push(bundle);
    if (chosen.length === MOST_BUNDLES) break;
  }
  const taken = chosen.length ? obstacles() : [];
  const cells = chosen.length ? lineCells(linePieces()) : null;
  const marks = chosen.map((bundle) => markBundle(bundle, taken, cells)).filter(Boolean);
  if (marks.length) drawBundleLeaders(marks);
  if (held) sameButton(held)?.focus({ preventScroll: true }); // what had the focus has been made anew
}

function sameButton({ dataset: { open } }) {
  const marks = map.getContainer();
  return (open && marks.querySelector(`.bundle [data-open="${CSS.escape(open)}"]`)) || marks.querySelector(".bundle button");
}

// What is shared by the most lines comes first, then what is longest.
function bundlesInView() {
  const { x, y } = map.getSize();
  const shift = map.containerPointToLayerPoint([0, 0]);
  const box = [shift.x + 8, shift.y + 8, shift.x + x - 8, shift.y + y - 8];
  const found = [];
  for (const line of drawnLines("line")) {
    if (!line.shared || !isShown(line)) continue;
    for (const stretch of line.stretches) {
      if (stretch.lines < BUNDLE_FROM) continue;
      const piece = longestPiece(evenly(ringOf(line, stretch), STEP_PX, box));
      if (piece.length * STEP_PX < CHIP_LENGTH_PX) continue;
      found.push({ piece, most: stretch.lines, length: piece.length * STEP_PX });
    }
  }
  found.sort((a, b) => b.most - a.most || b.length - a.length);
  const bundles = [];
  for (const one of found.slice(0, 24)) {
    const bundle = { ...one, ...acrossAt(one.piece, one.most) };
    if (bundle.refs.length >= BUNDLE_FROM) bundles.push(bundle);
  }
  return bundles;
}

function ringOf(line, { first, last }) {
  const origin = map.getPixelOrigin();
  return line.getLatLngs().slice(first, last + 1).map((latlng) => map.project(latlng).subtract(origin));
}

function longestPiece(points) {
  let [best, piece] = [[], []];
  for (const point of [...points, null]) {
    if (point) piece.push(point);
    else if (piece.length > best.length) [best, piece] = [piece, []];
    else piece = [];
  }
  return best;
}

// The lines of a bundle in the order in which they stand across it, in its middle.
function acrossAt(piece, most) {
  const middle = piece[Math.floor(piece.length / 2)];
  const way = unit(piece[0], piece[piece.length - 1]);
  const down = Math.abs(way.x) > Math.abs(way.y);
  const reach = (most / 2 + 1) * LANE_PX;
  const across = new Map();
  for (const line of drawnLines("line")) {
    if (!isShown(line) || !line._parts?.length) continue;
    const near = line.closestLayerPoint(L.point(middle.x, middle.y));
    if (!near || near.distance > reach) continue;
    const side = down ? near.y - middle.y : near.x - middle.x;
    if (!across.has(line.ref)) across.set(line.ref, { side, line });
  }
  const order = [...across].sort((a, b) => a[1].side - b[1].side);
  return { middle, down, reach, refs: order.map(([ref]) => ref), lines: order.map(([, one]) => one.line) };
}

function markBundle(bundle, taken, cells) {
  const near = map.getZoom() >= KEY_FROM_ZOOM && map.getSize().x > 600;
  const roomy = near && bundle.length >= KEY_LENGTH_PX;
  const made = (roomy && placedMark(bundle, keyOf(bundle), taken, cells)) || placedMark(bundle, chipOf(bundle), taken, cells);
  if (made) taken.push(made.box);
  return made;
}

function bundleWords({ refs, down }) {
  return filled(words[down ? "routes_down" : "routes_across"], { n: refs.length });
}

function chipOf(bundle) {
  const chip = document.createElement("button");
  chip.type = "button";
  chip.className = "chip";
  chip.textContent = filled(words.routes_here, { n: bundle.refs.length });
  chip.onclick = (event) => {
    event.stopPropagation();
    offer(bundle.refs, map.layerPointToLatLng([bundle.middle.x, bundle.middle.y]), () => filled(words.routes_here, { n: bundle.refs.length }));
  };
  return chip;
}

function keyOf(bundle) {
  const key = document.createElement("div");
  key.className = "key";
  key.setAttribute("role", "group");
  const head = document.createElement("p");
  head.textContent = bundleWords(bundle);
  key.setAttribute("aria-label", head.textContent);
  key.append(head);
  const at = map.layerPointToLatLng([bundle.middle.x, bundle.middle.y]);
  bundle.refs.forEach((ref, index) => key.append(choiceOf(ref, bundle.lines[index], at)));
  return key;
}

// A button that names a line and shows its stroke.
function choiceOf(ref, line, at) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.open = ref;
  if (line) button.append(strokeOf(line));
  const name = document.createElement("span");
  name.className = "named";
  name.dir = "auto";
  button.append(name);
  if (differs(ref)) button.append(differBadge());
  nameChoice(button);
  button.onclick = (event) => {
    event.stopPropagation(); // the button leaves the popup: the map would take this for a click beside it
    open(ref, layersOf(ref).find(isOn), at);
  };
  return button;
}

function nameChoice(button) {
  const ref = button.dataset.open;
  button.querySelector(".named").textContent = titleOf(ref);
  if (differs(ref)) button.setAttribute("aria-label", `${titleOf(ref)}, ${words.sources_differ}`);
}

// A short piece of a line as it is drawn on the map.
function strokeOf(line) {
  const drawing = svg(44, "");
  drawing.setAttribute("viewBox", "0 0 44 14");
  drawing.setAttribute("class", "stroke");
  const look = lookOf(line);
  const claims = look.status === "disputed" ? claimsOf(line) : [];
  drawStroke(drawing, look, claims);
  return drawing;
}

// The mark in the nearest free spot beside the bundle, on either side.
function placedMark(bundle, element, taken, cells) {
  const holder = document.createElement("div");
  holder.append(element);
  holder.className = "bundle";
  map.getPanes().markerPane.append(holder);
  const [w, h] = [holder.offsetWidth, holder.offsetHeight];
  holder.remove();
  const spot = spotBeside(bundle, [w, h], taken, cells);
  if (!spot) return null;
  const at = map.containerPointToLatLng([spot.box[0], spot.box[1]]);
  const icon = L.divIcon({ className: "bundle", html: element, iconSize: null, iconAnchor: [0, 0] });
  const mark = L.marker(at, { icon, alt: "", keyboard: false, interactive: false, zIndexOffset: 400 });
  bundleMarks.addLayer(mark);
  L.DomEvent.disableClickPropagation(mark.getElement());
  return spot;
}

function spotBeside({ piece, reach, down }, [w, h], taken, cells) {
  const shift = map.containerPointToLayerPoint([0, 0]);
  const size = map.getSize();
  let best = null;
  for (const [nth, point] of piece.entries()) {
    const at = { x: point.x - shift.x, y: point.y - shift.y };
    const centre = Math.abs(nth - piece.length / 2) * 2;
    for (const far of [12, 40, 80]) {
      for (const side of [1, -1]) {
        const off = side * (reach + far);
        const box = down
          ? [at.x - w / 2, off > 0 ? at.y + off : at.y + off - h, at.x + w / 2, off > 0 ? at.y + off + h : at.y + off]
          : [off > 0 ? at.x + off : at.x + off - w, at.y - h / 2, off > 0 ? at.x + off + w : at.x + off, at.y + h / 2];
        if (!inside(box, size) || taken.some((one) => meet(box, one))) continue;
        const crossed = crossings(box, cells);
        if (crossed > MOST_CROSSED) continue;
        const cost = crossed * 10 + centre + far;
        const edge = down ? { x: at.x, y: off > 0 ? box[1] : box[3] } : { x: off > 0 ? box[0] : box[2], y: at.y };
        if (!best || cost < best.cost) best = { box, cost, from: at, to: edge, far: reach * side };
      }
    }
  }
  return best;
}

// From the far side of the bundle to its key.
function drawBundleLeaders(spots) {
  const shift = map.containerPointToLayerPoint([0, 0]);
  bundleLeader = document.createElementNS(SVG_NAMES, "path");
  bundleLeader.setAttribute("class", "bundle-leader");
  bundleLeader.setAttribute("d", spots.map(({ from, to, far }) => {
    const straight = Math.abs(to.x - from.x) < 0.5 ? [0, -far] : [-far, 0];
    const start = shift.add([from.x + straight[0], from.y + straight[1]]);
    const end = shift.add([to.x, to.y]);
    return `M${start.x} ${start.y}L${end.x} ${end.y}`;
  }).join(""));
  map.getRenderer({ options: { pane: "dressings" } })._rootGroup.append(bundleLeader);
}
