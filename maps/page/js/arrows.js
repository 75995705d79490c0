// Arrows: at the edge of the map, towards what of the case lies beyond it.

const ARROWS = 4;
const ARROWS_NARROW = 2;

let arrowBox;

function startArrows() {
  arrowBox = document.createElement("div");
  arrowBox.className = "arrows";
  arrowBox.setAttribute("role", "group");
  arrowBox.dataset.wa = `aria-label:${wordNumbers.off_map}`;
  arrowBox.setAttribute("aria-label", words.off_map);
  L.DomEvent.disableClickPropagation(arrowBox);
  map.getContainer().append(arrowBox);
}

// Draw the arrows; give the boxes that they take.
function placeArrows(taken, size) {
  const bounds = map.getBounds();
  const middle = map.getCenter();
  const targets = labels
    .filter((item) => (item.badged || (item.weight && !item.centred)) && !bounds.contains(item.at) && (item.badged || !item.layer || map.hasLayer(item.layer)))
    .map((item) => {
      const { x, y } = map.latLngToContainerPoint(item.at);
      return { x, y, item, weight: item.badged ? Math.max(item.weight, item.badged) : item.weight, km: kmBetween(middle, item.at) };
    });
  const chosen = chooseArrows(targets, size, size.x < NARROW ? ARROWS_NARROW : ARROWS);
  const focused = arrowBox.contains(document.activeElement) && document.activeElement.dataset.to;
  arrowBox.replaceChildren();
  const boxes = [];
  const buttons = chosen.map(arrowButton);
  arrowBox.append(...buttons);
  // all are measured before any is moved: the page is laid out once
  const extents = buttons.map((button) => [button.offsetWidth, button.offsetHeight]);
  for (const [number, arrow] of chosen.entries()) {
    const button = buttons[number];
    const [w, h] = extents[number];
    const edge = edgePoint(size, { x: w / 2 + 8, y: h / 2 + 8 }, arrow);
    const box = slide(edge, { w, h }, [...taken, ...boxes], size);
    if (!box) button.remove();
    else {
      boxes.push(box);
      L.DomUtil.setPosition(button, L.point(Math.round(box[0]), Math.round(box[1])));
    }
    if (box && focused === arrow.item.ref) button.focus({ preventScroll: true });
  }
  return boxes;
}

function arrowButton({ item, km, turn }) {
  const button = document.createElement("button");
  const { text, lang } = spoken(item);
  const name = document.createElement("span");
  name.textContent = item.badged ? `${text} ×${item.badged}` : text;
  name.lang = lang;
  name.dir = "auto";
  const far = document.createElement("span");
  far.className = "far";
  far.textContent = filled(words.km, { km: roundKm(km) });
  const head = svg(16, '<path d="M1 8h12M8 3l5 5-5 5"/>');
  head.style.rotate = `${turn}rad`;
  button.type = "button";
  button.dataset.to = item.ref;
  button.append(name, far, head);
  button.onclick = () => {
    map.setView(item.at, map.getZoom(), { animate: false });
    map.getContainer().focus({ preventScroll: true });
  };
  return button;
}
