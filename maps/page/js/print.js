// Print: the map takes the size it has on paper and light colours, and goes back afterwards.

let beforePrint = null;

function startPrint() {
  addEventListener("beforeprint", dressForPaper);
  addEventListener("afterprint", undressFromPaper);
}

function dressForPaper() {
  if (beforePrint) return;
  const folded = [...document.querySelectorAll("details:not([open])")].filter((one) => one.matches(".legend"));
  beforePrint = { bounds: map.getBounds(), center: map.getCenter(), zoom: map.getZoom(), folded };
  map.closePopup();
  for (const part of folded) part.open = true;
  document.documentElement.classList.add("printing");
  waybook.paint();
  map.invalidateSize({ animate: false, pan: false });
  map.fitBounds(beforePrint.bounds, { animate: false });
}

function undressFromPaper() {
  if (!beforePrint) return;
  const { center, zoom, folded } = beforePrint;
  beforePrint = null;
  for (const part of folded) part.open = false;
  document.documentElement.classList.remove("printing");
  waybook.paint();
  map.invalidateSize({ animate: false, pan: false });
  map.setView(center, zoom, { animate: false });
}
