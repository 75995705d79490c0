// Print: the map takes the size it has on paper and light colours, and goes back afterwards.

let beforePrint = null;

// A canvas is printed on white, whatever lies under it: on paper it begins with the water.
const clearCanvas = L.Canvas.prototype._clear;
L.Canvas.include({
  _clear() {
    clearCanvas.call(this);
    if (!document.documentElement.classList.contains("printing")) return;
    const { min } = this._redrawBounds || this._bounds;
    const { x, y } = (this._redrawBounds || this._bounds).getSize();
    this._ctx.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--water");
    this._ctx.fillRect(min.x, min.y, x, y);
  },
});

function startPrint() {
  addEventListener("beforeprint", dressForPaper);
  addEventListener("afterprint", undressFromPaper);
}

function dressForPaper() {
  if (beforePrint) return;
  if (time) settleTime();
  const folded = [...document.querySelectorAll("details:not([open])")].filter((one) => one.matches(".legend"));
  beforePrint = { bounds: map.getBounds(), center: map.getCenter(), zoom: map.getZoom(), folded };
  map.closePopup();
  for (const part of folded) part.open = true;
  layForPaper();
  sayConditions();
  document.documentElement.classList.add("printing");
  if (inset) layInsetBeside();
  waybook.paint();
  map.invalidateSize({ animate: false, pan: false });
  map.fitBounds(beforePrint.bounds, { animate: false });
  redrawNow(waybook.canvas);
  if (inset?.canvas) redrawNow(inset.canvas);
}

// On paper nobody moves the map from under the inset: it stands beside the legend.
function layInsetBeside() {
  const { box } = inset;
  const [corner, next] = [box.parentNode, box.nextSibling];
  beforePrint.layInsetBack = () => corner.insertBefore(box, next);
  document.querySelector("#map > .legend, #map > noscript").before(box);
}

// Paper holds what is left, and says of what and why: nobody can look it up there.
function sayConditions() {
  const chosenNow = listed ? conditions() : [];
  if (!chosenNow.length) return;
  const count = filled(words.narrowed, { n: countLeft(), all: listed.refs.length });
  beforePrint.said = document.createElement("p");
  beforePrint.said.className = "narrowed-to";
  beforePrint.said.textContent = [count, ...chosenNow.map(conditionWords)].join(" · ");
  document.querySelector(".head").append(beforePrint.said);
}

// A frame that was asked for comes too late for paper.
function redrawNow(canvas) {
  canvas._redrawBounds = null; // all of it
  canvas._redraw();
}

function undressFromPaper() {
  if (!beforePrint) return;
  const { folded, said, layInsetBack, ...view } = beforePrint;
  said?.remove();
  layInsetBack?.();
  for (const part of folded) part.open = false;
  document.documentElement.classList.remove("printing");
  layForScreen();
  // the page has its screen's layout again only with the next frame
  requestAnimationFrame(() => setTimeout(() => {
    beforePrint = null;
    waybook.paint();
    map.invalidateSize({ animate: false, pan: false });
    map.setView(view.center, view.zoom, { animate: false });
  }));
}
