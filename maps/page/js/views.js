// Views: the windows that the case names, the whole map, and the language of the names.

const VIEW_MARGIN = 18;
const NARROW = 600; // pixels: a map as wide as a phone
const FOOT = 70; // …has its legend and inset folded over its lower edge
const LEGEND_SHARE = 0.4; // of the width of the map: a legend over more of it is not kept clear of

let views = [];
let tools;

function startViews(data) {
  views = data.views.map((view) => ({ ...view, bounds: L.latLngBounds(view.bounds) }));
  tools = document.querySelector(".map-tools");
  tools.hidden = false;
  const control = L.control({ position: "topleft" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(tools).disableScrollPropagation(tools);
    tools.classList.add("leaflet-control");
    return tools;
  };
  control.addTo(map);
  const all = L.latLngBounds(data.whole);
  for (const button of tools.querySelectorAll("[data-view]")) {
    const view = views.find((one) => one.id === button.dataset.view) || { bounds: all, get title() { return button.textContent; } };
    button.onclick = () => goToView(view);
  }
  tools.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold();
  });
  map.on("click", fold);
  tools.querySelector("details").addEventListener("toggle", placeLabels); // it covers names, or frees them
  startNames();
}

function fold() {
  const details = tools.querySelector("details");
  if (!details.open) return;
  const inside = details.contains(document.activeElement);
  details.open = false;
  if (inside) details.querySelector("summary").focus({ preventScroll: true });
}

function viewZoom(view) {
  const { paddingTopLeft, paddingBottomRight } = margins();
  const room = L.point(paddingTopLeft).add(L.point(paddingBottomRight));
  return Math.min(map.getBoundsZoom(view.bounds, false, room), map.getMaxZoom());
}

// A view keeps clear of the legend and of the story where they lie open on a map that is wide enough.
function margins() {
  const legend = map.getContainer().parentNode.querySelector(".legend[open]");
  const told = tellingPanel();
  const covered = Math.max(...[legend, told].map((one) => (one ? one.offsetLeft + one.offsetWidth : 0)));
  const left = covered < map.getSize().x * LEGEND_SHARE ? covered : 0;
  const foot = map.getSize().x < NARROW ? (told ? told.offsetHeight : FOOT) : 0;
  return {
    paddingTopLeft: [left + VIEW_MARGIN, VIEW_MARGIN],
    paddingBottomRight: [VIEW_MARGIN, VIEW_MARGIN + foot],
  };
}

function goToView(view) {
  fold();
  map.closePopup();
  map.fitBounds(view.bounds, { ...margins(), animate: false });
  keepView(view.id === undefined ? "" : "view", view.id);
  tools.querySelector("[role=status]").textContent = view.title;
}

// folium has opened the map on the first view; what lies open over it is known only here.
function openFirst(data) {
  const first = views.find((view) => view.id !== INSET_ID);
  map.fitBounds(first ? first.bounds : L.latLngBounds(data.whole), { ...margins(), animate: false });
}

// Beyond its reach the base map is too coarse to be read: the map keeps to it, but always shows all of the case.
function keepWithin(reach, all) {
  // Leaflet's own setters would zoom and swing there before the eyes of the reader.
  Object.assign(map.options, { maxBounds: reach, maxBoundsViscosity: 1 });
  const limit = () => {
    map.options.minZoom = 0; // it bounds what is reckoned next
    map.options.minZoom = Math.max(0, Math.min(map.getBoundsZoom(reach, true), map.getBoundsZoom(all) - map.options.zoomSnap));
    map.fire("zoomlevelschange");
  };
  map.on("resize", () => {
    limit();
    if (map.getZoom() < map.getMinZoom()) map.setZoom(map.getMinZoom(), { animate: false });
  });
  limit();
}

// The language of the names stands in the address, and nowhere else.
function startNames() {
  const select = tools.querySelector(".names-in select");
  followNames();
  if (!select) return;
  select.onchange = () => {
    keepNames(select.value);
    followNames();
    arrange();
  };
}

// Names go with the language of the page, unless the address has another for them.
function followNames() {
  const asked = new URLSearchParams(location.search).get("names");
  language = data.languages.includes(asked) ? asked : usualNames();
  const select = tools.querySelector(".names-in select");
  if (select) select.value = language;
  if (inset?.map) nameInset(inset.map);
}

function usualNames() {
  return data.languages.includes(tongue) ? tongue : data.language;
}

function keepNames(chosenNames) {
  const address = new URL(location.href);
  if (chosenNames === usualNames()) address.searchParams.delete("names");
  else address.searchParams.set("names", chosenNames);
  keepAddress(address);
}
