// Pieces: what stands behind "#" of an address, joined by "&": the id of an entry, and "key=text".

// Pure: the pieces in their order, each its key and its text as written; an entry has the key "".
function piecesOf(hash) {
  return hash.replace(/^#/, "").split("&").filter(Boolean).map((piece) => {
    const at = piece.indexOf("=");
    return at < 0 ? ["", piece] : [piece.slice(0, at), piece.slice(at + 1)];
  });
}

// Pure: the text of the first piece of a key; undefined where there is none.
function textOf(hash, key) {
  const found = piecesOf(hash).find(([own]) => own === key);
  return found && decodeURIComponentSafely(found[1]);
}

// Pure: the address with other pieces in the place of all that have one of these keys; the entry
// comes first. Texts are as they are to be written.
function withPieces(hash, keys, pieces) {
  const all = [...piecesOf(hash).filter(([key]) => !keys.includes(key)), ...pieces].filter(([key, text]) => key || text);
  const written = [...all.filter(([key]) => !key), ...all.filter(([key]) => key)];
  return written.length ? `#${written.map(([key, text]) => (key ? `${key}=${text}` : text)).join("&")}` : "";
}

function decodeURIComponentSafely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Put another address in the place of the page's.
function keepAddress(address) {
  try {
    history.replaceState(null, "", address);
  } catch {
    // a page in a frame without an origin of its own has no address to write
  }
}

function keepHash(hash) {
  keepAddress(hash || location.pathname + location.search);
}
