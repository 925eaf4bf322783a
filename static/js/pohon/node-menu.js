/** The menu of a simpul: everything that can be done to it, each with its key and, where it cannot be done now, the reason. Pure. */
import { KIND_NAMES, childKinds, kindsFor, whyNotKind, whyNotRemove, whyNotWrite } from "./rules.js";

export function itemsFor(key, { store, commands, actions }) {
  const detail = { text: "Buka rincian", keys: "I", act: () => actions.openPanel() };
  const fold = store.children(key).length && {
    text: store.isOpen(key) ? "Lipat cabang" : "Buka cabang", keys: "Spasi", act: () => store.fold(key),
  };
  const isRoot = key === store.root;
  const alone = !isRoot && {
    text: store.scope === key ? "Tampilkan seluruh pohon" : "Lihat cabang ini saja", keys: "F", act: () => actions.scope(key),
  };
  const fit = actions.inChart() && store.openChildren(key).length > 0 && { text: "Paskan cabang ini di layar", act: () => actions.fitBranch(key) };
  if (!store.pohon.boleh_ubah) return [detail, fold, alone, fit].filter(Boolean);
  const rootWhy = isRoot ? "Outcome selalu di puncak pohon." : "";
  const { jenis } = store.get(key);
  const more = (kind) => ({
    text: `Tambah ${KIND_NAMES[kind] === "CSF" ? "CSF" : KIND_NAMES[kind].toLowerCase()} di bawahnya`,
    keys: childKinds(jenis)[0] === kind ? "Tab" : "", why: whyNotKind(store, kind), act: () => commands.writing.addChild(key, kind),
  });
  const { cited } = commands.copying;
  const others = kindsFor(store, key).filter((kind) => kind !== jenis);
  return [
    { text: "Sunting pernyataan", keys: "F2", act: () => commands.writing.editTitle(key) },
    detail,
    ...childKinds(jenis).map(more),
    !isRoot && { text: "Tambah saudara di bawahnya", keys: "Enter", act: () => commands.writing.addSibling(key) },
    !isRoot && { text: "Tambah saudara di atasnya", keys: "Shift+Enter", act: () => commands.writing.addSibling(key, { above: true }) },
    null,
    ...others.map((kind) => ({ text: `Jadikan ${KIND_NAMES[kind].toLowerCase()}`, act: () => commands.setKind(key, kind) })),
    { text: "Naikkan", keys: "Alt+Shift+↑", why: rootWhy || (store.previous(key) === null ? "Sudah yang pertama." : ""), act: () => commands.moving.shift(-1, key) },
    { text: "Turunkan", keys: "Alt+Shift+↓", why: rootWhy || (store.next(key) === null ? "Sudah yang terakhir." : ""), act: () => commands.moving.shift(1, key) },
    { text: "Masukkan ke saudara di atasnya", keys: "Alt+Shift+→", why: rootWhy, act: () => commands.moving.indent(key) },
    { text: "Keluarkan satu tingkat", keys: "Alt+Shift+←", why: rootWhy, act: () => commands.moving.outdent(key) },
    { text: "Pindahkan ke induk lain…", keys: "M", why: rootWhy, act: () => commands.moving.moveDialog() },
    null,
    { text: "Salin", keys: "Ctrl+C", act: () => document.execCommand("copy") || commands.copying.copy() },
    !isRoot && { text: "Potong", keys: "Ctrl+X", act: () => document.execCommand("cut") || commands.copying.copy(null, { cut: true }) },
    commands.copying.held !== null && { text: "Tempel di sini", keys: "Ctrl+V", act: () => commands.copying.put() },
    { text: "Tempel dari Excel atau teks…", act: () => commands.pasting.open("", key) },
    cited.length > 0 && {
      text: "Tempel sebagai acuan (crosscutting)", keys: "Ctrl+Shift+V", why: commands.referring.whyNot(cited, key), act: () => commands.referring.refer(cited, key),
    },
    !isRoot && { text: "Gandakan", keys: "Ctrl+D", act: () => commands.copying.duplicate() },
    null,
    fold,
    alone,
    fit,
    { text: "Hapus", keys: "Delete", danger: true, why: whyNotWrite(store) || whyNotRemove(store, key), act: () => commands.removing.remove() },
  ].filter((item) => item === null || Boolean(item));
}
