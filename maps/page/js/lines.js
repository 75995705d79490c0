// Lines: the paper casing under each line, the sleepers of rail, the core of what is suspended,
// the second stroke of what is disputed, the open ends of what is schematic, and the two stubs,
// each fading to "?", of what is unknown.

const STUB_PX = 34;

function dressLines() {
  for (const layers of registry.values()) {
    for (const layer of layers) {
      if (layer.feature.properties.kind === "line") dress(layer);
      if (layer.feature.properties.kind === "stub") layer.unknownEnds = ends(layer);
    }
  }
  shortenStubs();
}

// Draw a link's line in another state: `status` is a word of LinkStatus, `claims` the states that
// the sources give where it is "disputed". Nothing happens where the state is the same already.
function setStatus(line, status, claims = []) {
  const { properties } = line.feature;
  const [mode, , basis] = properties.look.split(" ");
  const look = `${mode} ${status} ${basis}`;
  if (look === properties.look && String(claims) === String(line.claims || [])) return;
  properties.look = look;
  line.claims = claims;
  line.options.className = `${properties.kind} ${look}`;
  line.getElement()?.setAttribute("class", `${line.options.className} leaflet-interactive`);
  if (!line.companions) return;
  for (const one of line.companions) groupOf(one)?.removeLayer(one);
  dress(line);
}

function dress(line) {
  const group = groupOf(line);
  line.companions = [];
  const look = line.feature.properties.look;
  const companion = (kind, pane) =>
    line.companions[line.companions.push(L.polyline(line.getLatLngs(), {
      className: `${kind} ${look}`,
      interactive: false,
      pane,
      smoothFactor: line.options.smoothFactor,
    })) - 1].addTo(group);
  companion("casing", "casings");
  if (/\b(rail|suspended|disputed)\b/.test(look)) companion("dressing", "dressings");
  const [first, last] = ends(line);
  if (/\bschematic\b/.test(look)) {
    for (const end of [first, last]) line.companions.push(openEnd(end, look).addTo(group));
  }
  // A finger is wider than a line: an unseen stroke takes the clicks.
  const touch = L.polyline(line.getLatLngs(), {
    className: "touch",
    pane: "casings",
    smoothFactor: line.options.smoothFactor,
  }).addTo(group);
  line.companions.push(touch);
  touch.on("click", (event) => choose(line, event));
}

function ends(line) {
  const points = line.getLatLngs().flat(Infinity);
  return [points[0], points[points.length - 1]];
}

function openEnd(latlng, look) {
  return L.circleMarker(latlng, { radius: 4, className: `end ${look}`, interactive: false });
}

function groupOf(layer) {
  return overlays.find((overlay) => contains(overlay, layer));
}

function contains(group, layer) {
  return group.getLayers().some((one) => one === layer || (one.getLayers && contains(one, layer)));
}

// The ends of an unknown stretch point at each other and stop: no line runs through a guess.
function shortenStubs() {
  for (const layers of registry.values()) {
    for (const layer of layers) if (layer.unknownEnds) shorten(layer);
  }
}

function shorten(layer) {
  const [first, last] = layer.unknownEnds;
  const [a, b] = [map.latLngToLayerPoint(first), map.latLngToLayerPoint(last)];
  const length = Math.min(STUB_PX, a.distanceTo(b) / 3);
  const towards = (from, to) => from.add(to.subtract(from).multiplyBy(length / (from.distanceTo(to) || 1)));
  const tips = [towards(a, b), towards(b, a)].map((point) => map.layerPointToLatLng(point));
  layer.setLatLngs([[first, tips[0]], [last, tips[1]]]);
  layer.marks = layer.marks || tips.map((tip) => queryMark(tip, layer));
  layer.marks.forEach((mark, index) => mark.setLatLng(tips[index]));
}

function queryMark(latlng, layer) {
  const html = document.createElement("span");
  html.textContent = "?";
  const icon = L.divIcon({ className: "query", html, iconSize: [16, 16] });
  const mark = L.marker(latlng, { icon, alt: "", keyboard: false, pane: "places" });
  mark.on("click", (event) => choose(layer, event));
  return mark.addTo(groupOf(layer));
}
