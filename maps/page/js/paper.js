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
    zone: fill("water"),
    land: fill("land"),
    lakes: fill("water"),
    coast: stroke("shore", 0.8),
    rivers: stroke("river", 0.9),
    borders: stroke("border", 1, "6 3 1.5 3"),
    disputed: stroke("border", 1, "2 4"),
    units: stroke("unit", 0.6, "1 3"),
  };
  for (const layer of waybook.base) layer.setStyle(styles[layer.paper]);
};
