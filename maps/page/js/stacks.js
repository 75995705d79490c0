// Stacks: events that would cover each other stand as one, with their number, and open as a list.
// Badges: events known only to a country or a region have no pin; the name of the area bears them.

const STACK_PX = 22;

function stackEvents() {
  hideLeftOut();
  const held = document.activeElement?.dataset?.refs?.split(" ")[0];
  stacks.clearLayers();
  const drawn = eventPins();
  const wide = new Map();
  for (const pin of drawn) {
    const { kind, place } = pin.feature.properties;
    if (kind === "badge") wide.set(place, [...(wide.get(place) || []), pin]);
  }
  // The badge shows the name of its area; the name alone would stand there twice.
  for (const item of labels) item.badged = wide.get(item.ref)?.length || 0;
  const pins = drawn.filter((pin) => pin.feature.properties.kind !== "badge");
  const taken = [];
  for (const group of nearTogether(pins)) {
    for (const pin of group) cover(pin, group.length > 1);
    if (group.length > 1) addStack(group);
    const { x, y } = map.latLngToLayerPoint(group[0].getLatLng());
    taken.push([x - STACK_PX / 2, y - STACK_PX / 2, x + STACK_PX / 2, y + STACK_PX / 2]);
  }
  for (const [place, pins] of wide) addBadge(place, pins, taken);
  if (held) markOf(held)?.focus({ preventScroll: true }); // what had the focus has been made anew
}

// What stands on the map for an event that is in a stack or on a badge.
function markOf(ref) {
  return map.getContainer().querySelector(`.leaflet-marker-pane [data-refs~="${CSS.escape(ref)}"]`);
}

// What the chosen time or a filter leaves out is not seen, clicked or reached by key.
function hideLeftOut() {
  for (const layers of registry.values()) {
    for (const layer of layers) {
      const parts = [layer.getElement?.(), ...Object.values(layer.companions || {}),
        ...[...(layer.ends || []), ...(layer.marks || [])].map((one) => one.getElement())];
      for (const part of parts) part?.classList.toggle("left-out", isOut(layer));
    }
  }
}

// Pins by where they stand; each group is as near to its first as marks would overlap.
function nearTogether(pins) {
  const cells = new Map();
  const groups = [];
  for (const pin of pins) {
    const at = map.latLngToLayerPoint(pin.getLatLng());
    const [column, row] = [Math.floor(at.x / STACK_PX), Math.floor(at.y / STACK_PX)];
    let group = null;
    for (let x = column - 1; x <= column + 1 && !group; x += 1) {
      for (let y = row - 1; y <= row + 1 && !group; y += 1) {
        group = (cells.get(`${x} ${y}`) || []).find((one) => one.at.distanceTo(at) < STACK_PX) || null;
      }
    }
    if (group) {
      group.pins.push(pin);
      continue;
    }
    group = { at, pins: [pin] };
    groups.push(group);
    const key = `${column} ${row}`;
    cells.set(key, [...(cells.get(key) || []), group]);
  }
  return groups.map((one) => one.pins);
}

function cover(pin, covered) {
  pin.getElement()?.classList.toggle("stacked", covered);
}

function eventPins() {
  const pins = [];
  for (const [ref, layers] of registry) {
    if (!ref.startsWith("event-")) continue;
    for (const layer of layers) if (isShown(layer)) pins.push(layer);
  }
  return pins.sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf(pin) {
  return Number(pin.feature.properties.number);
}

function addStack(pins) {
  const size = pins.length > 9 ? 32 : 28;
  const shape = '<rect class="under" x="9" y="1" width="14" height="14" rx="7"/><circle cx="12" cy="13" r="10"/>';
  const holder = document.createElement("span");
  const drawing = svg(24, shape, 1);
  drawing.querySelector("text").textContent = `×${pins.length}`;
  drawing.querySelector("text").setAttribute("y", "13");
  holder.append(drawing, ...differSign(pins), numbersOf(pins));
  const name = eventsHere(pins);
  addGroup(pins, { className: "stack", html: holder, iconSize: [size, size] }, name);
}

// On paper, where no stack opens, it says which numbers it holds.
function numbersOf(pins) {
  const numbers = document.createElement("span");
  numbers.className = "numbers";
  numbers.textContent = pins.map(numberOf).join(" ");
  return numbers;
}

function eventsHere({ length }) {
  return (length === 1 ? words.one_event : words.several_events).replace("{n}", length);
}

// The name of the area and how many events are known only to it, clear of what is taken.
function addBadge(place, pins, taken) {
  for (const pin of pins) cover(pin, true);
  const name = titleOf(place);
  const look = registry.get(place)?.[0]?.feature.properties.look || "area";
  const holder = document.createElement("span");
  holder.className = "area-badge";
  const title = document.createElement("span");
  title.className = `label ${look}`;
  title.dir = "auto";
  const named = labels.find((item) => item.ref === place);
  const { text, lang } = named ? spoken(named) : { text: name, lang: "" };
  title.textContent = text;
  if (lang) title.lang = lang;
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = `×${pins.length}`;
  holder.append(title, count, ...differSign(pins), numbersOf(pins));
  const said = `${name}: ${eventsHere(pins)}`;
  const [dx, dy] = clearOf(taken, map.latLngToLayerPoint(pins[0].getLatLng()), [(look === "country" ? 11 : 7.5) * text.length + 44, 22]);
  const mark = addGroup(pins, { className: "area-mark", html: holder, iconSize: [0, 0] }, said, 0);
  mark.getElement().style.translate = `calc(-50% + ${dx}px) calc(-50% + ${dy}px)`;
}

// How far a badge of about this size stands off its middle to cover nothing; it joins what is taken.
function clearOf(taken, { x, y }, [w, h]) {
  const ways = [[0, 0], [0, h + 4], [0, -h - 4], [w / 2 + 18, 0], [-w / 2 - 18, 0], [0, 2 * h + 8], [0, -2 * h - 8]];
  const boxAt = ([dx, dy]) => [x + dx - w / 2, y + dy - h / 2, x + dx + w / 2, y + dy + h / 2];
  const free = (box) => !taken.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1]);
  const way = ways.find((one) => free(boxAt(one))) || ways[0];
  taken.push(boxAt(way));
  return way;
}

function addGroup(pins, options, name, zIndexOffset = 500) {
  const refs = pins.map((pin) => pin.ref);
  const at = pins[0].getLatLng();
  const mark = L.marker(at, { icon: L.divIcon(options), alt: "", zIndexOffset, autoPanOnFocus: false });
  const openList = () => (refs.length === 1 ? open(refs[0], pins[0]) : offer(refs, at, name));
  mark.on("add", () => {
    const element = mark.getElement();
    element.dataset.refs = refs.join(" ");
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "-1");
    element.setAttribute("aria-label", name);
    element.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      openList();
    };
  });
  mark.on("click", (event) => {
    L.DomEvent.stop(event);
    openList();
  });
  stacks.addLayer(mark);
  return mark;
}

// A badge where sources differ on any of these, and what has become of them.
function differSign(pins) {
  const signs = revisedSigns(pins.map((pin) => pin.ref));
  return pins.some((pin) => differs(pin.ref)) ? [differBadge(), ...signs] : signs;
}

function differBadge() {
  const badge = document.createElement("span");
  badge.className = "differs";
  // Drawn, for many fonts have no such sign.
  badge.append(svg(14, '<path d="M3 5.4h8M3 8.6h8M9.3 2.8 4.7 11.2"/>'));
  badge.setAttribute("aria-hidden", "true"); // the name of what bears it says so
  return badge;
}
