// Paper: the base map, drawn on canvas in the colours of the style sheet.

waybook.canvas = L.canvas({ padding: 0.5, pane: "paper" });
waybook.base = []; // what has been unpacked of it

// Called for each group of the base map. Its shapes stay text until it is first needed.
waybook.paper = (text) => {
  const group = L.layerGroup();
  group.text = text;
  return group;
};

function unpackPaper(group, renderer = waybook.canvas) {
  if (!group.text) return;
  for (const [kind, packed] of Object.entries(JSON.parse(group.text))) {
    const layer = unpackShapes(...packed, { ...inks[kind], renderer, interactive: false });
    layer.paper = kind;
    waybook.base.push(layer);
    group.addLayer(layer);
  }
  group.text = "";
}

// Letters to a layer of many shapes.
function unpackShapes(decimals, areas, text, options) {
  const shapes = fromPaths(text, 10 ** decimals);
  return areas ? L.polygon(shapes, options) : L.polyline(shapes.flat(), options);
}

// Rivers grow with the map: great and small ones, from far off, in the middle distance, near.
const RIVER_PX = [[1, 0.5], [1.6, 1], [2.6, 2]];
const BAND_FROM = [4.75, 8];
let band = 0;
let inks = {}; // by kind: how it is painted

const bandOf = (zoom) => BAND_FROM.filter((from) => zoom >= from).length;

waybook.paint = () => {
  const colours = getComputedStyle(document.documentElement);
  const ink = (name) => colours.getPropertyValue(`--${name}`).trim();
  const fill = (name) => ({ stroke: false, fill: true, fillColor: ink(name), fillOpacity: 1 });
  const stroke = (name, weight, dashArray = null) => ({
    stroke: true, fill: false, color: ink(name), weight, opacity: 1, dashArray,
  });
  band = bandOf(map?.getZoom() ?? 0);
  inks = {
    // A hair of its own colour hides the seams between cells.
    land: { ...fill("land"), stroke: true, color: ink("land"), weight: 0.8, opacity: 1 },
    lakes: fill("water"),
    coast: stroke("shore", 0.8),
    rivers: stroke("river", RIVER_PX[band][0]),
    minor: stroke("river", RIVER_PX[band][1]),
    borders: band === 2 ? stroke("border-near", 1.4, "9 4 1.5 4") : stroke("border", 1, "6 3 1.5 3"),
    disputed: stroke("border", 1, "2 4"),
    units: stroke("unit", 0.6, "1 3"),
  };
  for (const layer of waybook.base) layer.setStyle(inks[layer.paper]);
};

// The nearer the map, the finer the base map around what is drawn.
function showDetail() {
  const zoom = map.getZoom();
  if (bandOf(zoom) !== band) waybook.paint();
  for (const [key, group] of Object.entries(papers)) {
    const [from, to] = paperZooms[key];
    const shown = zoom >= from && zoom < to;
    if (shown) unpackPaper(group);
    if (shown && !map.hasLayer(group)) group.addTo(map);
    if (!shown && map.hasLayer(group)) group.remove();
  }
}

// Where a disputed border is in view, the map says what that means.
function noteDisputed() {
  const bounds = map.getBounds();
  const seen = waybook.base.some((layer) =>
    layer.paper === "disputed" && layer._map === map && stretchesOf(layer).some((part) => bounds.intersects(part)));
  const credits = map.attributionControl.getContainer();
  let note = credits.querySelector(".disputed-note");
  if (!note) {
    note = document.createElement("span");
    note.className = "disputed-note";
    note.append(tell(document.createElement("span"), "disputed"), " · ");
    credits.prepend(note);
  }
  note.hidden = !seen;
}

// The bounds of each line of a layer of many.
function stretchesOf(layer) {
  layer.partBounds ??= layer.getLatLngs().map((part) => L.latLngBounds(part));
  return layer.partBounds;
}
