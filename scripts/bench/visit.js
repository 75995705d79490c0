// In a page before all else: tells on the console when the events show, and on being asked how
// long a popup and changes take. `visiting` says what bears the events on this page.
(() => {
const { waiting, peer, marks } = visiting;
const SMALL = [350, 225];
const red = ([r, g, b]) => r > 150 && g < 90 && b < 90;
let small = null;

// What a canvas of the graphics card has drawn can be read only while it is kept.
const { getContext } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.getContext = function get(kind, options) {
  const kept = String(kind).startsWith("webgl") ? { ...options, preserveDrawingBuffer: true } : options;
  return getContext.call(this, kind, kept);
};

// When the coming frame has been drawn.
function frameOver() {
  return new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
}

// Where events stand on canvases: pixels of their colour, on a smaller copy.
function pixels() {
  const canvases = [...document.querySelectorAll("canvas")].filter((one) => one.width > 300);
  if (!canvases.length) return [];
  small ||= Object.assign(document.createElement("canvas"), { width: SMALL[0], height: SMALL[1] });
  const sheet = getContext.call(small, "2d", { willReadFrequently: true });
  sheet.clearRect(0, 0, ...SMALL);
  for (const one of canvases) {
    const box = one.getBoundingClientRect();
    const [x, y] = [SMALL[0] / innerWidth, SMALL[1] / innerHeight];
    sheet.drawImage(one, box.x * x, box.y * y, box.width * x, box.height * y);
  }
  const { data } = sheet.getImageData(0, 0, ...SMALL);
  const found = [];
  for (let at = 0; at < data.length; at += 4) if (red(data.subarray(at, at + 3))) found.push(at / 4);
  return found;
}

// A word for what is shown of the events; empty for nothing.
function shown() {
  if (!marks) return pixels().join("-");
  const drawn = [...document.querySelectorAll(marks)].filter((one) => !one.matches(".left-out, .stacked"));
  return drawn.length ? `${drawn.length} ${drawn.slice(0, 500).map((one) => one.textContent)}` : "";
}

// When the frame was over that showed the last change; of what holds still no more comes.
async function rest(still) {
  let [seen, last] = ["", 0];
  for (;;) {
    const at = await frameOver();
    const now = shown();
    if (now !== seen || !last) last = at;
    seen = now;
    if (performance.now() - last > still && seen) return last;
  }
}

async function changes(acts) {
  const spent = [];
  const began = performance.now();
  for (const act of acts) {
    if (performance.now() - began > waiting * 500) break;
    const before = performance.now();
    act();
    spent.push((await rest(250)) - before);
  }
  return spent;
}

const named = (pattern, has) => Object.keys(window).find((key) => pattern.test(key) && window[key]?.[has]);
const steps = (from, to) => Array.from({ length: 8 }, (_, n) => Math.round(from + ((to - from) * (n + 1)) / 9));

// Ways through time, to be gone step by step; the last shows all that there is.
const times = {
  waybook() {
    const { from, to, choose } = waybook.time;
    return [...steps(from, to), to].map((day) => () => choose(from, day));
  },
  timeline() {
    const slider = window[named(/^timeline_slider_[0-9a-f]+$/, "setTime")];
    const { start, end } = window[named(/^timeline_[0-9a-f]+$/, "addTo")];
    return [...steps(start, end), end].map((at) => () => slider.setTime(at));
  },
  timestamped() {
    const time = window[named(/^map_[0-9a-f]+$/, "timeDimension")].timeDimension;
    const all = time.getAvailableTimes();
    return [...steps(0, all.length - 1), all.length - 1].map((n) => () => time.setCurrentTime(all[n]));
  },
};

const asked = {
  all: () => (peer === "waybook" || !times[peer] ? [] : changes(times[peer]().slice(-1))),
  time: () => (times[peer] ? changes(times[peer]().slice(0, -1)) : []),
  filter() {
    if (peer !== "waybook") return [];
    return changes(visiting.categories.map((name) => () => { location.hash = `category=${name}`; }));
  },
  // By a click on an event, where it opens a popup; ours is asked for the entry of one.
  async popup() {
    const spent = [];
    const began = performance.now();
    if (peer === "waybook") waybook.time.choose(waybook.time.from, waybook.time.to);
    for (let n = 0; n < 6 && performance.now() - began < waiting * 500; n += 1) {
      await new Promise((done) => setTimeout(done, 400));
      const open = said();
      const before = performance.now();
      if (peer === "waybook") waybook.open(`event-e${n}`);
      else click(n);
      const at = await frameOver();
      if (said() && said() !== open) spent.push(at - before);
    }
    return spent;
  },
};

const said = () => document.querySelector(".leaflet-popup-content")?.textContent;

function click(number) {
  const drawn = marks ? [...document.querySelectorAll(marks)].slice(0, 100) : pixels();
  const one = drawn[Math.floor((drawn.length * number) / 6)];
  let at = { x: ((one % SMALL[0]) + 0.5) * innerWidth / SMALL[0], y: (Math.floor(one / SMALL[0]) + 0.5) * innerHeight / SMALL[1] };
  if (marks) at = one.getBoundingClientRect();
  const place = { bubbles: true, cancelable: true, view: window, clientX: at.x + (at.width || 0) / 2, clientY: at.y + (at.height || 0) / 2 };
  const target = marks ? one : document.elementFromPoint(at.x, at.y);
  for (const kind of ["mousemove", "mousedown", "mouseup", "click"]) target.dispatchEvent(new MouseEvent(kind, place));
}

window.visit = {
  tell: async (what) => console.info(`visit:${what}:${JSON.stringify(await asked[what]())}`),
};
rest(500).then((at) => console.info(`visit:shown:${JSON.stringify([at])}`));
})();
