// Highlight: what is pointed at or holds the focus, on the map, in the list or in a popup, stands
// out on the map; other lines step back, and the stops of a lit line are named.

let lit = "";
let named = [];
let resting = ""; // what stays lit while nothing is pointed at

function watchHighlights() {
  for (const [ref, layers] of registry) {
    for (const layer of layers) layer.on("mouseover", () => highlight(ref)).on("mouseout", () => highlight(resting));
  }
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, lightOf);
  document.documentElement.addEventListener("mouseleave", () => highlight(resting));
}

// What an element of the page is about: an entry, its quote, a button or a mark.
function lightOf(event) {
  const about = event.target.closest?.("article[id], [data-ref], [data-open]");
  if (about?.closest(".leaflet-map-pane") && event.type === "mouseover" && !about.closest(".leaflet-popup")) return;
  highlight(about ? about.dataset.open || about.dataset.ref || about.id : resting);
}

function restOn(ref) {
  resting = ref;
  highlight(ref);
}

function highlight(ref) {
  if (ref === lit) return;
  lit = ref;
  const container = map.getContainer();
  for (const one of container.querySelectorAll(".lit")) one.classList.remove("lit");
  const lines = ref ? linesOf(ref) : [];
  container.classList.toggle("lighting", lines.length > 0);
  for (const line of lines) light(line);
  for (const layer of [...(registry.get(ref) || []), ...areasOf(ref)]) layer.getElement?.()?.classList.add("lit");
  if (eventAt.has(ref)) markOf(eventAt.get(ref))?.classList.add("lit");
  nameLitStops();
}

// The area of the place that an event is known to, which is seen only then.
function areasOf(ref) {
  const place = events.places.refs[events.place[eventAt.get(ref)]];
  return (place && registry.get(place) || []).filter((layer) => layer.feature.properties.kind === "area");
}

// The lines that an entry is about: its own and, of a journey or service, those of the links that it names.
function linesOf(ref) {
  const own = shownLines(ref);
  return /^(journey|service)-/.test(ref) ? [...own, ...linksOf(ref).flatMap(shownLines)] : own;
}

function shownLines(ref) {
  return (registry.get(ref) || []).filter((layer) =>
    /^(line|stub)$/.test(layer.feature.properties.kind) && isShown(layer));
}

function linksOf(ref) {
  const links = entryOf(ref)?.querySelectorAll("a[href^='#link-']") || [];
  return [...new Set([...links].map((link) => decodeURIComponent(link.getAttribute("href").slice(1))))];
}

function light(line) {
  const parts = [line.getElement(), ...Object.values(line.companions || {}), ...(line.ends || []).map((end) => end.getElement())];
  for (const part of parts) part?.classList.add("lit");
}

// The names of the stops of lit lines that do not stand on the map already.
function nameLitStops() {
  for (const one of named.splice(0)) one.remove();
  const stops = new Set();
  for (const ref of new Set(lit ? linesOf(lit).map((line) => line.ref) : [])) {
    for (const link of entryOf(ref)?.querySelectorAll("a[href^='#place-']") || []) {
      stops.add(decodeURIComponent(link.getAttribute("href").slice(1)));
    }
  }
  for (const stop of stops) nameStop(stop);
}

function nameStop(ref) {
  const mark = (registry.get(ref) || []).find((layer) => layer.feature.properties.kind === "place" && map.hasLayer(layer));
  const item = labels.find((one) => one.ref === ref);
  if (!mark || !item || (item.element && !item.element.hidden)) return;
  const name = document.createElement("div");
  fill(name, item);
  name.classList.add("stop");
  map.getPanes().names.append(name);
  L.DomUtil.setPosition(name, map.latLngToLayerPoint(mark.getLatLng()).add([10, -Math.round(name.offsetHeight / 2)]));
  named.push(name);
}
