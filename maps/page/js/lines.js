// Lines: each link's line with what goes with it: the paper casing, the core of what is suspended,
// the second stroke of what is disputed, the signs of its mode, the dot of what is reported once,
// the open ends of what is schematic, and an unseen stroke as wide as a finger. All of them take
// the path of the line itself, so that they follow it into its lane. Stubs stand in stubs.js.

const SVG_NAMES = "http://www.w3.org/2000/svg";
// Companion, pane, and the looks that have it.
const COMPANIONS = [
  ["halo", "casings", (look, ref) => revisedAs(ref)],
  ["casing", "casings", () => true],
  ["touch", "casings", () => true],
  ["dressing", "dressings", ({ mode }) => mode === "rail"],
  ["twin", "dressings", ({ status }) => status === "disputed"],
  ["core", "dressings", ({ status, basis }) => status === "suspended" && basis !== "schematic"],
  ["glyphs", "dressings", ({ mode }) => mode in GLYPHS],
  ["dot", "dressings", ({ status }) => status === "reported_once"],
];
const FINEST_PX = 0.4; // what is finer is not to be seen
const TWIN_PX = 1.7; // from the middle of a lane to each stroke of what is disputed

function dressLines() {
  for (const line of drawnLines("line")) {
    const { lanes } = line.feature.properties;
    line.stretches = parseLanes(lanes, line.getLatLngs().length - 1);
    line.shared = line.stretches.some(({ lines }) => lines > 1);
    line.options.smoothFactor = 0; // simplified on the way into its lane
    line._projectLatlngs = projectOnLanes;
    line._updatePath = updateWithCompanions;
    line.companions = {};
    line.on("add", () => dress(line));
    line.on("remove", () => undress(line));
    if (line._map) {
      line._reset();
      dress(line);
    }
  }
  dressStubs();
}

function* drawnLines(kind) {
  for (const layers of registry.values()) {
    for (const layer of layers) if (layer.feature.properties.kind === kind) yield layer;
  }
}

function lookOf(line) {
  const [mode, status, basis] = line.feature.properties.look.split(" ");
  return { mode, status, basis };
}

// Draw a link's line in another state: `status` is a word of LinkStatus, `claims` the states that
// the sources give where it is "disputed". Nothing happens where the state is the same already.
function setStatus(line, status, claims = []) {
  const { properties } = line.feature;
  const { mode, basis } = lookOf(line);
  const look = `${mode} ${status} ${basis}`;
  const same = look === properties.look && claims.join(" ") === (properties.claims || "");
  if (same) return;
  properties.look = look;
  properties.claims = claims.join(" ");
  line.options.className = `${properties.kind} ${look}`;
  if (!line._map || !line.companions) return;
  line.getElement().setAttribute("class", `${line.options.className} leaflet-interactive`);
  undress(line);
  line._reset();
  dress(line);
}

// The states of the two strokes of what is disputed: the first two that the sources give.
function claimsOf(line) {
  return (line.feature.properties.claims || "").split(" ").slice(0, 2);
}

// In place of Leaflet's: the line goes into its lane before it is clipped.
function projectOnLanes(latlngs, result, bounds) {
  const { ring, stretches, weights } = seenRing(this, latlngs);
  const disputed = lookOf(this).status === "disputed";
  const track = onLanes(ring, stretches, disputed ? -TWIN_PX : 0, weights);
  this.track = track;
  this.twinTrack = disputed ? onLanes(ring, stretches, TWIN_PX, weights) : [];
  result.push(track.map(({ x, y }) => L.point(x, y)));
  for (const point of [...result[0], ...ring]) bounds.extend(point);
}

// The vertices that can be told apart at the zoom of the map, in its pixels, and the stretches over
// them; what each of them weighs is reckoned once for all zooms.
function seenRing(line, latlngs) {
  const { _map: onto, stretches } = line;
  if (!line.flat) {
    const flat = latlngs.map((latlng) => onto.project(latlng, 0));
    line.flat = { flat, weights: weightsOf(flat, stretches, FINEST_PX / onto.getZoomScale(onto.getMaxZoom(), 0)) };
  }
  const { flat, weights } = line.flat;
  const scale = onto.getZoomScale(onto.getZoom(), 0);
  const origin = onto.getPixelOrigin();
  const [ring, kept, at] = [[], [], new Map()];
  flat.forEach(({ x, y }, nth) => {
    const weight = weights[nth] * scale;
    if (weight < FINEST_PX) return;
    if (weight === Infinity) at.set(nth, ring.length);
    ring.push(L.point(x * scale - origin.x, y * scale - origin.y));
    kept.push(weight);
  });
  const over = stretches.map((one) => ({ ...one, first: at.get(one.first), last: at.get(one.last) }));
  return { ring, stretches: over, weights: kept };
}

function updateWithCompanions() {
  L.Polyline.prototype._updatePath.call(this);
  drape(this);
}

function dress(line) {
  const look = lookOf(line);
  for (const [kind, pane, wanted] of COMPANIONS) {
    if (wanted(look, line.ref)) line.companions[kind] = companion(line, kind, pane);
  }
  const [first, ...claims] = look.status === "disputed" ? claimsOf(line) : [];
  line.getElement().dataset.claim = first || "";
  if (line.companions.twin) line.companions.twin.dataset.claim = claims[0] || "";
  // Leaflet hands what happens on this path to the line.
  line.addInteractiveTarget(line.companions.touch);
  line.ends = look.basis === "schematic" ? ends(line).map((end) => openEnd(end, line)) : [];
  drape(line);
}

function companion(line, kind, pane) {
  const path = document.createElementNS(SVG_NAMES, "path");
  const more = [kind === "touch" && "leaflet-interactive", line.shared && "shared"].filter(Boolean);
  path.setAttribute("class", [kind, line.feature.properties.look, ...more].join(" "));
  if (kind === "halo") path.dataset.revised = revisedAs(line.ref);
  const renderer = map.getRenderer({ options: { pane } });
  renderer._rootGroup.append(path);
  return path;
}

function undress(line) {
  if (line.companions.touch) line.removeInteractiveTarget(line.companions.touch);
  for (const path of Object.values(line.companions)) path.remove();
  for (const end of line.ends || []) end.remove();
  line.companions = {};
  line.ends = [];
}

// Give all companions the path that the line has just got.
function drape(line) {
  const { casing, touch, dressing, core, twin, glyphs, dot, halo } = line.companions;
  if (!casing) return;
  const path = line.getElement().getAttribute("d");
  for (const one of [casing, touch, dressing, core, halo]) one?.setAttribute("d", path);
  if (twin) {
    const second = clipped(line, line.twinTrack);
    twin.setAttribute("d", second);
    for (const one of [casing, touch]) one.setAttribute("d", path + second);
  }
  const { min, max } = line._renderer._bounds;
  const box = [min.x, min.y, max.x, max.y];
  const { mode, status } = lookOf(line);
  glyphs?.setAttribute("d", glyphPath(line.track, mode, box, status === "reported_once"));
  dot?.setAttribute("d", dotPath(line.track));
}

// Another course of the same line, cut as Leaflet cuts the line itself.
function clipped(line, track) {
  const other = Object.create(line);
  other._rings = [track.map(({ x, y }) => L.point(x, y))];
  other._clipPoints();
  return L.SVG.pointsToPath(other._parts, false);
}

function dotPath(track) {
  const [spot] = spotsAlong(track, Infinity);
  return spot ? `M${spot.x - 4} ${spot.y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z` : "";
}

function ends(line) {
  const points = line.getLatLngs().flat(Infinity);
  return [points[0], points[points.length - 1]];
}

function openEnd(latlng, line) {
  const className = `end ${line.feature.properties.look}`;
  return L.circleMarker(latlng, { radius: 4, className, interactive: false }).addTo(map);
}
