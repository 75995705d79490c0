"use strict";
// The desk: each new state of the case is shown where the reader stands.

const frame = document.getElementById("map");
const state = document.querySelector(".state");
const box = document.getElementById("findings");
const PLURALS = { error: "errors", warning: "warnings", note: "notes" };

let place = null; // where the reader stands on the map
let lost = false;

function follow() {
  const news = new EventSource("changes");
  news.onmessage = ({ data }) => show(JSON.parse(data));
  news.onerror = () => {
    lost = true;
    say("The command has ended or cannot be reached; the map is as it was.", true);
  };
}

function show(draft) {
  if (!draft.number) return;
  const stale = !draft.current;
  document.body.classList.toggle("stale", stale && draft.page);
  say(stateWords(draft), stale);
  list(draft.findings, stale);
  if (!stale || lost) reload();
  lost = false;
}

function say(words, fault) {
  state.textContent = words;
  state.classList.toggle("fault", fault);
}

function stateWords({ current, page, findings, seconds }) {
  const counts = Object.keys(PLURALS).flatMap((level) => counted(findings, level)).join(", ");
  if (current) return `Built in ${seconds} s${counts ? ` · ${counts}` : ""}`;
  return `${counts}: ${page ? "the map is the one before" : "no map yet"}`;
}

function counted(findings, level) {
  const number = findings.filter((one) => one.level === level).length;
  return number ? [`${number} ${number === 1 ? level : PLURALS[level]}`] : [];
}

function list(findings, open) {
  const before = box.querySelector("details");
  box.replaceChildren();
  box.hidden = !findings.length;
  const details = document.createElement("details");
  details.open = open || Boolean(before?.open);
  const summary = document.createElement("summary");
  summary.textContent = "Findings";
  const lines = document.createElement("ul");
  for (const { level, text } of findings) {
    const line = document.createElement("li");
    line.className = level;
    const word = document.createElement("b");
    word.textContent = level;
    line.append(word, ` ${text}`);
    lines.append(line);
  }
  details.append(summary, lines);
  box.append(details);
}

// The map is loaded anew at the address, the window and the place in the list that it had.
function reload() {
  const { waybook, location, document: page } = frame.contentWindow;
  if (waybook?.map) {
    const { lat, lng } = waybook.map.getCenter();
    const zoom = waybook.map.getZoom();
    place = { at: [lat, lng], zoom, top: page.getElementById("list")?.scrollTop || 0 };
  }
  frame.addEventListener("load", comeBack, { once: true });
  location.reload();
}

function comeBack() {
  const { waybook, document: page } = frame.contentWindow;
  if (!place || !waybook?.map) return;
  waybook.map.setView(place.at, place.zoom, { animate: false });
  const entries = page.getElementById("list");
  if (entries) entries.scrollTop = place.top;
}

follow();
