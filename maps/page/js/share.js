// Share: the view in the address, links and snippets of what is seen, and word to a page around this one.

const VIEW_REST_MS = 250;
const TOUCH_MS = 2000; // a move this soon after a touch, a wheel or a key was the reader's own
let touched = -Infinity;
let viewRest;

function startShare() {
  for (const kind of ["pointerdown", "pointerup", "wheel", "keydown"]) {
    map.getContainer().addEventListener(kind, () => (touched = performance.now()), { capture: true, passive: true });
  }
  map.on("moveend", () => {
    if (performance.now() - touched > TOUCH_MS) return;
    clearTimeout(viewRest);
    viewRest = setTimeout(() => keepView("at", viewText(map.getCenter().wrap(), map.getZoom())), VIEW_REST_MS);
  });
  map.on("popupopen", () => tellParent({ selected: openedEntry() }));
  map.on("popupclose", () => tellParent({ selected: "" }));
  tellHeight();
  addEventListener("resize", tellHeight);
}

// The window of the map in an address: "at=130.6412,42.4217,9" (lon, lat, zoom) or the id of a view.
function keepView(key, text) {
  clearTimeout(viewRest); // a move that led here is not told as well
  keepHash(withPieces(location.hash, ["at", "view"], key ? [[key, encodeURIComponent(text).replaceAll("%2C", ",")]] : []));
}

// Pure: a position and a zoom as an address has them.
function viewText({ lat, lng }, zoom) {
  return [lng.toFixed(4), lat.toFixed(4), zoom.toFixed(2)].map(Number).join(",");
}

// Pure: the view that an address asks for: `{ id }`, `{ lon, lat, zoom }`, or null.
function readView(hash) {
  const id = textOf(hash, "view");
  if (id !== undefined) return { id };
  const [lon, lat, zoom, ...more] = (textOf(hash, "at") || "").split(",").map((one) => (one.trim() ? Number(one) : NaN));
  const sound = !more.length && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 30;
  return sound ? { lon, lat, zoom } : null;
}

// Go where an address says; gives what of it the page does not have.
function askedView(hash) {
  const asked = readView(hash);
  if (!asked) return textOf(hash, "at") === undefined ? "" : textOf(hash, "at") || "?";
  if (asked.id === undefined) {
    map.setView([asked.lat, nearestTurn(asked.lon)], asked.zoom, { animate: false });
    return "";
  }
  const view = views.find((one) => one.id === asked.id);
  if (!view) return asked.id || "?";
  map.fitBounds(view.bounds, { ...margins(), animate: false });
  return "";
}

// A map across the date line runs on past 180.
function nearestTurn(lon) {
  const middle = L.latLngBounds(data.whole).getCenter().lng;
  return lon + 360 * Math.round((middle - lon) / 360);
}

function startShareKeys() {
  const box = document.querySelector(".share");
  box.hidden = location.protocol === "about:"; // a page without an address has none to share
  const said = box.querySelector("[role=status]");
  const copy = async (text) => {
    const copied = await copyText(text);
    sayIn(said, () => (copied ? words.copied : words.copy_by_hand));
    const field = box.querySelector("input");
    field.hidden = copied;
    if (!copied) Object.assign(field, { value: text }).select();
  };
  box.querySelector("[data-share=link]").onclick = () => copy(hereAddress());
  box.querySelector("[data-share=embed]").onclick = () => copy(embedSnippet(data.snippet, hereAddress()));
}

// The entry whose popup is open; empty without one.
function openedEntry() {
  return (popup.isOpen() && popup.getElement()?.querySelector(".quote")?.dataset.ref) || "";
}

// The address of what is seen, the window of the map and what is opened on it included.
function hereAddress() {
  const address = new URL(location.href);
  const opened = openedEntry();
  const seen = isHeld(opened) ? "" : opened; // an address that names it would lift the filters
  const keys = ["at", "view", ...(seen ? [""] : [])];
  address.hash = withPieces(address.hash, keys, [["", seen], ["at", viewText(map.getCenter().wrap(), map.getZoom())]]);
  return address.href;
}

// Pure: the frame that shows an address in its compact form, as text for another page.
function embedSnippet(frame, href) {
  const safe = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const short = new URL(href);
  short.searchParams.set("compact", "");
  const compact = short.href.replace("compact=&", "compact&").replace(/compact=(?=#|$)/, "compact");
  const addresses = { address: safe(href), compact: safe(compact) };
  return frame.replace(/\{(address|compact)\}/g, (_, name) => addresses[name]);
}

async function copyText(text) {
  // a frame may not be let to the clipboard, and a browser complains of the mere attempt
  const may = document.featurePolicy?.allowsFeature("clipboard-write") ?? true;
  return Boolean(may && (await navigator.clipboard?.writeText(text).then(() => true, () => false)));
}

// A page around this one may fit the frame and follow what is opened; it is told ids and a height.
function tellParent(message) {
  if (window.parent !== window) window.parent.postMessage({ waybook: 1, ...message }, "*");
}

function tellHeight() {
  tellParent({ height: document.documentElement.scrollHeight });
}
