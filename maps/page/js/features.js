// Features: what is drawn, known by the `ref` of its entry in the list. Lines, places and areas are
// layers that folium draws; events are columns (see events.js), but for someone's own map.

const registry = new Map(); // ref -> layers drawn for it, without events
let titles = {}; // ref -> title of its entry; none on someone's own map, which has no list
let differing = new Set(); // refs of entries that say that sources differ
let revised = {}; // ref -> what has become of its entry, on a page of differences

const SHAPES = {
  circle: '<circle cx="12" cy="12" r="10"/>',
  square: '<rect x="2.5" y="2.5" width="19" height="19" rx="1.5"/>',
  diamond: '<path d="M12 .8 23.2 12 12 23.2 .8 12Z"/>',
  triangle: '<path d="M12 1 23.6 21.4H.4Z"/>',
  hexagon: '<path d="M6.3 1.8h11.4L23.4 12l-5.7 10.2H6.3L.6 12Z"/>',
  pentagon: '<path d="M12 .8 23.2 9.1 18.9 22.4H5.1L.8 9.1Z"/>',
  star: '<path d="m12 .2 3 5.3 5.9-1.5-1.5 5.9 4.4 3-4.8 2.8 1 5.9-5.6-1.3L12 23.8l-2.4-3.5L4 21.600l1-5.900-4.800-2.800 4.400-3L3.100 4 9 5.500Z"/>',
  cross: '<path d="M7 .8h10V7h6.200v10H17v6.200H7V17H.8V7H7Z"/>',
};

const PLACES = {
  city: '<circle cx="8" cy="8" r="4.500"/>',
  town: '<circle cx="8" cy="8" r="3"/>',
  station: '<rect x="4" y="4" width="8" height="8"/>',
  port: '<path d="M2.500 7a5.500 5.500 0 0 0 11 0Z"/>',
  airport: '<path d="M8 2.500 13.500 13h-11Z"/>',
  border_crossing: '<circle class="open" cx="8" cy="8" r="4.500"/><path class="bar" d="M1 8h14"/>',
  facility: '<path d="M8 2.500 13.500 8 8 13.500 2.500 8Z"/>',
  river: '<circle cx="8" cy="8" r="2"/>',
};

const drawings = new Map(); // by size and shape, parsed once

function svg(size, inner, number) {
  const key = `${size} ${inner}`;
  if (!drawings.has(key)) {
    const holder = document.createElement("template");
    // Shapes are ours; the number is digits that the program wrote.
    holder.innerHTML = `<svg viewBox="0 0 ${size} ${size}" aria-hidden="true">${inner}<text x="12" y="12"></text></svg>`;
    drawings.set(key, holder.content.firstChild);
  }
  const drawing = drawings.get(key).cloneNode(true);
  if (number) {
    drawing.lastChild.textContent = Number(number);
    drawing.lastChild.setAttribute("class", `digits-${String(Number(number)).length}`);
  }
  else drawing.lastChild.remove();
  return drawing;
}

// Shapes of one weight to the eye: what is pointed or hollow at the corners is drawn larger.
const SIZES = { circle: 18, square: 18, hexagon: 20, pentagon: 20, diamond: 23, triangle: 23, cross: 21, star: 24 };

function icon(properties, ref) {
  const { kind, look, number } = properties;
  const event = kind === "pin" || kind === "badge";
  const [shape] = look.split(" ");
  const size = event ? SIZES[shape] || 20 : 16;
  const holder = document.createElement("span");
  holder.append(svg(event ? 24 : 16, (event ? SHAPES : PLACES)[shape] || "", number));
  if (event && differs(ref)) holder.append(differBadge());
  holder.append(...revisedSigns([ref]));
  return L.divIcon({ className: `${kind} ${look}`, html: holder, iconSize: [size, size] });
}

// Of what the paths of a shape hold, that which GeoJSON calls its coordinates.
const COORDINATES = {
  Point: ([[[point]]]) => point,
  MultiPoint: ([points]) => points.flat(),
  LineString: ([[path]]) => path,
  MultiLineString: ([paths]) => paths,
  Polygon: ([rings]) => rings,
  MultiPolygon: (areas) => areas,
};
const DEGREE = 1e5; // in units of the last decimal, see maps/page/compose.py

// Called for the lines, areas and, on someone's own map, points of a layer.
waybook.drawn = (packed) => L.geoJson(packed.map(([properties, type, paths]) => {
  const coordinates = COORDINATES[type](fromPaths(paths, DEGREE));
  return { type: "Feature", properties, geometry: { type, coordinates } };
}), {
  coordsToLatLng: (point) => point, // already
  onEachFeature: nameFeature,
  pointToLayer: pointMark,
  style: ({ properties: { kind, look } }) => ({ className: `${kind} ${look}` }),
});

function pointMark({ properties }, latlng) {
  const pane = properties.kind === "place" ? "places" : "markerPane";
  return L.marker(latlng, { icon: icon(properties, properties.ref), alt: "", pane, riseOnHover: true });
}

function nameFeature(feature, layer) {
  const { ref } = feature.properties;
  layer.ref = ref;
  registry.set(ref, [...(registry.get(ref) || []), layer]);
  layer.on("add", () => label(layer));
  layer.on("click", (event) => choose(layer, event));
}

// Make a drawn feature reachable: by key, by name, by its ref.
function label(layer) {
  const element = layer.getElement();
  if (!element) return;
  element.dataset.ref = layer.ref;
  if (revisedAs(layer.ref)) element.dataset.revised = revisedAs(layer.ref);
  if (!titleOf(layer.ref) && !isShelved(layer.ref)) return;
  element.setAttribute("tabindex", "-1"); // one of them all is the stop of the Tab key
  element.setAttribute("role", "button");
  nameMark(element);
  element.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open(layer.ref, layer);
  };
}

// Also once its title is known, where its entry is put away.
function nameMark(element) {
  const { ref } = element.dataset;
  const differ = words.sources_differ && differs(ref) ? `, ${words.sources_differ}` : "";
  element.setAttribute("aria-label", `${titleOf(ref)}${differ}`);
}

// What is drawn for an entry: of an event its pin, whether it stands by itself or in a stack.
function layersOf(ref) {
  const nth = eventAt.get(ref);
  if (nth === undefined) return registry.get(ref) || [];
  return events.place[nth] >= 0 ? [pinOf(nth)] : [];
}

// Whether the box of the layer control that a layer belongs to is ticked. `group` is that of a mark
// which the map may do without.
function isOn(layer) {
  return map.hasLayer(layer.group || layer);
}

// On the map, within the time that is chosen, and held back by no filter.
function isShown(layer) {
  return isOn(layer) && !isOut(layer);
}

function isOut(layer) {
  return layer.nth === undefined ? Boolean(layer.outOfTime) || isHeld(layer.ref) : isEventOut(layer.nth);
}

// On a page of differences: what has become of an entry ("added", "removed", "changed").
function revisedAs(ref) {
  return revised[ref] || "";
}

// The signs of what has become of any of these, each once; their names say so as well.
function revisedSigns(refs) {
  const kinds = [...new Set(refs.map(revisedAs))].filter(Boolean).sort();
  if (!kinds.length) return [];
  const signs = document.createElement("span");
  signs.className = "signs";
  signs.setAttribute("aria-hidden", "true");
  for (const kind of kinds) signs.append(Object.assign(document.createElement("span"), { className: `sign ${kind}` }));
  return [signs];
}

function differs(ref) {
  return differing.has(ref);
}
function differBadge() {
  const badge = document.createElement("span");
  badge.className = "differs";
  // Drawn, for many fonts have no such sign.
  badge.append(svg(14, '<path d="M3 5.4h8M3 8.6h8M9.3 2.8 4.7 11.2"/>'));
  badge.setAttribute("aria-hidden", "true"); // the name of what bears it says so
  return badge;
}
