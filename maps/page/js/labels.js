// Labels: names of places and of the base map, each shown where it covers nothing more important.

const GAP = 2;

function placeLabels() {
  const zoom = map.getZoom();
  const bounds = map.getBounds().pad(0.1);
  const taken = obstacles();
  for (const item of labels) {
    const visible = zoom >= item.from && zoom <= item.to && (!item.layer || map.hasLayer(item.layer));
    const spot = visible && bounds.contains(item.at) && spotFor(item, taken);
    toggle(item, spot);
    if (spot) taken.push(spot.box);
  }
}

function obstacles() {
  const origin = map.getContainer().getBoundingClientRect();
  const controls = map.getContainer().parentNode.querySelectorAll(".leaflet-control, .legend");
  const marks = map.getPanes().markerPane.querySelectorAll(".leaflet-marker-icon:not(.stacked)");
  const places = map.getPanes().places.querySelectorAll(".place");
  return [...controls, ...marks, ...places].map((element) => {
    const box = element.getBoundingClientRect();
    const inset = element.classList.contains("place") ? 5 : 0;
    return [box.left - origin.left + inset, box.top - origin.top + inset,
      box.right - origin.left - inset, box.bottom - origin.top - inset];
  });
}

// Right of the mark, left, above, below; names of areas and seas stand on their middle.
function spotFor(item, taken) {
  measure(item);
  const point = map.latLngToContainerPoint(item.at);
  const [w, h] = item.size;
  const beside = [9, 21].flatMap((d) =>
    [[d, -h / 2], [-d - w, -h / 2], [-w / 2, -d - h], [-w / 2, d]]);
  const offsets = item.centred ? [[-w / 2, -h / 2]] : beside;
  for (const [dx, dy] of offsets) {
    const box = [point.x + dx, point.y + dy, point.x + dx + w, point.y + dy + h];
    if (inside(box) && !taken.some((other) => meet(box, other))) return { box, dx, dy };
  }
  return null;
}

// A name that the edge of the map would cut is not shown.
function inside(box) {
  const { x, y } = map.getSize();
  return box[0] >= 2 && box[1] >= 2 && box[2] <= x - 2 && box[3] <= y - 2;
}

function meet(a, b) {
  return a[0] < b[2] + GAP && a[2] > b[0] - GAP && a[1] < b[3] + GAP && a[3] > b[1] - GAP;
}

function measure(item) {
  if (item.size) return;
  item.element = document.createElement("div");
  item.element.className = `label ${item.look}`;
  item.element.textContent = item.text;
  item.element.dir = "auto";
  map.getPanes().names.append(item.element);
  item.size = [item.element.offsetWidth, item.element.offsetHeight];
}

function toggle(item, spot) {
  if (!item.element) return;
  item.element.hidden = !spot;
  if (!spot) return;
  const point = map.latLngToLayerPoint(item.at);
  L.DomUtil.setPosition(item.element, point.add([Math.round(spot.dx), Math.round(spot.dy)]));
}
