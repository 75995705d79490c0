// Stacks: events that would cover each other stand as one, with their number, and open as a list;
// where a map is crowded, a stack takes in what is around it, and shows that from nearer.
// Badges: events known only to a country or a region have no pin; the name of the area bears them.

const AROUND = 0.25; // of the window: marks so far beyond its edges are there before they are seen
const LISTED = 30; // events that a stack offers by name; one of more is first gone nearer to
const SIGN_PX = [28, 32, 38, 46, 54]; // of a stack of ones, tens, hundreds…

const AS_BAD_PX = 1000; // so far off its middle, a badge is as bad as if all of it were covered

let groups = []; // { x, y, place, members, mark }, in pixels of the world at `groupedAt`
let groupedAt; // zoom
let groupOf = new Map(); // nth -> group
let marked = new Map(); // what stands on the map: key -> group
let markedIn = null; // the part of the world that has its marks, in its pixels

// Group the events anew: another zoom, time, layer or filter.
function stackEvents() {
  const { spots, areas } = shownEvents();
  groupedAt = map.getZoom();
  const { latlngs } = events.places;
  const [xs, ys] = [new Float64Array(latlngs.length), new Float64Array(latlngs.length)];
  latlngs.forEach((latlng, at) => {
    ({ x: xs[at], y: ys[at] } = map.project(latlng, groupedAt));
  });
  groups = nearTogether(spots, events.place, xs, ys);
  const badges = new Map();
  for (const nth of areas) {
    const place = events.place[nth];
    if (!badges.has(place)) badges.set(place, { x: xs[place], y: ys[place], place, members: [], wide: true, language });
    badges.get(place).members.push(nth);
  }
  // The badge shows the name of its area; the name alone would stand there twice.
  const counts = new Map([...badges].map(([place, { members }]) => [events.places.refs[place], members.length]));
  for (const item of labels) item.badged = counts.get(item.ref) || 0;
  groups.push(...badges.values());
  groupOf = new Map();
  for (const group of groups) for (const nth of group.members) groupOf.set(nth, group);
  clearBadges();
  showMarks();
}

// Have the badges stand clear of signs, of each other, and of what lies over the window.
function clearBadges() {
  const badges = groups.filter(({ wide }) => wide);
  if (!badges.length) return;
  const { min } = map.getPixelBounds();
  const over = controlBoxes().map(([left, top, right, bottom]) => [left + min.x, top + min.y, right + min.x, bottom + min.y]);
  const taken = [...groups.filter(({ wide }) => !wide).map(signBox), ...over];
  for (const badge of badges) badge.moved = clearOf(taken, badge, [badgeWidth(badge), 22]);
}

function signBox({ x, y, members }) {
  const half = (members.length > 1 ? signSize(members.length) : STACK_PX) / 2;
  return [x - half, y - half, x + half, y + half];
}

function signSize(number) {
  return SIGN_PX[Math.min(String(number).length, SIGN_PX.length) - 1];
}

// Put up the marks of what stands in the window or near it, and take down the others.
function showMarks() {
  const held = Number(document.activeElement?.dataset?.number || 0) - 1;
  markedIn = groups.length > FEW ? windowPixels(AROUND) : null;
  const wanted = new Map();
  for (const group of groups) if (!markedIn || markedIn.contains([group.x, group.y])) wanted.set(groupKey(group), group);
  for (const [key, group] of marked) if (!wanted.has(key)) stacks.removeLayer(group.mark);
  for (const [key, group] of wanted) {
    const before = marked.get(key);
    if (before && isSame(before, group)) {
      group.mark = before.mark;
      group.mark.about = group;
    } else if (before !== group) {
      if (before) stacks.removeLayer(before.mark);
      group.mark = markOfGroup(group);
      stacks.addLayer(group.mark);
    }
    if (group.wide) shiftBadge(group);
  }
  marked = wanted;
  orderMarks();
  // what had the focus may have been made anew, or be gone
  if (held >= 0 && !document.activeElement?.closest(".leaflet-marker-icon")) (markOf(held) || map.getContainer()).focus({ preventScroll: true });
}

// Have all marks made anew, as in another language.
function forgetMarks() {
  for (const group of marked.values()) group.language = null; // like none that will be wanted
}

// By their numbers, for keys and for those who listen; what stands right already stays as it is.
function orderMarks() {
  const pane = map.getPanes().markerPane;
  let next = pane.querySelector(".bundle");
  for (const { mark } of [...marked.values()].sort((a, b) => b.members[0] - a.members[0])) {
    const element = mark.getElement();
    if (element.nextSibling !== next) pane.insertBefore(element, next);
    next = element;
  }
}

// While the map is dragged farther than marks are there.
function keepMarks() {
  if (markedIn && groupedAt === map.getZoom() && !markedIn.contains(windowPixels(0))) showMarks();
}

function windowPixels(around) {
  const { min, max } = map.getPixelBounds();
  const more = max.subtract(min).multiplyBy(around);
  return L.bounds(min.subtract(more), max.add(more));
}

function isSame(one, other) {
  const same = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);
  return one.place === other.place && one.language === other.language && same(one.members, other.members);
}

function groupKey({ wide, place, members }) {
  return wide ? `area ${place}` : members.length > 1 ? `stack ${members[0]}` : `pin ${members[0]}`;
}

// The element that stands on the map for an event: its pin, its stack, or the badge of its area.
function markOf(nth) {
  return groupOf.get(nth)?.mark?.getElement() || null;
}

// What the chosen time or a filter leaves out is not seen, clicked or reached by key.
function hideLeftOut() {
  for (const layers of registry.values()) {
    for (const layer of layers) {
      if (layer.group) continue; // stands on the map only where it is not left out
      const parts = [layer.getElement?.(), ...Object.values(layer.companions || {}),
        ...[...(layer.ends || []), ...(layer.marks || [])].map((one) => one.getElement())];
      for (const part of parts) part?.classList.toggle("left-out", isOut(layer));
    }
  }
}

function markOfGroup(group) {
  if (group.wide) return areaMark(group);
  return group.members.length > 1 ? stackMark(group) : pinOf(group.members[0]);
}

function stackMark(group) {
  const number = group.members.length;
  const shape = '<rect class="under" x="9" y="1" width="14" height="14" rx="7"/><circle cx="12" cy="13" r="10"/>';
  const holder = document.createElement("span");
  const drawing = svg(24, shape, 1);
  drawing.querySelector("text").textContent = `×${number}`;
  drawing.querySelector("text").setAttribute("y", "13");
  holder.append(drawing, ...differSign(group.members), ...numbersOf(group.members));
  const size = signSize(number);
  return groupMark(group, { className: `stack digits-${String(number).length}`, html: holder, iconSize: [size, size] }, () => eventsHere(number));
}

// On paper, where no stack opens, it says which numbers it holds.
function numbersOf(members) {
  if (members.length > LISTED) return [];
  const numbers = document.createElement("span");
  numbers.className = "numbers";
  numbers.textContent = members.map((nth) => nth + 1).join(" ");
  return [numbers];
}

function eventsHere(number) {
  return filled(words.events_here, { n: number });
}

function lookOfArea(place) {
  return registry.get(events.places.refs[place])?.[0].feature.properties.look || "area";
}

function nameOfArea(place) {
  const ref = events.places.refs[place];
  const known = labels.find((item) => item.ref === ref);
  return known ? spoken(known) : { text: titleOf(ref), lang: "" };
}

function badgeWidth({ place }) {
  const { text } = nameOfArea(place);
  return (UPRIGHT.test(text) ? 13 : lookOfArea(place) === "country" ? 11 : 7.5) * text.length + 44;
}

function shiftBadge({ mark, moved: [dx, dy] }) {
  mark.getElement().style.translate = `calc(-50% + ${dx}px) calc(-50% + ${dy}px)`;
}

// The name of the area and how many events are known only to it, clear of what is taken.
function areaMark(group) {
  const { place, members } = group;
  const holder = document.createElement("span");
  holder.className = "area-badge";
  const title = document.createElement("span");
  title.className = `label ${lookOfArea(place)}`;
  title.dir = "auto";
  const { text, lang } = nameOfArea(place);
  title.textContent = text;
  if (lang) title.lang = lang;
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = `×${members.length}`;
  holder.append(title, count, ...differSign(members), ...numbersOf(members));
  const said = () => `${titleOf(events.places.refs[place])}: ${eventsHere(members.length)}`;
  return groupMark(group, { className: "area-mark", html: holder, iconSize: [0, 0] }, said, 0);
}

// How far a badge of about this size stands off its middle, where it is least covered and not far
// off: a name that has left its area says something else. It joins what is taken.
function clearOf(taken, { x, y }, [w, h]) {
  const ways = [0, h + 4, -h - 4, 2 * h + 8, -2 * h - 8].flatMap((dy) => [0, w / 4, -w / 4, w / 2 + 18, -w / 2 - 18].map((dx) => [dx, dy]));
  const boxAt = ([dx, dy]) => [x + dx - w / 2, y + dy - h / 2, x + dx + w / 2, y + dy + h / 2];
  const shared = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const cost = (one) => taken.reduce((sum, box) => sum + shared(box, boxAt(one)), 0) / (w * h) + Math.hypot(...one) / AS_BAD_PX;
  const costs = ways.map(cost);
  const way = ways[costs.indexOf(Math.min(...costs))];
  taken.push(boxAt(way));
  return way;
}

function groupMark(group, options, name, zIndexOffset = 500) {
  const at = events.places.latlngs[group.place];
  const mark = L.marker(at, { icon: L.divIcon(options), alt: "", zIndexOffset, autoPanOnFocus: false });
  mark.about = group;
  mark.on("add", () => {
    const element = mark.getElement();
    element.dataset.refs = group.members.map((nth) => events.refs[nth]).join(" ");
    element.dataset.number = group.members[0] + 1;
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "-1");
    element.setAttribute("aria-label", name());
    element.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      openGroup(mark.about, name);
    };
  });
  mark.on("click", (event) => {
    L.DomEvent.stop(event);
    openGroup(mark.about, name);
  });
  return mark;
}

// Many events of several places part when the map goes nearer; others are offered as a list.
function openGroup({ members, place }, name) {
  const { latlngs } = events.places;
  if (members.length === 1) return open(events.refs[members[0]], pinOf(members[0]));
  const at = new Set(members.map((nth) => latlngs[events.place[nth]]));
  const bounds = L.latLngBounds([...at]);
  const nearer = members.length > LISTED && at.size > 1 && map.getZoom() < map.getBoundsZoom(bounds);
  if (nearer) return map.fitBounds(bounds, { animate: false, padding: [40, 40] });
  return offer(members.map((nth) => events.refs[nth]), latlngs[place], name);
}

// A badge where sources differ on any of these, and what has become of them.
function differSign(members) {
  const refs = members.map((nth) => events.refs[nth]);
  const signs = revisedSigns(refs);
  return refs.some(differs) ? [differBadge(), ...signs] : signs;
}
