// Address: what the part behind "#" asks for, and a line that says what of it is not to be had.

const SAID_CHARS = 40;

// Pure: the time that an address names and that is none; empty where it names none or a good one.
function badTime(hash) {
  const text = textOf(hash, "time");
  return text === undefined || readAddress(hash).range ? "" : shortened(text);
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
  if (range && time) setRange(within(range));
  const noView = askedView(hash);
  const said = [];
  if (noStep) said.push(filled(words.no_step, { text: shortened(noStep) }));
  if (noView) said.push(filled(words.no_view, { text: shortened(noView) }));
  if (entry && !entryOf(entry)) said.push(words.no_entry);
  if (wrong) said.push(filled(words.no_time, { text: wrong }));
  for (const text of unknown) said.push(filled(words.no_filter, { text: shortened(text) }));
  const note = document.querySelector(".address-note");
  const before = note.textContent;
  note.textContent = said.join(" ");
  if (note.textContent !== before) map.invalidateSize({ animate: false, pan: false });
  goTo(entry, Boolean(readView(hash)));
}
