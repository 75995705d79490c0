// Views: the windows that the case names, the whole map, and the language of the names.

const VIEW_PADDING = [18, 18];

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
    const view = views.find((one) => one.id === button.dataset.view) || { bounds: all, title: button.textContent };
    button.onclick = () => goToView(view);
  }
  tools.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold();
  });
  map.on("click", fold);
  startNames(data);
}

function fold() {
  const details = tools.querySelector("details");
  if (!details.open) return;
  const inside = details.contains(document.activeElement);
  details.open = false;
  if (inside) details.querySelector("summary").focus({ preventScroll: true });
}

function viewZoom(view) {
  const margin = L.point(VIEW_PADDING).multiplyBy(2);
  return Math.min(map.getBoundsZoom(view.bounds, false, margin), map.getMaxZoom());
}

function goToView(view) {
  fold();
  map.closePopup();
  map.fitBounds(view.bounds, { padding: VIEW_PADDING, animate: false });
  tools.querySelector("[role=status]").textContent = view.title;
}

// The language of the names stands in the address, and nowhere else.
function startNames(data) {
  language = data.language;
  const select = tools.querySelector("select");
  if (!select) return;
  const asked = new URLSearchParams(location.search).get("names");
  if (data.languages.includes(asked)) language = asked;
  select.value = language;
  select.onchange = () => {
    language = select.value;
    keepNames(data.language);
    arrange();
  };
}

function keepNames(usual) {
  const address = new URL(location.href);
  if (language === usual) address.searchParams.delete("names");
  else address.searchParams.set("names", language);
  try {
    history.replaceState(null, "", address);
  } catch {
    // A page in a sandbox has no address of its own: the choice holds until it is closed.
  }
}
