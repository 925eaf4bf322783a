// Whether and where words occur in a text, whatever their case and accents; as lib/cari.py does on the server.

// A letter as compared: without case, accents and typographic marks.
const MARKS = { "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "ø": "o" };

export function fold(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[–—‘’“”ø]/g, (mark) => MARKS[mark]);
}

export function wordsOf(text) {
  return [...new Set(fold(text).split(/\s+/).filter(Boolean))];
}

// Whether every word occurs in one of the texts.
export function occurs(words, ...texts) {
  const folded = texts.map(fold);
  return words.every((word) => folded.some((text) => text.includes(word)));
}

// Which characters of a text belong to one of the words.
function hitsIn(letters, words) {
  const at = []; // the character each folded letter came from
  let plain = "";
  letters.forEach((letter, i) => {
    const folded = fold(letter);
    plain += folded;
    at.push(...Array.from({ length: folded.length }, () => i));
  });
  const hits = new Set();
  for (const word of words) {
    for (let from = plain.indexOf(word); from >= 0; from = plain.indexOf(word, from + word.length)) {
      for (let i = from; i < from + word.length; i += 1) hits.add(at[i]);
    }
  }
  return hits;
}

// The text as strings and <mark> elements; one longer than `length` begins shortly before the first word.
export function marked(text, words, length = 220) {
  const letters = [...text];
  const hits = hitsIn(letters, words);
  const first = hits.size ? Math.min(...hits) : 0;
  const start = letters.length > length && first > length - 60 ? first - 40 : 0;
  const end = Math.min(letters.length, start + length);
  const parts = start ? ["…"] : [];
  for (let i = start; i < end; ) {
    let until = i + 1;
    while (until < end && hits.has(until) === hits.has(i)) until += 1;
    const run = letters.slice(i, until).join("");
    if (hits.has(i)) {
      const mark = document.createElement("mark");
      mark.textContent = run;
      parts.push(mark);
    } else parts.push(run);
    i = until;
  }
  if (end < letters.length) parts.push("…");
  return parts;
}
