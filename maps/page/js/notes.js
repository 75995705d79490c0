// Notes: the annotations of the case, each in its view, at the end of a thin leader.

const FARTHER = 0.75; // zooms that a note stays when the map goes back from its view
const CLOSER = 2; // …and when it goes nearer
const ROOM = 100_000; // square pixels of map that one note needs: a small map has fewer

let notes = [];
let leaders;

function startNotes(list) {
  notes = list.map((item) => ({ ...item, at: L.latLng(item.at), look: "annotation", lang: data.language }));
  leaders = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  leaders.setAttribute("class", "leaders");
  leaders.setAttribute("aria-hidden", "true");
  map.getPanes().names.append(leaders);
}

// Show the notes of the present view; give the boxes that they take.
function showNotes(taken, names, cells, size) {
  const zoom = map.getZoom();
  const bounds = map.getBounds();
  const most = Math.max(1, Math.floor((size.x * size.y) / ROOM));
  const wanted = notes.filter((note) => bounds.contains(note.at) && belongs(note, zoom)).slice(0, most);
  wanted.forEach(hug);
  const boxes = wanted.map((note) => ({ ...map.latLngToContainerPoint(note.at), w: note.size[0], h: note.size[1] }));
  const soft = names.map(({ x, y, w, h }) => [x + 9, y - h / 2, x + 9 + w, y + h / 2]);
  const placed = placeNotes(boxes, taken, soft, cells, size);
  for (const note of notes) if (note.element) note.element.hidden = !placed[wanted.indexOf(note)];
  drawLeaders(wanted, placed);
  return placed.filter(Boolean).flatMap((one) => [one.box, ...leaderBoxes(one)]);
}

// A text in several lines is made as narrow as its longest one.
function hug(note) {
  if (note.size) return;
  write(note);
  const range = document.createRange();
  range.selectNodeContents(note.element);
  note.element.style.width = `${Math.ceil(range.getBoundingClientRect().width) + 8}px`;
  note.size = [note.element.offsetWidth, note.element.offsetHeight];
}

function belongs(note, zoom) {
  const view = views.find((one) => one.id === note.view);
  if (!view) return true;
  const own = viewZoom(view);
  return zoom >= own - FARTHER && zoom <= own + CLOSER && view.bounds.pad(0.05).contains(note.at);
}

function drawLeaders(wanted, placed) {
  const shift = map.containerPointToLayerPoint([0, 0]);
  const lines = [];
  wanted.forEach((note, index) => {
    const spot = placed[index];
    if (!spot) return;
    L.DomUtil.setPosition(note.element, shift.add([Math.round(spot.box[0]), Math.round(spot.box[1])]));
    const [a, b] = [spot.from, spot.to].map(({ x, y }) => shift.add([x, y]));
    lines.push(`M${a.x} ${a.y}L${b.x} ${b.y}`);
  });
  // A leader is paper below and ink above, to be seen over lines as well as over land.
  leaders.replaceChildren(...["under", "over"].map((look) => {
    const path = document.createElementNS(leaders.namespaceURI, "path");
    path.setAttribute("class", look);
    path.setAttribute("d", lines.join(""));
    return path;
  }));
}
