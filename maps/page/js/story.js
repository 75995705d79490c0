// The story: steps in a panel over the map. Each sets view and time and lights what it is about;
// a reader may leave it for the map and the list, and comes back to the step where it was left.

let story = null; // { steps, at, panel, key }

function startStory(steps) {
  const panel = document.querySelector(".story");
  if (!panel) return;
  const key = tools.querySelector(".to-story");
  story = { steps, at: -1, last: 0, panel, key };
  waybook.steps = steps.map(([id]) => id);
  key.onclick = () => (story.at < 0 ? goToStep(story.last) : leaveStory());
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(panel).disableScrollPropagation(panel);
    panel.classList.add("leaflet-control");
    return panel;
  };
  control.addTo(map);
  panel.querySelector("[data-story=back]").onclick = () => goToStep(story.at - 1);
  panel.querySelector("[data-story=on]").onclick = () => goToStep(story.at + 1);
  panel.querySelector("[data-story=again]").onclick = () => goToStep(story.at);
  panel.querySelector("[data-story=leave]").onclick = leaveStory;
  panel.addEventListener("keydown", storyKey);
}

function tellingPanel() {
  return story && story.at >= 0 ? story.panel : null;
}

// Pure: the number of the step that a key goes to; -1 leaves the story.
function stepByKey(key, at, number) {
  const to = { ArrowRight: at + 1, PageDown: at + 1, ArrowLeft: at - 1, PageUp: at - 1, Home: 0, End: number - 1, Escape: -1 }[key];
  return to === undefined ? at : key === "Escape" ? -1 : Math.max(0, Math.min(number - 1, to));
}

function storyKey(event) {
  const to = stepByKey(event.key, story.at, story.steps.length);
  if (to === story.at) return;
  event.preventDefault();
  event.stopPropagation();
  if (to < 0) leaveStory();
  else goToStep(to);
}

function goToStep(at) {
  takeStep(at);
  keepStory(story.steps[at][0]);
}

function takeStep(at) {
  const [, , , view, , focus] = story.steps[at];
  Object.assign(story, { at, last: at });
  map.closePopup();
  tellStep(at);
  if (time) setRange(unsaidRange());
  moveToStep(view, focus);
  restOn(focus);
  map.getContainer().parentNode.classList.add("telling");
  story.panel.focus({ preventScroll: true });
}

function rangeOfDays(text) {
  const [from, to] = text.split("/").map(dayFromIso);
  return { from, to };
}

function tellStep(at) {
  const { panel, steps } = story;
  const [, title, text, , , focus] = steps[at];
  panel.hidden = false;
  panel.querySelector("h3").textContent = inWords(title);
  panel.querySelector(".told").textContent = text;
  panel.querySelector(".nth").textContent = filled(words.of_all, { n: at + 1, all: steps.length });
  panel.querySelector("[data-story=back]").disabled = at === 0;
  panel.querySelector("[data-story=on]").disabled = at === steps.length - 1;
  const about = panel.querySelector(".about");
  about.hidden = !focus;
  about.querySelector("a").href = `#${encodeURIComponent(focus)}`;
  about.querySelector("a").textContent = titleOf(focus) || entryOf(focus)?.querySelector(".title")?.textContent || "";
  lowerSheet();
}

// A step without a view shows what it is about, or the whole map.
function moveToStep(id, focus) {
  const view = views.find((one) => one.id === id);
  const drawn = !view && layersOf(focus)[0];
  const bounds = view ? view.bounds : drawn?.getBounds ? drawn.getBounds() : L.latLngBounds(data.whole);
  if (drawn?.getLatLng) map.setView(drawn.getLatLng(), Math.max(map.getZoom(), 7), { animate: false });
  else map.fitBounds(bounds, { ...margins(), animate: false });
}

function leaveStory() {
  closeStory();
  keepStory("");
  if (time) writeTime(); // the time that the step has set goes on
  story.key.focus({ preventScroll: true });
}

function closeStory() {
  story.at = -1;
  story.panel.hidden = true;
  map.getContainer().parentNode.classList.remove("telling");
  restOn("");
}

// The step stands in the address; what it sets need not.
function keepStory(id) {
  clearTimeout(viewRest); // the step moved the map, not the reader
  const keys = ["story", "at", "view", ...(id ? [""] : [])];
  keepHash(withPieces(location.hash, keys, id ? [["story", encodeURIComponent(id)]] : []));
}

// The number of the step that an address names; -1 where it names none of the story.
function stepIn(hash) {
  const id = textOf(hash, "story");
  return story ? story.steps.findIndex(([own]) => own === id) : -1;
}

// Go to the step that an address names, or close the story where it names none; gives the name of
// one that is not there.
function askedStory(hash) {
  const at = stepIn(hash);
  if (at < 0 && tellingPanel()) closeStory();
  else if (at >= 0 && story.at !== at) takeStep(at);
  return at < 0 && textOf(hash, "story") !== undefined ? textOf(hash, "story") || "?" : "";
}
