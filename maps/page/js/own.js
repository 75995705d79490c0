// Someone's own map: our lines, marks and base map on it; popups, names and controls are theirs.

let map;
let overlays = [];
let papers = {};
let paperZooms = {};

waybook.attach = (foliumMap, layers, paper, zooms) => {
  map = foliumMap;
  overlays = Object.values(layers);
  papers = paper;
  paperZooms = zooms;
  dressLines();
  waybook.paint();
  showDetail();
  map.on("zoomend", () => {
    shortenStubs();
    showDetail();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", waybook.paint);
};
