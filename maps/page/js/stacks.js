// Stacks: events that would cover each other stand as one, with their number, and open as a list.

const STACK_PX = 24;

function stackEvents() {
  stacks.clearLayers();
  const pins = eventPins();
  const groups = [];
  for (const pin of pins) {
    const at = map.latLngToLayerPoint(pin.getLatLng());
    const group = groups.find((one) => one.at.distanceTo(at) < STACK_PX);
    if (group) group.pins.push(pin);
    else groups.push({ at, pins: [pin] });
  }
  for (const group of groups) {
    const alone = group.pins.length === 1;
    for (const pin of group.pins) pin.getElement()?.classList.toggle("stacked", !alone);
    if (!alone) addStack(group.pins);
  }
}

function eventPins() {
  const pins = [];
  for (const [ref, layers] of registry) {
    if (!ref.startsWith("event-")) continue;
    for (const layer of layers) if (map.hasLayer(layer)) pins.push(layer);
  }
  return pins.sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf(pin) {
  return Number(pin.feature.properties.number);
}

function addStack(pins) {
  const size = pins.length > 9 ? 34 : 30;
  const shape = '<rect class="under" x="9" y="1" width="14" height="14" rx="7"/><circle cx="12" cy="13" r="10"/>';
  const html = svg(24, shape, String(pins.length));
  html.querySelector("text").setAttribute("y", "13");
  const stack = L.marker(pins[0].getLatLng(), {
    icon: L.divIcon({ className: "stack", html, iconSize: [size, size] }),
    alt: "",
    zIndexOffset: 500,
  });
  const refs = pins.map((pin) => pin.ref);
  const openList = () => offer(refs, pins[0].getLatLng(), words.several_events);
  stack.on("add", () => {
    const element = stack.getElement();
    element.dataset.refs = refs.join(" ");
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "0");
    element.setAttribute("aria-label", words.several_events.replace("{n}", refs.length));
    element.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      openList();
    };
  });
  stack.on("click", (event) => {
    L.DomEvent.stop(event);
    openList();
  });
  stacks.addLayer(stack);
}
