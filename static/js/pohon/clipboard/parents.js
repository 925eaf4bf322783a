/** Rows of a table that name their parent, by code or statement: put in tree order with their depth. Pure. */

export function placeByParent(rows) {
  const known = new Map();
  for (const row of rows) {
    for (const name of [row.said, row.text, row.kode].filter(Boolean).map(plain)) if (!known.has(name)) known.set(name, row);
  }
  const below = new Map(rows.map((row) => [row, []]));
  const tops = rows.filter((row) => {
    const parent = row.induk ? known.get(plain(row.induk)) : null;
    if (parent && parent !== row) below.get(parent).push(row);
    else if (row.induk) row.problems.push({ error: false, text: `Induk “${row.induk}” tidak ada di tabel; baris ini menjadi yang teratas.` });
    return !parent || parent === row;
  });
  const ordered = new Set();
  for (const row of tops) walk(row, below, ordered);
  for (const row of rows) {
    if (ordered.has(row)) continue;
    row.problems.push({ error: true, text: "Induknya berputar ke baris ini sendiri. Betulkan kolom induk." });
    walk(row, below, ordered);
  }
  return [...ordered];
}

function walk(top, below, ordered) {
  const waiting = [[top, 0]];
  while (waiting.length) {
    const [row, depth] = waiting.pop();
    if (ordered.has(row)) continue;
    ordered.add(Object.assign(row, { depth }));
    for (const child of [...below.get(row)].reverse()) waiting.push([child, depth + 1]);
  }
}

function plain(text) {
  return text.trim().toLowerCase().replace(/\s+/g, " ").replace(/\.$/, "");
}
