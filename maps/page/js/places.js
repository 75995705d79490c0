// Places: a mark for each, of what its name says. Where a case has many, the map has those marks
// in the window that do not cover each other, the most important first.

const PLACE_PX = 24;
const manyPlaces = L.layerGroup();

function startPlaces() {
  const placed = labels.filter((item) => item.ref);
  const many = placed.length > FEW;
  for (const item of placed) {
    item.mark = placeMark(item);
    registry.set(item.ref, [item.mark, ...(registry.get(item.ref) || [])]);
    if (many) item.mark.group = item.layer;
    else item.mark.setIcon(icon(item.mark.feature.properties, item.ref)).addTo(item.layer);
  }
  manyPlaces.addTo(map);
}

function placeMark({ ref, look, at }) {
  const mark = L.marker(at, { alt: "", pane: "places", riseOnHover: true });
  Object.assign(mark, { ref, feature: { properties: { ref, kind: "place", look, number: "" } } });
  mark.on("add", () => label(mark));
  mark.on("click", (event) => choose(mark, event));
  return mark;
}

// A place is marked from the zoom on at which it may be named: from far off a few marks tell more.
function thinPlaces(zoom) {
  const grid = gridOf(PLACE_PX);
  const bounds = map.getBounds().pad(AROUND);
  for (const item of labels) {
    if (!item.mark) continue;
    if (item.mark.group) thinOne(item, zoom, grid, bounds);
    else item.mark.getElement()?.classList.toggle("too-far", zoom < item.from);
  }
}

function thinOne({ mark, from, ref, at }, zoom, grid, bounds) {
  let shown = zoom >= from && bounds.contains(at) && isOn(mark) && !isHeld(ref);
  if (shown) {
    const { x, y } = map.latLngToLayerPoint(at);
    shown = !grid.near(x, y);
    if (shown) grid.add({ x, y });
  }
  if (shown === manyPlaces.hasLayer(mark)) return;
  if (shown) manyPlaces.addLayer(mark.setIcon(icon(mark.feature.properties, ref)));
  else manyPlaces.removeLayer(mark);
}

// A name goes with the mark that a filter holds back, or that has no room; that of a country stays.
function isUnmarked(item) {
  if (!item.ref || item.centred) return false;
  return isHeld(item.ref) || Boolean(item.mark?.group && !manyPlaces.hasLayer(item.mark));
}
