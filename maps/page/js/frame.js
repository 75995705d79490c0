// Frame: the page within another page, and its compact form (`map.html?compact`).

function startFrame() {
  const root = document.documentElement;
  root.classList.toggle("embedded", window.self !== window.top);
  root.classList.toggle("compact", new URLSearchParams(location.search).has("compact"));
  const whole = document.querySelector(".whole-page");
  whole.hidden = !root.classList.contains("compact");
  // the whole page opens at what is read here
  const follow = () => (whole.href = wholeAddress(location.href));
  whole.onpointerdown = follow;
  whole.onfocus = follow;
  follow();
}

// Pure: the address without what makes the page compact.
function wholeAddress(href) {
  const address = new URL(href);
  address.searchParams.delete("compact");
  return address.href;
}

// A wheel that scrolls the other page must not be caught by the map that it passes over.
function calmWheel() {
  if (!document.documentElement.classList.contains("embedded")) return;
  map.scrollWheelZoom.disable();
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
}

// Leaflet moves the map in script, which no style sheet can calm.
function calmMap() {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const { panBy } = L.Map.prototype;
  const calm = { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false };
  L.Map.mergeOptions(calm);
  L.Map.include({ panBy(offset, options) { return panBy.call(this, offset, { ...options, animate: false }); } });
}

// Before the map is made: it is made to the size that these leave for it.
startFrame();
calmMap();
fitSheet();
