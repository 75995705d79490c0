// Popups: each quotes its entry of the list, so that text is rendered once.

const NEAR_PX = 7; // lines closer than this to a click are offered together

function positionOf(layer) {
  if (layer.getLatLng) return layer.getLatLng();
  if (layer.getCenter && layer._map && !L.LineUtil.isFlat(layer.getLatLngs())) return layer.getCenter();
  const points = layer.getLatLngs().flat(Infinity);
  return points[Math.floor(points.length / 2)];
}

// Open the popup of an entry, at a feature of it; without one, go to the list.
function open(ref, layer, latlng) {
  const at = layer || (registry.get(ref) || []).find((one) => map.hasLayer(one));
  if (!at) return show(ref);
  const content = quote(ref);
  const where = latlng || positionOf(at);
  fitPopup();
  popup.setContent(content).setLatLng(where);
  if (!map.getBounds().pad(-0.05).contains(where)) map.panTo(where, { animate: false });
  popup.openOn(map);
  popup.getElement().dataset.ref = ref;
  popup.getElement().setAttribute("aria-label", titleOf(ref));
  content.focus({ preventScroll: true });
}

function fitPopup() {
  const { x, y } = map.getSize();
  popup.options.maxHeight = Math.min(400, y - 110);
  popup.options.maxWidth = Math.min(340, x - 50);
}

function quote(ref) {
  const box = document.createElement("div");
  box.className = "quote";
  box.tabIndex = -1;
  box.dataset.ref = ref;
  for (const node of entryOf(ref).cloneNode(true).childNodes) box.append(node.cloneNode(true));
  const more = document.createElement("button");
  more.type = "button";
  more.className = "to-list";
  more.textContent = words.open_in_list;
  more.onclick = () => show(ref);
  box.append(more);
  return box;
}

// Escape closes the popup and gives the focus back to what it is about, or to the map.
function leave(event) {
  if (event.key !== "Escape" || !popup.isOpen()) return;
  const { ref } = popup.getElement().dataset;
  map.closePopup(popup);
  const drawn = (registry.get(ref) || []).find((layer) => map.hasLayer(layer));
  drawn?.getElement()?.focus({ preventScroll: true });
  const container = map.getContainer();
  if (!container.contains(document.activeElement)) container.focus({ preventScroll: true });
}

// Go to an entry of the list.
function show(ref) {
  const entry = entryOf(ref);
  if (!entry) return;
  entry.closest("details")?.setAttribute("open", "");
  reveal(entry);
  entry.scrollIntoView({ block: "start" });
  entry.focus({ preventScroll: true });
}

// Several features under one click are offered by name; one alone opens.
function choose(layer, event) {
  L.DomEvent.stop(event);
  const refs = layer.getLatLng ? [layer.ref] : linesNear(event.layerPoint, layer.ref);
  if (refs.length === 1) return open(layer.ref, layer, event.latlng);
  offer(refs, event.latlng, words.several_routes);
}

function linesNear(point, first) {
  const refs = new Set([first]);
  for (const [ref, layers] of registry) {
    for (const layer of layers) {
      if (!layer.closestLayerPoint || !map.hasLayer(layer) || !layer._parts?.length) continue;
      if (layer instanceof L.Polygon) continue;
      const near = layer.closestLayerPoint(point);
      if (near && near.distance <= NEAR_PX) refs.add(ref);
    }
  }
  return [...refs];
}

function offer(refs, latlng, heading) {
  const box = document.createElement("div");
  box.className = "choice";
  const title = document.createElement("h3");
  title.textContent = heading.replace("{n}", refs.length);
  box.append(title);
  for (const ref of refs) {
    const drawn = (registry.get(ref) || []).find((one) => map.hasLayer(one));
    box.append(choiceOf(ref, drawn?.track && drawn, latlng));
  }
  fitPopup();
  popup.setContent(box).setLatLng(latlng).openOn(map);
  delete popup.getElement().dataset.ref;
  box.querySelector("button").focus({ preventScroll: true });
}
