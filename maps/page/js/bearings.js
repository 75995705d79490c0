// Bearings: what lies off the map, how far and which way. Nothing here knows the page.

const EARTH_KM = 6371.0088; // mean radius (IUGG)
const SECTORS = 8;

// Kilometres over a sphere, between positions in degrees.
function kmBetween(a, b) {
  const rad = Math.PI / 180;
  const h = Math.sin(((b.lat - a.lat) * rad) / 2) ** 2
    + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

// Two figures are as much as a glance takes in.
function roundKm(km) {
  if (km < 1) return Math.round(km * 10) / 10;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(km)) - 1);
  return Math.round(km / unit) * unit;
}

// Where the ray from the middle of a window leaves it, `pad` pixels before the edge.
function edgePoint({ x, y }, pad, { dx, dy }) {
  const [wide, high] = [x / 2 - pad.x, y / 2 - pad.y];
  const scale = Math.min(wide / Math.abs(dx || 1e-9), high / Math.abs(dy || 1e-9));
  return { x: x / 2 + dx * scale, y: y / 2 + dy * scale };
}

// Of the targets { x, y, weight, km } the most important in each direction, the weightiest first;
// `more` counts the others there.
function chooseArrows(targets, size, most) {
  const sectors = new Map();
  for (const target of targets) {
    const way = { dx: target.x - size.x / 2, dy: target.y - size.y / 2 };
    const turn = Math.atan2(way.dy, way.dx);
    const sector = Math.round((turn / (2 * Math.PI)) * SECTORS + SECTORS) % SECTORS;
    // Events known only to an area are pointed to beside the places of their direction.
    const key = target.item?.badged ? sector + SECTORS : sector;
    const group = sectors.get(key) || [];
    group.push({ ...target, ...way, turn });
    sectors.set(key, group);
  }
  const order = (a, b) => b.weight - a.weight || a.km - b.km;
  const heads = [...sectors.values()].map((group) => {
    const [first] = group.sort(order);
    return { ...first, more: group.length - 1 };
  });
  return heads.sort(order).slice(0, most);
}

// A spot for a label of width w and height h at the edge, slid along it off what is taken.
function slide(at, { w, h }, taken, size) {
  const upright = Math.min(at.x, size.x - at.x) < Math.min(at.y, size.y - at.y);
  for (let step = 0; step <= 20; step += 1) {
    const off = (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 14;
    const left = Math.min(Math.max(at.x + (upright ? 0 : off) - w / 2, 6), size.x - w - 6);
    const top = Math.min(Math.max(at.y + (upright ? off : 0) - h / 2, 6), size.y - h - 6);
    const box = [left, top, left + w, top + h];
    if (!taken.some((one) => box[0] < one[2] + 4 && box[2] > one[0] - 4 && box[1] < one[3] + 4 && box[3] > one[1] - 4)) return box;
  }
  return null;
}

// A whole number with its thousands parted; asking the browser's own tables costs a tenth of the first view.
function thousands(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
