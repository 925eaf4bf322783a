/**
 * What test_editor_modules.py asks of the editor's pure modules. One expression: a function the test evaluates in the browser with
 * {check, ...arguments}; each check returns true or a sentence about what is wrong.
 */
async ({ check, count, text, texts, years, kept, rows, leaves }) => {
  const load = (name) => import(`/static/js/pohon/${name}.js`);
  const { Store } = await load("store");
  const operations = await load("operations");
  const rules = await load("rules");

  const dice = (seed) => {
    let state = seed;
    return () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
  };

  function kindBelow(parent, chance) {
    if (parent.jenis === "outcome") return "csf";
    return parent.jenis === "operasional" || chance < 0.3 ? "operasional" : "antara";
  }

  /** A random tree; the same size gives the same tree. */
  function grow(size) {
    const roll = dice(7);
    const simpul = [{ id: 1, induk: null, jenis: "outcome", pernyataan: "Outcome", versi: 1 }];
    for (let id = 2; id <= size; id += 1) {
      const parent = simpul[Math.floor(roll() * Math.min(simpul.length, 40))];
      simpul.push({ id, induk: parent.id, jenis: kindBelow(parent, roll()), pernyataan: `Simpul ${id}`, versi: 1 });
    }
    const store = new Store();
    store.load({ tahap: 5, boleh_ubah: true, instansi: { jenis: "kota" }, simpul });
    return store;
  }

  const measures = (simpul) => (simpul.indikator ?? []).map((one) => [one.nama, one.satuan || "", one.target || {}]);

  function picture(store) {
    return JSON.stringify(store.branch().map((key) => {
      const simpul = store.get(key);
      return [key, simpul.induk, simpul.jenis, simpul.pernyataan, simpul.keterangan || "", measures(simpul)];
    }));
  }

  function randomOperation(store, roll, i) {
    const pick = () => {
      const keys = store.branch();
      return keys[Math.floor(roll() * keys.length)];
    };
    const key = pick();
    const [first = null] = store.children(key);
    switch (Math.floor(roll() * 6)) {
      case 5: return operations.addBranch([
        { key: `b${i}`, induk: key, jenis: "antara", pernyataan: `Cabang ${i}`, indikator: [{ kunci: `q${i}`, nama: "Ukuran" }] },
        { key: `c${i}`, induk: `b${i}`, jenis: "antara", pernyataan: `Ranting ${i}` },
      ], key, first);
      case 0: return operations.add(`b${i}`, key, first, { jenis: "antara", pernyataan: `Baru ${i}` });
      case 1: return operations.edit(key, { pernyataan: `Ubah ${i}`, keterangan: "x" });
      case 2: return operations.edit(key, { indikator: [{ kunci: `p${i}`, nama: `Ukuran ${i}`, target: { 2026: "5" } }] });
      case 3: return key === store.root ? null : operations.remove(key);
      default: {
        const parent = pick();
        if (rules.whyNotMove(store, key, parent)) return null;
        const [after = null] = store.children(parent).filter((other) => other !== key);
        return operations.move(key, parent, after, { jenis: rules.kindUnder(store, key, parent) });
      }
    }
  }

  const perform = (store, ops) => ops.flatMap((op) => {
    const back = operations.inverse(store, op);
    operations.apply(store, op);
    return back;
  });

  const checks = {
    inverse() {
      const store = grow(60);
      const roll = dice(99);
      let tried = 0;
      for (let i = 0; i < 400; i += 1) {
        const before = picture(store);
        const op = randomOperation(store, roll, i);
        if (!op) continue;
        const back = perform(store, [op]);
        const after = picture(store);
        const again = perform(store, back);
        if (picture(store) !== before) return `undo of ${JSON.stringify(op)}`;
        perform(store, again);
        if (picture(store) !== after) return `redo of ${JSON.stringify(op)}`;
        tried += 1;
      }
      return tried > 200 || `only ${tried} tried`;
    },

    parts() {
      const store = grow(3);
      const [, key] = store.branch();
      const steps = [
        { kunci: "p1", nama: "Ukuran", satuan: "kasus", target: { 2025: "1", 2026: "2" } },
        { kunci: "p1", target: { 2026: "3" } },
        { kunci: "p1", hapus: true },
      ];
      const backs = steps.map((step) => perform(store, [operations.edit(key, { indikator: [step] })]));
      if (store.get(key).indikator.length) return "not deleted";
      perform(store, backs[2]);
      if (store.get(key).indikator[0].target[2026] !== "3") return "not restored";
      perform(store, backs[1]);
      if (store.get(key).indikator[0].target[2026] !== "2") return "old target lost";
      perform(store, backs[0]);
      return store.get(key).indikator.length === 0;
    },

    wire() {
      const store = grow(4);
      const know = {
        id: (key) => store.idOf(key) ?? key, versi: () => 3, partId: (kunci) => store.partId(kunci), nomor: () => 12,
      };
      return [
        operations.add("b1", "2", null, { jenis: "antara", pernyataan: "Baru" }),
        operations.move("3", "b1", "2", { jenis: "csf" }),
        operations.edit("2", { indikator: [{ kunci: "indikator:5", nama: "Lama" }, { kunci: "p1", nama: "Baru" }] }),
        { jenis: "pulihkan", key: "4", ref: "h1" },
      ].map((op) => operations.toWire(op, know));
    },

    rules() {
      const node = (id, induk, jenis) => ({ id, induk, jenis, pernyataan: `${id}`, versi: 1 });
      const store = new Store();
      const simpul = [
        node(1, null, "outcome"), node(2, 1, "csf"), node(3, 2, "antara"), node(4, 3, "antara"), node(5, 3, "operasional"),
        node(6, 5, "operasional"),
      ];
      store.load({ tahap: 2, boleh_ubah: true, simpul });
      const reasons = { stage: rules.whyNotChild(store, "2") };
      store.pohon.tahap = 3;
      return {
        ...reasons,
        root: rules.whyNotMove(store, "1", "2"),
        self: rules.whyNotMove(store, "3", "4"),
        children: rules.whyNotMove(store, "2", "6"),
        open: rules.whyNotMove(store, "5", "2"),
        parents: store.branch().filter((key) => !rules.whyNotMove(store, "5", key)),
        kinds: rules.kindsFor(store, "4"),
      };
    },

    async layout() {
      const { arrange, isStacked } = await load("layout");
      const store = grow(count);
      const { boxes } = arrange(store, (key) => 80 + (Number(key) % 4) * 18);
      if (boxes.size !== count) return `${boxes.size} boxes`;
      const list = [...boxes].sort(([, a], [, b]) => a.x - b.x);
      for (const [i, [key, box]] of list.entries()) {
        const parent = boxes.get(store.parent(key));
        if (parent && box.y < parent.y + parent.h) return `${key} is above its parent`;
        if (parent && isStacked(store, store.parent(key)) !== box.stacked) return `${key} is not stacked rightly`;
        for (let j = i + 1; j < list.length && list[j][1].x < box.x + box.w; j += 1) {
          const [other, there] = list[j];
          if (box.y < there.y + there.h && there.y < box.y + box.h) return `${key} and ${other} overlap`;
        }
      }
      return true;
    },

    async layoutRight() {
      const { arrange, neighbour } = await load("layout");
      const store = grow(count);
      const { boxes } = arrange(store, (key) => 80 + (Number(key) % 4) * 18, { right: true });
      if (boxes.size !== count) return `${boxes.size} boxes`;
      const columns = new Map();
      for (const [key, box] of boxes) {
        const parent = boxes.get(store.parent(key));
        if (parent && box.x < parent.x + parent.w) return `${key} is left of its parent`;
        columns.set(box.x, [...(columns.get(box.x) ?? []), [key, box]]);
        const [child] = store.children(key);
        if (child && store.parent(neighbour(boxes, store, key, "right")) !== key) return `right of ${key} is no child`;
        if (parent && neighbour(boxes, store, key, "left") !== store.parent(key)) return `left of ${key} is not its parent`;
      }
      for (const column of columns.values()) {
        column.sort(([, a], [, b]) => a.y - b.y);
        for (let i = 1; i < column.length; i += 1) {
          if (column[i][1].y < column[i - 1][1].y + column[i - 1][1].h) return `${column[i][0]} overlaps`;
          if (neighbour(boxes, store, column[i][0], "up") !== column[i - 1][0]) return `above ${column[i][0]} is another`;
        }
      }
      return true;
    },

    async filter() {
      const { Filter, choicesOf } = await load("filter");
      const { whyNotChild, whyNotMove, whyNotRemove } = rules;
      const store = grow(40);
      store.branch().forEach((key, i) => store.patch(key, { level_kinerja: i % 2 ? "operasional" : "", pengampu: i % 3 ? 5 : undefined }));
      store.patch("7", { crosscutting: [{ kunci: "x", mitra_luar: "Polisi" }] });
      store.openTo(2);
      const closed = store.visible.length;
      const list = (group, name) => (name === "level_kinerja" ? [["operasional", "Operasional"]] : []);
      const found = choicesOf(store, { list, units: [{ id: 5, nama: "Dinas" }, { id: 6, nama: "Lain" }] });
      store.setFilter(new Filter().with("level", "operasional", true));
      const shown = store.visible;
      const right = shown.every((key) => store.matches(key) || store.branch(key).some((one) => store.matches(one)));
      const all = store.branch().filter((key) => store.matches(key)).every((key) => shown.includes(key));
      const [match] = shown.filter((key) => store.matches(key));
      const refusals = [whyNotChild(store, match), whyNotMove(store, match, store.root), whyNotRemove(store, match)];
      store.patch(match, { level_kinerja: "" });
      const stays = store.visible.includes(match);
      const hidden = store.branch().find((key) => !store.isShown(key));
      store.setFilter(store.filter.with("unit", "5", true));
      const both = store.branch().filter((key) => store.matches(key)).every((key) => store.get(key).pengampu === 5);
      store.setFilter(store.filter.with("unit", "5", false).with("level", "operasional", false));
      const back = store.filter === null && store.visible.length === closed;
      store.setFilter(new Filter({ level: ["operasional"] }));
      store.reveal(hidden);
      return { found, right, all, refusals, stays, both, back, revealed: store.filter === null };
    },

    async mergeText() {
      const { mergeText } = await load("merge-text");
      return mergeText(...texts);
    },

    async merging() {
      const { take, overlap } = await load("merge");
      const store = grow(6);
      const base = new Map();
      const raw = (fields) => ({ id: 2, induk: 1, jenis: "csf", pernyataan: "Simpul 2", versi: 2, setelah: null, ...fields });
      take(store, base, raw({ versi: 1 }));
      store.patch("2", { pernyataan: "Milik saya" });
      const pending = new Set(["pernyataan"]);
      take(store, base, raw({ pernyataan: "Milik orang", keterangan: "Catatan" }), { pending });
      const node = store.get("2");
      if (node.pernyataan !== "Milik saya" || node.keterangan !== "Catatan" || node.versi !== 2) return JSON.stringify(node);
      base.set("2", store.adopt(raw({ versi: 1 })));
      const mine = operations.edit("2", { pernyataan: "Milik saya" });
      if (overlap(store, base, mine, raw({ keterangan: "Lain" })).length) return "another field is no conflict";
      return overlap(store, base, mine, raw({ pernyataan: "Lain" })).join() === "pernyataan";
    },

    async indented() {
      const { parseIndented } = await load("text/indented");
      return parseIndented(text, kept ? { keep: (line) => kept.includes(line) } : {});
    },

    async table() {
      const { detect, notesOf } = await load("clipboard/columns");
      const { parseCells } = await load("clipboard/table");
      const { rowsOf } = await load("clipboard/rows");
      const cells = parseCells(text);
      const found = detect(cells, years);
      return { kinds: found.kinds, rows: rowsOf(cells, found.kinds, found), notes: notesOf(cells, found, years) };
    },

    async plan() {
      const { planOf } = await load("clipboard/plan");
      const store = grow(2);
      const source = rows.map(([depth, said, jenis], i) => ({ line: i + 1, depth, text: said, jenis, soft: false, indikator: [], problems: [] }));
      const plan = planOf(source, store, "2", { leaves });
      const problems = plan.rows.flatMap((row) => row.problems.map((problem) => problem.text));
      return { rows: plan.rows.map((row) => [row.depth, row.text, row.jenis]), notes: plan.notes, problems };
    },

    async outbox() {
      const { Outbox } = await load("outbox");
      const store = grow(3);
      perform(store, [operations.add("b1", "2", null, { jenis: "antara", pernyataan: "Baru" })]);
      store.identify("b1", 77);
      const box = new Outbox("uji", store);
      const ops = [operations.edit("b1", { pernyataan: "Lain" }), operations.move("3", "b1", null)];
      box.save([{ kunci: "k", tried: false, wire: null, ops }], () => undefined);
      if ((await new Outbox("uji", store).adopt()).length) return "an open tab keeps its own";
      localStorage.setItem("uji:lama", localStorage.getItem(box.name));
      const [saved] = await box.adopt();
      box.save([], () => undefined);
      if (Object.keys(localStorage).some((name) => name.startsWith("uji"))) return "an empty queue leaves nothing";
      return saved.ops[0].key === "77" && saved.ops[1].induk === "77";
    },
  };
  return checks[check]();
};
