// Address: what the part behind "#" asks for, and a line that says what of it is not to be had.

const SAID_CHARS = 40;
const SAID_FILTERS = 5; // that are not to be had, and named

// Pure: the time that an address names and that is none; empty where it names none or a good one.
function badTime(hash) {
  const text = textOf(hash, "time");
  return text === undefined || readAddress(hash).range ? "" : text || "?";
}

function shortened(text) {
  return text.length > SAID_CHARS ? `${text.slice(0, SAID_CHARS)}…` : text || "?";
}

// Go to what the address names, and say what of it the page does not have.
function followAddress(hash) {
  const { entry, range } = readAddress(hash);
  const { unknown } = readFilters(hash, facets);
  const wrong = badTime(hash);
  const noStep = askedStory(hash); // what else the address names goes before what the step sets
  if (time) setRange(range ? within(range) : unsaidRange());
  const noView = askedView(hash);
  const lacking = [];
  if (noStep) lacking.push(["no_step", noStep]);
  if (noView) lacking.push(["no_view", noView]);
  if (entry && !entryOf(entry)) lacking.push(["no_entry", ""]);
  if (wrong) lacking.push(["no_time", wrong]);
  for (const text of unknown.slice(0, SAID_FILTERS)) lacking.push(["no_filter", text]);
  const note = document.querySelector(".address-note");
  const before = note.textContent;
  sayIn(note, () => lacking.map(([key, text]) => filled(words[key], { text: shortened(text) })).join(" "));
  if (note.textContent !== before) map.invalidateSize({ animate: false, pan: false });
  goTo(entry, Boolean(readView(hash)));
}
