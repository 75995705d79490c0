// Labels: names of places and of the base map, each shown where it covers nothing more important.

const CANDIDATES = 500; // most names that are tried at once; the others come on zooming in
// Hangul, Han and Kana stand upright and close, whatever the class of the name says.
const UPRIGHT = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const sizes = new Map(); // by look and text: width and height in pixels

let language = "";

function placeLabels() {
  const zoom = map.getZoom();
  thinPlaces(zoom);
  const size = map.getSize();
  const taken = obstacles();
  const cells = lineCells(linePieces());
  const bounds = map.getBounds().pad(0.1);
  const wanted = labels.filter((item) => fits(item, zoom) && bounds.contains(item.at)).slice(0, CANDIDATES);
  measure(wanted);
  const items = wanted.map(boxed);
  taken.push(...placeArrows(taken, size));
  taken.push(...showNotes(taken, items.filter((item) => !item.base && !item.centred), cells, size));
  const spotted = placeAll(items, taken, cells, size);
  const shown = new Set(wanted.filter((item, index) => spotted[index]));
  for (const item of labels) if (item.element) item.element.hidden = !shown.has(item);
  wanted.forEach((item, index) => move(item, spotted[index]));
}

function fits(item, zoom) {
  return !item.badged && !isUnmarked(item) && zoom >= item.from && zoom <= item.to && (!item.layer || map.hasLayer(item.layer));
}

function boxed(item) {
  const { x, y } = map.latLngToContainerPoint(item.at);
  const [w, h] = sizes.get(sizeKey(item));
  return { x, y, w, h, centred: item.centred, angle: item.angle, others: item.others, base: item.rank >= BASE_RANK, text: item.text };
}

const BASE_RANK = 60; // from here on a name is the base map's

// The lines as they stand on the map, in its pixels.
function linePieces() {
  const shift = map.containerPointToLayerPoint([0, 0]);
  const lines = [];
  for (const layers of registry.values()) {
    for (const layer of layers) {
      if (!layer._parts || layer instanceof L.Polygon || !isShown(layer)) continue;
      lines.push(...layer._parts.map((part) => part.map((point) => point.subtract(shift))));
    }
  }
  return lines;
}

function obstacles() {
  const marks = map.getPanes().markerPane.querySelectorAll(".leaflet-marker-icon");
  const places = map.getPanes().places.querySelectorAll(".place:not(.country, .region, .area, .too-far)");
  return [...controlBoxes(), ...boxesIn([...marks, ...places])];
}

// What lies over the window of the map.
function controlBoxes() {
  return boxesIn([...map.getContainer().parentNode.querySelectorAll(".leaflet-control, .legend")]);
}

function boxesIn(elements) {
  const origin = map.getContainer().getBoundingClientRect();
  return elements
    .map((element) => {
      const box = element.getBoundingClientRect();
      const inset = element.classList.contains("place") ? 4 : 0;
      return [box.left - origin.left + inset, box.top - origin.top + inset,
        box.right - origin.left - inset, box.bottom - origin.top - inset];
    })
    .filter(([left, top, right, bottom]) => right > left && bottom > top);
}

// A name of several spots, as a long river has them, is one item for each.
function perSpot(item) {
  if (!item.spots) return [{ ...item, at: L.latLng(item.at) }];
  return item.spots.map(([lat, lng, angle]) => ({ ...item, at: L.latLng(lat, lng), angle }));
}

// Measure the names whose size is not known yet, all at once; most of them will find no room.
function measure(items) {
  const fresh = new Map();
  for (const item of items) {
    const key = sizeKey(item);
    if (sizes.has(key) || fresh.has(key)) continue;
    const element = document.createElement("div");
    fill(element, { ...item, angle: 0 });
    map.getPanes().names.append(element);
    fresh.set(key, element);
  }
  for (const [key, element] of fresh) sizes.set(key, [element.offsetWidth, element.offsetHeight]);
  for (const element of fresh.values()) element.remove();
}

function sizeKey(item) {
  return `${item.look}|${spoken(item).text}`;
}

// Write a name that is new, or is in another language now.
function write(item) {
  if (item.written === language) return;
  item.element = item.element || document.createElement("div");
  fill(item.element, item);
  item.written = language;
  map.getPanes().names.append(item.element);
}

// Put a name into its element; one that lies along a river is turned within it.
function fill(element, item) {
  const { text, lang } = spoken(item);
  element.className = `label ${item.look}${UPRIGHT.test(text) ? " upright" : ""}`;
  element.dir = "auto";
  element.lang = lang;
  element.textContent = item.angle ? "" : text;
  if (!item.angle) return;
  const turned = document.createElement("span");
  turned.textContent = text;
  turned.style.rotate = `${item.angle}deg`;
  element.append(turned);
}

// The name in the language chosen, else in the one it is always there in.
function spoken(item) {
  const text = item.texts?.[language];
  return text ? { text, lang: language } : item;
}

function move(item, spot) {
  if (!spot) return;
  write(item);
  item.element.hidden = false;
  const point = map.latLngToLayerPoint(item.at);
  L.DomUtil.setPosition(item.element, point.add([Math.round(spot.dx), Math.round(spot.dy)]));
}
