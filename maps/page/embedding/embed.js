// The snippet follows what is chosen; text goes in as text, and into the snippet escaped.
"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const snippet = find("snippet");
  const example = find("example");
  const fields = ["address", "height", "compact"].map(find);
  for (const part of document.querySelectorAll(".fields, .copy")) part.hidden = false;

  const escaped = (text) =>
    text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function follow() {
    const [address, height, compact] = [fields[0].value.trim(), fields[1].valueAsNumber, fields[2].checked];
    const px = Number.isFinite(height) ? Math.round(Math.min(2000, Math.max(240, height))) : 560;
    const [, page, entry] = /^([^#]*)#?(.*)$/s.exec(address);
    const join = page.includes("?") ? "&" : "?";
    const source = `${page}${compact ? `${join}compact` : ""}${entry ? `#${entry}` : ""}`;
    example.height = px;
    const shown = `map.html${compact ? "?compact" : ""}`;
    if (example.getAttribute("src") !== shown) example.setAttribute("src", shown);
    snippet.value = first
      .replace(/src="[^"]*"/, () => `src="${escaped(source)}"`)
      .replace(/height="\d+"/, () => `height="${px}"`)
      .replace(/href="[^"]*"/, () => `href="${escaped(address)}"`);
    const folder = page.replace(/[^/]*$/, "");
    for (const [area, text] of others) {
      area.value = text
        .replaceAll(`${place}map.html`, () => escaped(page))
        .replaceAll(place, () => escaped(folder));
    }
  }

  const first = snippet.value;
  const place = "https://example.org/";
  const others = [...document.querySelectorAll(".other")].map((area) => [area, area.value]);
  for (const field of fields) field.oninput = follow;
  find("copy").onclick = async () => {
    snippet.select();
    const copied = await navigator.clipboard?.writeText(snippet.value).then(() => true, () => false);
    document.querySelector(".copy [role=status]").textContent = copied ? "Copied" : "Selected: press Ctrl+C";
  };
})();
