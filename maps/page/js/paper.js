// Paper: the base map, drawn on canvas in the colours of the style sheet.

waybook.canvas = L.canvas({ padding: 0.5, pane: "paper" });
waybook.base = [];

waybook.baseFeature = (feature, layer) => {
  layer.paper = feature.properties.kind;
  waybook.base.push(layer);
};

waybook.paint = () => {
  const colours = getComputedStyle(document.documentElement);
  const ink = (name) => colours.getPropertyValue(`--${name}`).trim();
  const fill = (name) => ({ stroke: false, fill: true, fillColor: ink(name), fillOpacity: 1 });
  const stroke = (name, weight, dashArray = null) => ({
    stroke: true, fill: false, color: ink(name), weight, opacity: 1, dashArray,
  });
  const styles = {
    // A hair of its own colour hides the seams between cells.
    land: { ...fill("land"), stroke: true, color: ink("land"), weight: 0.8, opacity: 1 },
    lakes: fill("water"),
    coast: stroke("shore", 0.8),
    rivers: stroke("river", 1.3),
    minor: stroke("river", 0.7),
    borders: stroke("border", 1, "6 3 1.5 3"),
    disputed: stroke("border", 1, "2 4"),
    units: stroke("unit", 0.6, "1 3"),
  };
  for (const layer of waybook.base) layer.setStyle(styles[layer.paper]);
};

// The nearer the map, the finer the base map around what is drawn.
function showDetail() {
  const zoom = map.getZoom();
  for (const [key, group] of Object.entries(papers)) {
    const [from, to] = paperZooms[key];
    const shown = zoom >= from && zoom < to;
    if (shown && !map.hasLayer(group)) group.addTo(map);
    if (!shown && map.hasLayer(group)) group.remove();
  }
}
