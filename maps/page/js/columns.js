// Columns: the entries of the list in their order, those that are put away as well, with what they
// bear of each facet and which conditions they fail.

const FOLDED_AT_ONCE = 200;
let listed = null; // once the list has been read: { refs, at, parts, bears, fails, outside, texts }

// Pure: what entries bear of a facet, from the values of each part of the list (0: a part whose
// entries cannot bear it). Those of entry i stand in `values` from `at[i]` to `at[i + 1]`.
function borneColumn(parts, lengths) {
  const [at, values] = [[0], []];
  parts.forEach((part, nth) => {
    for (let i = 0; i < lengths[nth]; i += 1) {
      const own = part ? part[i] : [];
      if (typeof own === "number") values.push(own);
      else values.push(...own);
      at.push(values.length);
    }
  });
  return { at: Uint32Array.from(at), values: Uint32Array.from(values) };
}

// Pure: sets in `fails` the bit of each facet that holds an entry back; one that it cannot bear does not.
function failFacets(fails, ticked, bears) {
  for (const [nth, wanted] of ticked) {
    const { at, values } = bears[nth];
    for (let i = 0; i < fails.length; i += 1) {
      let k = at[i];
      while (k < at[i + 1] && !wanted.includes(values[k])) k += 1;
      if (k === at[i + 1] && k > at[i]) fails[i] |= 1 << nth;
    }
  }
  return fails;
}

// Pure: by facet and value, how many entries bear it and pass all else: what ticking it would show.
function countBorne(bears, fails, outside, widths) {
  return bears.map(({ at, values }, nth) => {
    const counts = new Uint32Array(widths[nth]);
    for (let i = 0; i < fails.length; i += 1) {
      if (outside[i] || fails[i] & ~(1 << nth)) continue;
      for (let k = at[i]; k < at[i + 1]; k += 1) counts[values[k]] += 1;
    }
    return counts;
  });
}

// The parts of the list are its sections; one whose entries are put away has none in the page.
function readColumns({ facets, borne }) {
  const parts = [...document.querySelectorAll("#list section")].flatMap(partOf);
  const refs = parts.flatMap((part) => part.refs);
  let from = 0;
  for (const part of parts) [part.from, from] = [from, from + part.refs.length];
  const lengths = parts.map((part) => part.refs.length);
  listed = {
    refs,
    parts,
    at: new Map(refs.map((ref, nth) => [ref, nth])),
    bears: facets.map((_, nth) => borneColumn(borne[nth], lengths)),
    fails: new Uint32Array(refs.length),
    outside: new Uint8Array(refs.length),
    texts: [],
  };
}

function partOf(section) {
  const away = shelfPart(section);
  const standing = away ? [] : [...section.querySelectorAll("article[id]")];
  if (!away && !standing.length) return [];
  return [{ section, away, standing, refs: away ? away.refs : standing.map((one) => one.id) }];
}

// Whether a filter holds an entry back.
function isHeld(ref) {
  return Boolean(listed?.fails[listed.at.get(ref)]);
}

// Whether an entry stands in the list as it is narrowed now.
function isLeft(nth) {
  return !listed.fails[nth] && !listed.outside[nth];
}

function countLeft(from = 0, to = listed.refs.length) {
  let left = 0;
  for (let i = from; i < to; i += 1) left += isLeft(i);
  return left;
}

// The text of an entry without case and accents, made once.
function textAt(nth) {
  return (listed.texts[nth] ??= foldText(textOfEntry(listed.refs[nth])));
}

// While nothing else is to be done, so that the first search need not wait.
function foldAhead(from = 0) {
  const { length } = listed.refs;
  if (from >= length) return;
  const later = window.requestIdleCallback || ((act) => setTimeout(act, 50));
  later(() => {
    const to = Math.min(length, from + FOLDED_AT_ONCE);
    for (let i = from; i < to; i += 1) textAt(i);
    foldAhead(to);
  });
}
