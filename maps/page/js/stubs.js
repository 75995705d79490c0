// Stubs: where the way between two stops is not known, a stroke leaves each of them in the
// direction of the other, thins out and stops at a "?": no line runs through a guess.

const STUB_PX = 34;
// Strokes of a stub, from and to, in pixels from the end of its first: each shorter than the last.
const FADING = [[0, 0.3], [0.42, 0.62], [0.74, 0.86], [0.94, 1]];

function dressStubs() {
  for (const stub of drawnLines("stub")) {
    stub.unknownEnds = ends(stub);
    stub.options.smoothFactor = 0;
    const html = () => {
      const sign = document.createElement("span");
      sign.textContent = "?";
      sign.append(...revisedSigns([stub.ref]));
      return sign;
    };
    stub.marks = stub.unknownEnds.map((end) => {
      const icon = L.divIcon({ className: `query ${lookOf(stub).mode}`, html: html(), iconSize: [16, 16] });
      const mark = L.marker(end, { icon, alt: "", keyboard: false, pane: "places" });
      return mark.on("click", (event) => choose(stub, event));
    });
    stub.on("add", () => stub.marks.forEach((mark) => mark.addTo(map)));
    stub.on("remove", () => stub.marks.forEach((mark) => mark.remove()));
    if (stub._map) stub.marks.forEach((mark) => mark.addTo(map));
  }
  shortenStubs();
}

function shortenStubs() {
  for (const stub of drawnLines("stub")) shorten(stub);
}

function shorten(stub) {
  const [first, last] = stub.unknownEnds;
  const [a, b] = [map.latLngToLayerPoint(first), map.latLngToLayerPoint(last)];
  const length = Math.min(STUB_PX, a.distanceTo(b) / 3);
  const strokes = [];
  [[a, b], [b, a]].forEach(([from, to], index) => {
    const whole = to.subtract(from).multiplyBy(length / (from.distanceTo(to) || 1));
    const at = (share) => map.layerPointToLatLng(from.add(whole.multiplyBy(share)));
    for (const [begin, end] of FADING) strokes.push([at(begin), at(end)]);
    stub.marks[index].setLatLng(at(1 + 8 / (length || 1)));
  });
  // Two signs that would touch become one, between the stops.
  const near = a.distanceTo(b) - 2 * length < 34;
  if (near) stub.marks[0].setLatLng(map.layerPointToLatLng(a.add(b).divideBy(2)));
  stub.marks[1].setOpacity(near ? 0 : 1);
  stub.setLatLngs(strokes);
}
