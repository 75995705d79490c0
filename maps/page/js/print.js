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
  const { folded, ...view } = beforePrint;
  for (const part of folded) part.open = false;
  document.documentElement.classList.remove("printing");
  // the page has its screen's layout again only with the next frame
  requestAnimationFrame(() => setTimeout(() => {
    beforePrint = null;
    waybook.paint();
    map.invalidateSize({ animate: false, pan: false });
    map.setView(view.center, view.zoom, { animate: false });
  }));
}
