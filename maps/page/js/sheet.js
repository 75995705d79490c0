// Sheet: on a phone, and in a small frame, the list lies over the map at one of three heights.

const DRAG_PX = 6; // a finger that moves less has tapped
const narrow = matchMedia("screen and (max-width: 820px)");

function inSheet() {
  return document.documentElement.classList.contains("sheet");
}

function sheetHeight() {
  return document.documentElement.dataset.sheet;
}

function setSheet(name) {
  document.documentElement.dataset.sheet = name;
  dressSheet();
}

function dressSheet() {
  const bar = document.querySelector(".sheet-bar");
  if (!bar) return; // the list has not been read yet
  const low = sheetHeight() === "low";
  bar.hidden = !inSheet();
  // what lies under the edge of the window is out of reach for keys and readers as well
  document.getElementById("entries").inert = low;
  bar.querySelector(".grip").setAttribute("aria-expanded", String(!low));
  const taller = bar.querySelector(".taller");
  taller.hidden = low;
  taller.setAttribute("aria-pressed", String(sheetHeight() === "full"));
}

function raiseSheet() {
  if (inSheet() && sheetHeight() === "low") setSheet("half");
}

function lowerSheet() {
  if (inSheet()) setSheet("low");
}

// Whether there is a sheet depends on the window, which may change.
function fitSheet() {
  const root = document.documentElement;
  if (root.classList.contains("printing")) return; // paper is no phone, and what was open stays so
  const wanted = narrow.matches || root.classList.contains("compact");
  if (wanted === inSheet()) return;
  root.classList.toggle("sheet", wanted);
  if (wanted) return setSheet("low");
  delete root.dataset.sheet;
  dressSheet();
}

function startSheet() {
  const bar = document.querySelector(".sheet-bar");
  const grip = bar.querySelector(".grip");
  bar.querySelector(".taller").onclick = () => setSheet(sheetHeight() === "full" ? "half" : "full");
  grip.onkeydown = (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    setSheet(stepHeight(sheetHeight(), step));
  };
  document.getElementById("list").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !inSheet()) return;
    lowerSheet();
    grip.focus();
  });
  dragSheet(bar, grip);
  dressSheet();
  narrow.addEventListener("change", fitSheet);
}

function dragSheet(bar, grip) {
  const list = document.getElementById("list");
  let from = null;
  let moved = false;
  bar.onpointerdown = (event) => {
    if (event.target.closest(".taller")) return;
    from = { y: event.clientY, height: list.offsetHeight };
    moved = false;
    bar.setPointerCapture(event.pointerId);
  };
  bar.onpointermove = (event) => {
    if (!from) return;
    const height = from.height + from.y - event.clientY;
    moved ||= Math.abs(event.clientY - from.y) > DRAG_PX;
    if (!moved) return;
    list.classList.add("dragged");
    list.style.height = `${Math.min(sheetPixels(innerHeight).full, Math.max(SHEET_BAR_PX, height))}px`;
  };
  const drop = (event) => {
    if (!from) return;
    if (moved) setSheet(nearestHeight(list.offsetHeight, innerHeight));
    else if (event.type === "pointerup") toggleSheet();
    from = null;
    list.classList.remove("dragged");
    list.style.height = "";
  };
  bar.onpointerup = drop;
  bar.onpointercancel = drop;
  // a key or a screen reader clicks without a pointer
  grip.onclick = (event) => {
    if (event.detail === 0) toggleSheet();
  };
}

function toggleSheet() {
  setSheet(sheetHeight() === "low" ? "half" : "low");
}
