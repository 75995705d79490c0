// Popups: each quotes its entry of the list, so that text is rendered once.

// Lines that are no farther from a click than the nearest of them and this are offered together:
// a mouse can tell lanes apart, a finger cannot.
const NEAR_PX = { mouse: 1.5, touch: 12 };
const POPUP_PX = 320;
const OFFERED = 50; // names of a list that are made at once

function positionOf(layer) {
  if (layer.getLatLng) return layer.getLatLng();
  if (layer.getCenter && layer._map && !L.LineUtil.isFlat(layer.getLatLngs())) return layer.getCenter();
  const points = layer.getLatLngs().flat(Infinity);
  return points[Math.floor(points.length / 2)];
}

// Open the popup of an entry, at a feature of it; without one, go to the list.
function open(ref, layer, latlng) {
  const at = layer || layersOf(ref).find(isShown) || linesOf(ref)[0];
  if (!at || !entryOf(ref)) return show(ref); // what is put away is not open yet, or cannot be opened
  const content = quote(ref);
  const where = latlng || positionOf(at);
  fitPopup();
  popup.setContent(content).setLatLng(where);
  if (!map.getBounds().pad(-0.05).contains(where)) map.panTo(where, { animate: false });
  popup.openOn(map);
  popup.getElement().dataset.ref = ref;
  namePopup();
  content.focus({ preventScroll: true });
}

function fitPopup() {
  const { x, y } = map.getSize();
  // The map is moved until the popup is clear of the legend and of the controls above.
  const legend = map.getContainer().parentNode.querySelector(".legend[open]");
  const beside = legend ? legend.offsetLeft + legend.offsetWidth + 8 : 12;
  popup.options.autoPanPaddingTopLeft = [x - beside > POPUP_PX + 60 ? beside : 12, y > 500 ? 62 : 12];
  popup.options.maxHeight = Math.min(400, y - 110);
  popup.options.minWidth = popup.options.maxWidth = Math.min(POPUP_PX, x - 50);
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
  tell(more, "open_in_list");
  more.onclick = () => show(ref);
  box.append(more);
  return box;
}

// By key, Escape and the closing button give the focus back to what the popup is about, or to the map.
function leave(event) {
  const isClosing = event.key === "Escape" || (event.detail === 0 && event.target.closest(".leaflet-popup-close-button"));
  if (!isClosing || !popup.isOpen()) return;
  const ref = popup.getElement().dataset.ref || popup.offered;
  const left = popup.getElement();
  map.closePopup(popup);
  // An event in a stack or on a badge is not to be seen itself: what stands for it is.
  const drawn = eventAt.has(ref) ? markOf(eventAt.get(ref)) : layersOf(ref).find(isOn)?.getElement();
  drawn?.focus({ preventScroll: true });
  const container = map.getContainer();
  const { activeElement } = document; // a popup that fades out still holds the focus
  if (left.contains(activeElement) || !container.contains(activeElement)) container.focus({ preventScroll: true });
}

// Go to an entry of the list.
function show(ref) {
  const entry = entryOf(ref);
  if (!entry) return;
  reveal(entry);
  placeEntry(ref);
  entry.closest("details")?.setAttribute("open", "");
  entry.scrollIntoView({ block: "start" });
  entry.focus({ preventScroll: true });
}

// Several features under one click are offered by name; one alone opens.
function choose(layer, event) {
  if (!entryOf(layer.ref)) return;
  L.DomEvent.stop(event);
  const reach = NEAR_PX[event.originalEvent?.pointerType === "touch" ? "touch" : "mouse"];
  const line = /^(line|stub)$/.test(layer.feature.properties.kind);
  const refs = line ? linesNear(event.layerPoint, layer.ref, reach) : [layer.ref];
  if (refs.length === 1) {
    return open(refs[0], refs[0] === layer.ref ? layer : undefined, event.latlng);
  }
  offer(refs, event.latlng, () => filled(words.routes_here, { n: refs.length }));
}

// The lines at a point, the nearest first; the one that was hit stands for all where none is near.
function linesNear(point, first, reach) {
  const found = new Map();
  for (const kind of ["line", "stub"]) {
    for (const line of drawnLines(kind)) {
      if (!isShown(line) || !line._parts?.length) continue;
      const near = line.closestLayerPoint(point);
      if (near) found.set(line.ref, Math.min(near.distance, found.get(line.ref) ?? Infinity));
    }
  }
  const least = Math.min(...found.values());
  const refs = [...found].filter(([, distance]) => distance <= least + reach).sort((a, b) => a[1] - b[1]);
  return refs.length ? refs.map(([ref]) => ref) : [first];
}

function offer(refs, latlng, heading) {
  const box = document.createElement("div");
  box.className = "choice";
  box.append(document.createElement("h3"));
  const more = () => offerMore(box, refs, latlng);
  more();
  fitPopup();
  popup.setContent(box).setLatLng(latlng).openOn(map);
  delete popup.getElement().dataset.ref;
  Object.assign(popup, { offered: refs[0], heading });
  namePopup();
  // who scrolls or tabs to the end of a long list finds the next part of it there
  const frame = box.parentNode;
  frame.onscroll = () => {
    if (box.isConnected && frame.scrollTop + 2 * frame.clientHeight > frame.scrollHeight) more();
  };
  box.addEventListener("focusin", ({ target }) => target === box.lastChild && more());
  box.querySelector("button").focus({ preventScroll: true });
}

// Also in another language: who reads a list of names goes on where he is.
function namePopup() {
  if (!popup.isOpen()) return;
  const element = popup.getElement();
  const { ref } = element.dataset;
  const name = ref ? titleOf(ref) : popup.heading();
  element.setAttribute("aria-label", name);
  element.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close_popup);
  if (ref) return;
  element.querySelector(".choice > h3").textContent = name;
  for (const choice of element.querySelectorAll("[data-open]")) nameChoice(choice);
}

// The next of what is offered, by name.
function offerMore(box, refs, latlng) {
  const from = box.querySelectorAll("button").length;
  for (const ref of refs.slice(from, from + OFFERED)) {
    const drawn = (registry.get(ref) || []).find(isOn); // an event has no stroke to be shown beside its name
    box.append(choiceOf(ref, drawn?.track && drawn, latlng));
  }
}
