// Start: folium has drawn the map; give its layers their names, the lines their dress, the page its keys.

let map;
let overlays = [];
let labels = [];
let words = {};
let popup;
let papers = {};
let paperZooms = {};
const stacks = L.layerGroup();

// What folium draws is named at once.
const data = JSON.parse(document.getElementById("waybook-data").textContent);
({ words, titles } = data);
differing = new Set(data.differing);
revised = data.revised || {};

waybook.start = (foliumMap, control, layers, paper) => {
  map = foliumMap;
  overlays = Object.values(layers);
  popup = L.popup({ minWidth: 240, autoPanPaddingBottomRight: [12, 12] });
  L.control.scale({ imperial: false }).addTo(map);
  giveCredit(data.credits);
  nameLayers(control, layers, data.layers);
  labels = data.labels.flatMap(perSpot).map((item) => ({ ...item, layer: layers[item.layer] }));
  labels.sort((a, b) => a.rank - b.rank);
  papers = paper;
  paperZooms = data.paper;
  stacks.addTo(map);
  dressLines();
  watchHighlights();
  startKeys();
  startViews(data);
  startNotes(data.notes);
  startArrows();
  keepWithin(L.latLngBounds(data.reach), L.latLngBounds(data.whole));
  openFirst(data);
  waybook.paint();
  listen();
  document.documentElement.classList.add("scripted");
  map.getContainer().setAttribute("aria-label", words.map);
  Object.assign(waybook, { map, open: (ref) => open(ref), layers: overlays });
  startInset();
  startTime(data.time);
  startShare();
  startStory(data.story);
  startPrint();
  calmWheel();
  arrange();
};

// Called when the list, which stands after all this, has been read.
waybook.list = () => {
  startSheet();
  startList(data);
  if (time) restTime(); // what an address goes to stays in sight
  followAddress(location.hash);
};

function giveCredit(names) {
  const holder = document.createElement("span");
  holder.textContent = names.join(" · ");
  map.attributionControl.setPrefix(false).addAttribution(`${holder.innerHTML} · <a href="#method">${words.method}</a>`);
  map.attributionControl.getContainer().tabIndex = 0; // on a phone it opens when touched
}

function listen() {
  map.on("zoomend", shortenStubs);
  map.on("moveend resize overlayadd overlayremove", arrange); // a zoom ends with a move
  map.on("zoomstart", () => map.getPanes().names.classList.add("waiting"));
  map.on("popupopen popupclose", (event) =>
    map.getContainer().parentNode.classList.toggle("reading", event.type === "popupopen"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", waybook.paint);
  map.getContainer().addEventListener("keydown", leave);
  document.addEventListener("click", follow);
  addEventListener("hashchange", (event) => {
    const { hash } = new URL(event.newURL);
    askedFilters(hash);
    followAddress(hash);
  });
}

function arrange() {
  stackEvents();
  refreshLegend();
  placeBundles();
  nameLines();
  map.getPanes().names.classList.remove("waiting");
  showDetail();
  noteDisputed();
  arrangeInset();
  placeLabels();
  nameLitStops();
  settleStop();
}

// A name in the layer control may be text of the case: it goes in as text.
function nameLayers(control, layers, named) {
  const holder = document.createElement("span");
  for (const entry of control._layers) {
    const { title, group, look } = named[entry.name];
    holder.textContent = title;
    entry.name = `<span class="swatch ${group} ${look}"></span><span dir="auto">${holder.innerHTML}</span>`;
  }
  const update = control._update;
  control._update = function () {
    update.call(control);
    headGroups(control, named);
    return control;
  };
  control._update();
  control.getContainer().setAttribute("aria-label", words.layers);
  control.getContainer().addEventListener("keydown", (event) => foldLayers(control, event));
}

// By key the layers open at their first box, and Escape folds them.
function foldLayers(control, { key, target }) {
  const toggle = control.getContainer().querySelector(".leaflet-control-layers-toggle");
  if (key === "Enter" && target === toggle) {
    requestAnimationFrame(() => control.getContainer().querySelector("input")?.focus());
  }
  if (key !== "Escape") return;
  control.collapse();
  toggle.focus();
}

// The first layer of each group bears the name of the group.
function headGroups(control, named) {
  const keys = Object.keys(named);
  control.getContainer().querySelectorAll(".leaflet-control-layers-overlays label").forEach((row, index) => {
    const { group } = named[keys[index]];
    if (index && named[keys[index - 1]].group === group) return;
    row.classList.add("first");
    row.dataset.group = words[group];
  });
}

// A link to an entry opens it on the map as well, where it is drawn.
function follow(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const ref = decodeURIComponent(link.getAttribute("href").slice(1));
  if (!entryOf(ref)) return;
  event.preventDefault();
  keepAddress(writeAddress(location.hash, { entry: ref }));
  keepView();
  goTo(ref);
}

// Go to an entry: in the list, and on the map, unless the window of the map is to stay as it is.
function goTo(ref, staying = false) {
  const entry = entryOf(ref);
  if (!entry) return;
  if (!entry.matches("article")) return show(ref);
  noteOutside(ref);
  const drawn = (registry.get(ref) || []).find((layer) => map.hasLayer(layer)) || linesOf(ref)[0];
  if (!drawn) return show(ref);
  const where = drawn.getLatLng ? drawn.getLatLng() : drawn.getBounds();
  if (staying) map.stop();
  else if (drawn.getLatLng) map.setView(where, Math.max(map.getZoom(), 7), { animate: false });
  else map.fitBounds(where, { animate: false, padding: [40, 40], maxZoom: 10 });
  if (!inSheet()) show(ref); // a sheet would cover what is shown
  lowerSheet();
  open(ref, drawn);
}
