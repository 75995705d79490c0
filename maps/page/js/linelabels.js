// Names of lines, written along them where a piece is straight and long enough; they join the
// other names of the map, which give way to one another by rank.

const LINE_RANK = 50; // after the places of the case, before the base map
const lineNames = new Map(); // ref -> item of `labels`

function nameLines() {
  const seen = new Map();
  for (const line of drawnLines("line")) {
    if (!isShown(line) || !line.track) continue;
    const name = nameOfLine(line);
    const spot = nameSpot(visiblePieces(line), name.width);
    if (spot && spot.room > (seen.get(line.ref)?.room || 0)) seen.set(line.ref, spot);
  }
  for (const [ref, name] of lineNames) {
    const spot = seen.get(ref);
    name.from = spot ? 0 : 99;
    if (!spot) continue;
    name.at = map.layerPointToLatLng([spot.x, spot.y]);
    const angle = Math.round(spot.angle) || 0.1; // a name along a line always stands off it
    if (angle !== name.angle) name.written = null; // it is turned when it is written
    name.angle = angle;
    name.others = spot.others;
  }
}

function nameOfLine(line) {
  const known = lineNames.get(line.ref);
  if (known) return known;
  const text = titleOf(line.ref);
  const look = `line-name ${lookOf(line).mode}`;
  const name = { text, look, rank: LINE_RANK, from: 99, to: 99, lang: data.language };
  // A guess that saves measuring names that find no room; Hangul and Han are twice as wide.
  name.width = [...text].reduce((sum, letter) => sum + (UPRIGHT.test(letter) ? 11 : 5.6), 8);
  lineNames.set(line.ref, name);
  labels.splice(labels.findIndex((item) => item.rank > LINE_RANK) >>> 0, 0, name);
  return name;
}

// The pieces of a line within the map, without what it shares with more than one other line.
function visiblePieces(line) {
  const shift = map.containerPointToLayerPoint([0, 0]);
  const { x, y } = map.getSize();
  const box = [shift.x, shift.y, shift.x + x, shift.y + y];
  const crowd = line.shared ? crowdedRings(line, box) : [];
  const near = 2 * STEP_PX; // lanes stand off the track
  const pieces = [[]];
  for (const point of evenly(line.track, STEP_PX, box)) {
    const hidden = !point || crowd.some((one) => Math.hypot(one.x - point.x, one.y - point.y) < near);
    if (!hidden) pieces[pieces.length - 1].push(point);
    else if (pieces[pieces.length - 1].length) pieces.push([]);
  }
  return pieces;
}

function crowdedRings(line, box) {
  const origin = map.getPixelOrigin();
  const latlngs = line.getLatLngs();
  const crowded = [];
  for (const { first, last, lines } of line.stretches) {
    if (lines < 3) continue;
    const ring = latlngs.slice(first, last + 1).map((one) => map.project(one).subtract(origin));
    crowded.push(...evenly(ring, STEP_PX, box).filter(Boolean));
  }
  return crowded;
}
