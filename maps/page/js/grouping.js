// Grouping: which events would cover each other where they stand. Nothing here knows the page.

const STACK_PX = 22; // nearer to each other, marks would overlap
const CROWD_CELL_PX = 256;
const CROWD = 16; // more marks than these in a cell are a crowd…
const CLUSTER_PX = 72; // …whose marks stand so far apart
const FEW = 300; // events that are never a crowd

// Boxes of a grid; what stands in the nine around a point is no farther off than a box is wide.
function gridOf(px) {
  const boxes = new Map();
  const key = (column, row) => column * 0x400000 + row;
  const add = (one) => {
    const at = key(Math.floor(one.x / px), Math.floor(one.y / px));
    if (boxes.has(at)) boxes.get(at).push(one);
    else boxes.set(at, [one]);
  };
  const near = (x, y) => {
    const [column, row] = [Math.floor(x / px), Math.floor(y / px)];
    for (let c = column - 1; c <= column + 1; c += 1) {
      for (let r = row - 1; r <= row + 1; r += 1) {
        for (const one of boxes.get(key(c, r)) || []) {
          if ((one.x - x) ** 2 + (one.y - y) ** 2 < px * px) return one;
        }
      }
    }
    return null;
  };
  return { add, near, boxes };
}

// Events, in order, by where they stand: `places` has the place of each, `xs` and `ys` the pixels
// of each place. A group stands where its first event does, as near to it as marks would overlap.
function nearTogether(shown, places, xs, ys) {
  const grid = gridOf(STACK_PX);
  const byPlace = new Map();
  const groups = [];
  for (const nth of shown) {
    const place = places[nth];
    let group = byPlace.get(place);
    if (!group) {
      group = grid.near(xs[place], ys[place]);
      if (!group) {
        group = { x: xs[place], y: ys[place], place, members: [] };
        grid.add(group);
        groups.push(group);
      }
      byPlace.set(place, group);
    }
    group.members.push(nth);
  }
  return shown.length > FEW ? joinCrowds(groups) : groups;
}

// Where a cell of the map is crowded, the groups in it go to the largest around them.
function joinCrowds(groups) {
  const cells = gridOf(CROWD_CELL_PX);
  groups.forEach(cells.add);
  const crowded = new Set([...cells.boxes.values()].filter((box) => box.length > CROWD).flat());
  if (!crowded.size) return groups;
  const grid = gridOf(CLUSTER_PX);
  const kept = [];
  for (const group of [...crowded].sort((a, b) => b.members.length - a.members.length || a.members[0] - b.members[0])) {
    const anchor = grid.near(group.x, group.y);
    if (anchor) {
      anchor.joined.push(group.members);
      continue;
    }
    const cluster = { ...group, joined: [group.members] };
    grid.add(cluster);
    kept.push(cluster);
  }
  for (const one of kept) one.members = one.joined.flat().sort((a, b) => a - b);
  return [...groups.filter((one) => !crowded.has(one)), ...kept];
}
