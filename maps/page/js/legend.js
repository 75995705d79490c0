// Legend: each stroke as the map draws it, and only what is on the map now.

// The parts of a stroke, from below, for a drawing 44 by 14: companion, and the looks that have it.
function drawStroke(drawing, look, claims = []) {
  const { mode, status, basis } = look;
  const add = (kind, d) => {
    const path = document.createElementNS(SVG_NAMES, "path");
    path.setAttribute("class", `${kind} ${mode} ${status} ${basis}`);
    path.setAttribute("d", d);
    drawing.append(path);
    return path;
  };
  const middle = "M1 7H43";
  const track = [{ x: 1, y: 7 }, { x: 43, y: 7 }];
  if (basis === "unknown") {
    add("stub", "M1 7h9M14 7h5M22 7h2");
    return add("glyphs unknown", pathOf(GLYPHS.unknown.lines[0], { x: 33, y: 6 }, { upright: true })
      + pathOf(GLYPHS.unknown.lines[1], { x: 33, y: 6 }, { upright: true }));
  }
  add("casing", middle);
  if (status === "disputed") {
    add("line", "M1 5.3H43").dataset.claim = claims[0] || "operating";
    add("twin", "M1 8.7H43").dataset.claim = claims[1] || "suspended";
  } else {
    add("line", middle);
  }
  if (mode === "rail") add("dressing", middle);
  if (status === "suspended") add("core", middle);
  if (mode in GLYPHS && !look.plain) add("glyphs", glyphPath(track, mode, [0, 0, 44, 14]));
  if (status === "reported_once") add("dot", dotPath(track));
  if (basis === "schematic") for (const x of [5, 39]) add("end", `M${x - 4} 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z`);
  return drawing;
}

// Show the words of the legend that the lines on the map use now, and hide the others.
function refreshLegend() {
  const legend = map.getContainer().parentNode.querySelector(".legend");
  if (!legend) return;
  const used = { mode: new Set(), status: new Set(), basis: new Set(), event: new Set() };
  for (const kind of ["line", "stub"]) {
    for (const line of drawnLines(kind)) {
      if (!isShown(line)) continue;
      const look = lookOf(line);
      used.mode.add(look.mode);
      used.basis.add(look.basis);
      if (kind === "line") used.status.add(look.status);
    }
  }
  for (const nth of groupOf.keys()) used.event.add(events.layers[events.layer[nth]].look);
  for (const item of legend.querySelectorAll("li[data-word]")) item.hidden = !used[item.dataset.part].has(item.dataset.word);
  for (const list of legend.querySelectorAll("section")) list.hidden = !list.querySelector("li:not([hidden])");
  legend.hidden = !legend.querySelector("section:not([hidden])");
  if (!legend.dataset.drawn) drawLegend(legend);
}

function drawLegend(legend) {
  legend.dataset.drawn = "yes";
  for (const pin of legend.querySelectorAll(".pin")) pin.append(svg(24, shapeOf(pin)));
  for (const drawing of legend.querySelectorAll("svg[data-look]")) {
    const [mode, status, basis] = drawing.dataset.look.split(" ");
    // Where the stroke stands for a state or a basis, it has no sign of a mode.
    const plain = drawing.closest("li").dataset.part !== "mode";
    drawStroke(drawing, { mode, status, basis, plain });
  }
  unfold(legend);
}

// The shape of a category, by the first of the classes that its look has given the mark.
function shapeOf(pin) {
  return SHAPES[[...pin.classList].find((name) => name in SHAPES)] || SHAPES.circle;
}

// The legend stands open where there is room and it covers nothing that the map is about.
function unfold(legend) {
  if (!matchMedia("(min-width: 1000px)").matches) return;
  legend.open = true;
  const origin = map.getContainer().getBoundingClientRect();
  const own = legend.getBoundingClientRect();
  const box = [own.left - origin.left, own.top - origin.top, own.right - origin.left, own.bottom - origin.top];
  const covered = crossings(box, lineCells(linePieces())) > 0 || marksIn(box, origin);
  if (covered || box[1] < 0) legend.open = false;
}

function marksIn(box, origin) {
  const marks = map.getContainer().querySelectorAll(".leaflet-marker-icon:not(.country, .region, .area, .too-far)");
  return [...marks].some((mark) => {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const [x, y] = [(left + right) / 2 - origin.left, (top + bottom) / 2 - origin.top];
    return x > box[0] && x < box[2] && y > box[1] && y < box[3];
  });
}
