/**
 * What test_editor_banding.py asks of the pure modules of the comparison. One expression: a function the test evaluates in the
 * browser with {check, ...arguments}.
 */
async ({ check, before, after, texts, filter, top, opened, order }) => {
  const load = (name) => import(`/static/js/pohon/${name}.js`);
  const { Side, sideOfStore } = await load("compare/side");
  const { compare } = await load("compare/diff");
  const choices = {
    label: (group, name, value) => `${name}=${value}`, unitName: (id) => (id ? `Unit ${id}` : ""), unitShort: (id) => (id ? `U${id}` : ""),
  };

  const checks = {
    marks() {
      const { marks } = compare(new Side(before), new Side(after), choices);
      return Object.fromEntries([...marks].map(([id, mark]) => [id, mark]));
    },

    async lines() {
      const { linesOf, spanOf, countsOf } = await load("compare/lines");
      const difference = compare(new Side(before), new Side(after), choices);
      const span = spanOf(difference, top ?? null);
      const lines = linesOf(difference, span, { filter, opened: new Set(opened) });
      return { counts: countsOf(difference, span), lines: lines.map(({ id, depth, fold }) => (fold ? [depth, fold.count] : [depth, id])) };
    },

    async words() {
      const { markWords } = await load("compare/word-marks");
      return markWords(...texts).map(({ what, text }) => [what, text]);
    },

    async staying() {
      const { staying } = await load("compare/sequence");
      return order.map(([was, now]) => [...staying(was, now)].sort());
    },

    /** The tree of the store, changed here, against the tree it was loaded with. */
    async now() {
      const { Store } = await load("store");
      const operations = await load("operations");
      const store = new Store();
      store.load(before);
      const fresh = compare(new Side(before), sideOfStore(store, choices), choices).marks.size;
      const ops = [
        operations.add("b1", "1", null, { jenis: "csf", pernyataan: "Baru" }),
        operations.edit("2", { indikator: [{ kunci: "indikator:5", target: { 2026: "1.234,5" } }, { kunci: "p1", nama: "Lain" }] }),
      ];
      for (const op of ops) operations.apply(store, op);
      store.insert({ key: "b2", id: null, draft: true, jenis: "csf", pernyataan: "" }, "1");
      const { marks } = compare(new Side(before), sideOfStore(store, choices), choices);
      store.identify("b1", 77);
      const saved = compare(new Side(before), sideOfStore(store, choices), choices);
      return { fresh, marks: [...marks].map(([id, { what }]) => [id, what]), parts: marks.get("2").parts.map(({ what }) => what), saved: [...saved.marks.keys()] };
    },
  };
  return checks[check]();
};
