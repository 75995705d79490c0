// Letters: whole numbers in few of them, as maps/page/letters.py writes them (Base64 VLQ), and records.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const worths = new Uint8Array(128);
for (let i = 0; i < LETTERS.length; i += 1) worths[LETTERS.charCodeAt(i)] = i;

// Pure: the numbers; null where one is missing. Of a letter's six bits the highest says that more follow.
function fromLetters(text) {
  const numbers = [];
  for (let i = 0, number = 0, unit = 1; i < text.length; i += 1) {
    const worth = worths[text.charCodeAt(i)];
    number += (worth & 31) * unit;
    unit *= 32;
    if (worth & 32) continue;
    numbers.push(text[i] === "." ? null : number % 2 ? -(number - 1) / 2 : number / 2);
    [number, unit] = [0, 1];
  }
  return numbers;
}

// Pure: paths of positions in whole units of a degree, each point as the step from the one before;
// paths (" ") of a shape, and shapes (",").
function fromPaths(text, unitsPerDegree) {
  return text ? text.split(",").map((shape) => shape.split(" ").map((path) => {
    const points = [];
    const steps = fromLetters(path);
    for (let at = 0, x = 0, y = 0; at < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      points.push(new L.LatLng(y / unitsPerDegree, x / unitsPerDegree));
    }
    return points;
  })) : [];
}

// Pure: records out of the rows that maps/page/columns.py makes of them.
function recordsOf({ fields, rows }) {
  return rows.map((row) => Object.fromEntries(row.map((value, nth) => [fields[nth], value]).filter(([, value]) => value !== null)));
}
