// The three heights of the sheet that the list is on a phone: reckoned here, moved in sheet.js.

const SHEET_HEIGHTS = ["low", "half", "full"];
const SHEET_BAR_PX = 56;
const SHEET_TOP_PX = 44; // at its full height it leaves a strip of the map in sight

// The pixels of each height in a window of so many.
function sheetPixels(windowPx) {
  const full = Math.max(SHEET_BAR_PX, windowPx - SHEET_TOP_PX);
  return { low: SHEET_BAR_PX, half: Math.min(full, Math.round(windowPx * 0.55)), full };
}

// The height nearest to where a finger let go.
function nearestHeight(px, windowPx) {
  const pixels = sheetPixels(windowPx);
  const off = (name) => Math.abs(pixels[name] - px);
  return SHEET_HEIGHTS.reduce((best, name) => (off(name) < off(best) ? name : best));
}

// One step up (1) or down (-1), staying within the three.
function stepHeight(name, step) {
  const at = SHEET_HEIGHTS.indexOf(name) + step;
  return SHEET_HEIGHTS[Math.min(SHEET_HEIGHTS.length - 1, Math.max(0, at))];
}
