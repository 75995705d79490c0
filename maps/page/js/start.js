// Start: folium has drawn the map; give its layers their names, the lines their dress, the page its keys.

let map;
let overlays = [];
let labels = [];
let popup;
let papers = {};
let paperZooms = {};
const stacks = L.layerGroup();
let renameLayers;

// What folium draws is named at once.
const data = JSON.parse(document.getElementById("waybook-data").textContent);
({ titles } = data);
startWords(data);
differing = new Set(data.differing);
revised = data.revised || {};
shelvedKinds = data.shelved;

waybook.start = (foliumMap, control, layers, paper) => {
  map = foliumMap;
  overlays = Object.values(layers);
  popup = L.popup({ minWidth: 240, autoPanPaddingBottomRight: [12, 12] });
  scaleBar.addTo(map);
  giveCredit(data.credits);
  nameLayers(control, layers, data.layers);
  readEvents(data.events);
  for (const layer of events.layers) layer.group = layers[layer.key];
  labels = recordsOf(data.labels).flatMap(perSpot).map((item) => ({ ...item, layer: layers[item.layer] }));
  labels.sort((a, b) => a.rank - b.rank);
  startPlaces();
  papers = paper;
  paperZooms = data.paper;
  stacks.addTo(map);
  watchHighlights();
  startKeys();
  startViews(data);
  startNotes(data.notes);
  startArrows();
  keepWithin(L.latLngBounds(data.reach), L.latLngBounds(data.whole));
  openFirst(data);
  dressLines();
  waybook.paint();
  listen();
  document.documentElement.classList.add("scripted");
  nameMap();
  nameControls();
  Object.assign(waybook, { map, open: (ref) => open(ref), layers: overlays });
  startInset();
  startTime(data.time);
  startShare();
  startStory(data.story);
  startPrint();
  calmWheel();
  arrange();
  startTongue();
};

function nameMap() {
  map.getContainer().setAttribute("aria-label", words.map);
  map.getContainer().setAttribute("aria-description", words.keys);
}

// Leaflet's own keys.
function nameControls() {
  const controls = map.getContainer();
  const named = { ".leaflet-control-zoom-in": "zoom_in", ".leaflet-control-zoom-out": "zoom_out", ".leaflet-control-layers-toggle": "layers" };
  for (const [selector, key] of Object.entries(named)) {
    const button = controls.querySelector(selector);
    button.title = words[key];
    button.setAttribute("aria-label", words[key]);
  }
  controls.querySelector(".leaflet-control-layers").setAttribute("aria-label", words.layers);
}

// Called when the list, which stands after all this, has been read.
waybook.list = () => {
  translate(document.getElementById("list"));
  startSheet();
  const block = document.getElementById("waybook-shelf");
  if (block && !window.DecompressionStream) sayShut();
  else if (block) openShelf(block).then(readList);
  else readList(data);
};

function readList(told) {
  startList(told);
  if (time) restTime(); // what an address goes to stays in sight
  else timed();
  for (const mark of map.getPane("mapPane").querySelectorAll("[data-ref][role=button]")) nameMark(mark);
  followAddress(location.hash);
}

function giveCredit(names) {
  const holder = document.createElement("span");
  holder.textContent = names.join(" · ");
  map.attributionControl.setPrefix(false).addAttribution(`${holder.innerHTML} · <a href="#method" data-w="${wordNumbers.method}">${words.method}</a>`);
  map.attributionControl.getContainer().tabIndex = 0; // on a phone it opens when touched
}

function listen() {
  map.on("zoomend", shortenStubs);
  map.on("overlayadd overlayremove", arrange);
  map.on("moveend resize", arrangeWindow); // a zoom ends with a move
  map.on("move", keepMarks);
  map.on("zoomstart", () => map.getPanes().names.classList.add("waiting"));
  map.on("popupopen popupclose", (event) =>
    map.getContainer().parentNode.classList.toggle("reading", event.type === "popupopen"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", waybook.paint);
  map.getContainer().addEventListener("keydown", leave);
  map.getContainer().addEventListener("click", leave, true); // before the button takes the focus with it
  document.addEventListener("click", follow);
  addEventListener("hashchange", (event) => {
    const { hash } = new URL(event.newURL);
    askedFilters(hash);
    followAddress(hash);
  });
}

// What is drawn has changed: a layer, a filter or the time has.
function arrange() {
  hideLeftOut();
  stackEvents();
  refreshLegend();
  arrangeWindow();
}

// The window has changed, and not what is drawn.
function arrangeWindow() {
  if (groupedAt === map.getZoom()) {
    clearBadges();
    showMarks();
  } else stackEvents();
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
  const keys = control._layers.map((entry) => entry.name);
  const rename = () => control._layers.forEach((entry, nth) => {
    const { title, group, look } = named[keys[nth]];
    holder.textContent = inWords(title);
    entry.name = `<span class="swatch ${group} ${look}"></span><span dir="auto">${holder.innerHTML}</span>`;
  });
  rename();
  renameLayers = () => {
    rename();
    control._update();
  };
  const update = control._update;
  control._update = function () {
    update.call(control);
    headGroups(control, named);
    return control;
  };
  control._update();
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

// A link to an entry opens it on the map as well, where it is drawn; one to a step tells it.
function follow(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const href = link.getAttribute("href");
  const ref = decodeURIComponent(href.slice(1));
  const step = stepIn(href);
  if (step < 0 && !entryOf(ref)) return;
  event.preventDefault(); // a frame may not be let to its own address, and what else it holds stays
  if (step >= 0) return goToStep(step);
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
  const drawn = layersOf(ref).find(isOn) || linesOf(ref)[0];
  if (!drawn) return show(ref);
  const where = drawn.getLatLng ? drawn.getLatLng() : drawn.getBounds();
  if (staying) map.stop();
  else if (drawn.getLatLng) map.setView(where, Math.max(map.getZoom(), 7), { animate: false });
  else map.fitBounds(where, { animate: false, padding: [40, 40], maxZoom: 10 });
  if (!inSheet()) show(ref); // a sheet would cover what is shown
  lowerSheet();
  open(ref, drawn);
}
