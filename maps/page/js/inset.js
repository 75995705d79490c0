// Inset: a small second map of what is too small for the first, drawn from the same features.

const INSET_ID = "inset";
const NEAR_ENOUGH = 0.75; // zooms below that of the inset from which the map itself shows it
const LEAST_FRAME = 30; // pixels of the rectangle on the map
const INSET_LINES = new Set(["line", "stub"]);

let inset; // { view, map, box, frame, canvas }

function startInset() {
  const view = views.find((one) => one.id === INSET_ID);
  if (!view) return;
  const box = document.querySelector(".inset");
  box.hidden = false;
  const control = L.control({ position: "bottomright" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(box);
    box.classList.add("leaflet-control");
    return box;
  };
  control.addTo(map);
  box.querySelector("button").onclick = () => {
    goToView(view);
    map.getContainer().focus({ preventScroll: true });
  };
  const frame = L.rectangle(view.bounds, { className: "inset-frame", interactive: false });
  inset = { view, box, frame, map: null };
  drawInset();
}

// Folded to its title on a phone, the inset has no map to draw.
function drawInset() {
  const holder = inset.box.querySelector(".inset-map");
  if (!holder.offsetWidth || inset.map) return;
  const still = {
    dragging: false, touchZoom: false, doubleClickZoom: false, scrollWheelZoom: false, boxZoom: false,
    keyboard: false, zoomControl: false, attributionControl: false, zoomSnap: 0,
  };
  const small = L.map(holder, still);
  small.fitBounds(inset.view.bounds, { animate: false });
  inset.map = small;
  for (const [name, place] of [["paper", 200], ["casings", 390], ["dots", 450]]) {
    small.createPane(name).style.zIndex = place;
  }
  inset.canvas = L.canvas({ pane: "paper" });
  const paper = papers["paper-inset"];
  unpackPaper(paper, inset.canvas);
  paper.addTo(small);
  if (document.documentElement.classList.contains("printing")) redrawNow(inset.canvas);
  nameInset(small);
}

// The lines in the state that they have now, in the lanes that they run in.
function copyLines() {
  const drawn = [...registry.values()].flat().filter(inInset);
  const looks = drawn.map((layer) => `${layer.ref} ${layer.feature.properties.look}`).join();
  if (!inset.map || looks === inset.looks) return;
  inset.looks = looks;
  inset.lines?.remove();
  inset.lines = L.layerGroup().addTo(inset.map);
  for (const layer of drawn) {
    copyLine(layer, "casing", "casings");
    copyLine(layer, layer.feature.properties.kind, "overlayPane");
  }
}

function inInset(layer) {
  const { kind } = layer.feature.properties;
  return INSET_LINES.has(kind) && isShown(layer) && inset.view.bounds.pad(0.3).intersects(layer.getBounds());
}

function copyLine(layer, name, pane) {
  const className = `${name} ${layer.feature.properties.look}`;
  const copy = L.polyline(layer.getLatLngs(), { className, pane, interactive: false, smoothFactor: 0 });
  if (layer.stretches) {
    Object.assign(copy, { feature: layer.feature, stretches: layer.stretches, _projectLatlngs: projectOnLanes });
  }
  inset.lines.addLayer(copy);
}

// The places of the case in the inset, each with its name where there is room.
function nameInset(small) {
  const holder = small.getPane("dots");
  holder.replaceChildren();
  const size = small.getSize();
  const drafts = [];
  for (const item of labels) {
    if (isUnmarked(item)) continue;
    const own = item.ref && !item.centred;
    const land = item.look === "country" || item.look === "water";
    if (!(own || land) || !small.getBounds().contains(item.at)) continue;
    const point = small.latLngToContainerPoint(item.at);
    if (own) holder.append(insetMark(item, small.latLngToLayerPoint(item.at)));
    const element = document.createElement("div");
    fill(element, item);
    holder.append(element);
    drafts.push({ ...item, element, x: point.x, y: point.y, base: !own });
  }
  const items = drafts.map((item) => ({ ...item, w: item.element.offsetWidth, h: item.element.offsetHeight }));
  const dots = items.filter((item) => !item.base).map(({ x, y }) => [x - 4, y - 4, x + 4, y + 4]);
  placeAll(items, dots, new Set(), size).forEach((spot, index) => {
    const { element, at } = items[index];
    if (!spot) return element.remove();
    L.DomUtil.setPosition(element, small.latLngToLayerPoint(at).add([Math.round(spot.dx), Math.round(spot.dy)]));
  });
}

function insetMark(item, point) {
  const mark = document.createElement("span");
  mark.className = `place ${item.look} inset-mark`;
  mark.append(svg(16, PLACES[item.look] || ""));
  L.DomUtil.setPosition(mark, point.subtract([8, 8]));
  return mark;
}

// The inset leaves when the map itself is as near, and makes way for a popup.
function arrangeInset() {
  if (!inset) return;
  drawInset();
  copyLines();
  const near = map.getZoom() >= viewZoom(inset.view) - NEAR_ENOUGH;
  inset.box.classList.toggle("away", near);
  const away = near || !map.getBounds().contains(inset.view.bounds.getCenter());
  if (away) return inset.frame.remove();
  const corners = [inset.view.bounds.getSouthWest(), inset.view.bounds.getNorthEast()];
  const [a, b] = corners.map((corner) => map.latLngToLayerPoint(corner));
  const grow = [Math.max(0, LEAST_FRAME - (b.x - a.x)) / 2, Math.max(0, LEAST_FRAME - (a.y - b.y)) / 2];
  const wide = [a.add([-grow[0], grow[1]]), b.add([grow[0], -grow[1]])];
  inset.frame.setBounds(wide.map((point) => map.layerPointToLatLng(point))).addTo(map);
}
