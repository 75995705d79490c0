// Events: columns by their number (nth, from 0), and which of them the layers, the time and the
// filters leave. A mark is made of one only when it stands on the map by itself.

let events = { refs: [], layer: [], place: [], layers: [], places: { refs: [], latlngs: [], wide: [] } };
const eventAt = new Map(); // ref -> nth
const pins = new Map(); // nth -> marker

function readEvents({ ids, layer, place, layers, places }) {
  const [[latlngs = []] = []] = fromPaths(places.at, DEGREE);
  const refs = ids.split(" ").filter(Boolean).map((id) => `event-${id}`);
  const groups = layers.map(([key, look]) => ({ key, look }));
  events = { refs, layer: fromLetters(layer), place: fromLetters(place), layers: groups, places: { ...places, latlngs }, out: new Uint8Array(refs.length) };
  refs.forEach((ref, nth) => eventAt.set(ref, nth));
}

function isEventOut(nth) {
  return events.out[nth] === 1 || isHeld(events.refs[nth]);
}

// The events that the map shows, by number: those known to a spot, and those known to an area.
function shownEvents() {
  const on = events.layers.map(({ group }) => map.hasLayer(group));
  const { wide } = events.places;
  const [spots, areas] = [[], []];
  events.layer.forEach((layer, nth) => {
    if (layer >= 0 && on[layer] && !isEventOut(nth)) (wide[events.place[nth]] ? areas : spots).push(nth);
  });
  return { spots, areas };
}

// The mark of an event that stands by itself, and what stands for it where it does not.
function pinOf(nth) {
  if (!pins.has(nth)) pins.set(nth, makePin(nth));
  return pins.get(nth);
}

function makePin(nth) {
  const place = events.place[nth];
  const ref = events.refs[nth];
  const kind = events.places.wide[place] ? "badge" : "pin";
  const properties = { ref, kind, look: events.layers[events.layer[nth]].look, number: String(nth + 1), place: events.places.refs[place] };
  const pin = L.marker(events.places.latlngs[place], { icon: icon(properties, ref), alt: "", riseOnHover: true });
  Object.assign(pin, { ref, nth, feature: { properties }, group: events.layers[events.layer[nth]].group });
  pin.on("add", () => {
    label(pin);
    pin.getElement().dataset.number = nth + 1;
  });
  pin.on("click", (event) => choose(pin, event));
  pin.on("mouseover", () => highlight(ref)).on("mouseout", () => highlight(resting));
  return pin;
}
