/**
 * The editor of one tree: makes the parts and ties them together.
 *
 * Expects templates/pohon/editor.html, with <script type="application/json" id="data-editor"> holding pohon, pengguna, alamat (API),
 * csrf, pilihan, unit, tahun, bagian, hubungan, masuk (address of the sign-in page), reviu
 * (address where the tree is submitted).
 */
import { Api } from "./api.js";
import { Arriving } from "./arriving.js";
import { Chart } from "./chart.js";
import { checkerOf } from "./checking.js";
import { Commands } from "./commands.js";
import { CompareView } from "./compare/compare-view.js";
import { resolverOf, watchConflicts } from "./conflicts.js";
import { confirm, pick } from "./dialog.js";
import { Drag } from "./drag.js";
import { FilterPanel } from "./filter-panel.js";
import { Head } from "./head.js";
import { History } from "./history.js";
import { Keyboard } from "./keyboard.js";
import { Choices } from "./levels.js";
import { Links } from "./links.js";
import { Matrix } from "./matrix/matrix.js";
import { Minimap } from "./minimap.js";
import { Outline } from "./outline.js";
import { Panel } from "./panel/panel.js";
import { Pointer } from "./pointer.js";
import { Presence } from "./presence.js";
import { Reading } from "./reading.js";
import { Reasons } from "./reasons.js";
import { Scope } from "./scope.js";
import { readSetting, writeSetting } from "./settings.js";
import { Settling } from "./settling.js";
import { Stages } from "./stages.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";
import { talkTo } from "./talk.js";
import { TextView } from "./text/text-view.js";
import { TitleEditor } from "./title-editor.js";
import { Touchbar } from "./touchbar.js";
import { Trash } from "./trash.js";
import { Views } from "./views.js";

const data = JSON.parse(document.getElementById("data-editor").textContent);
const find = (id) => document.getElementById(id);
const OPEN_LEVELS = 3;

const store = new Store();
const choices = new Choices(data);
const api = new Api(data.alamat, data.csrf);
const { say, warn, offer } = talkTo(find("ed-live"));

// --- saving --------------------------------------------------------------------------------------------------

const sync = new Sync(store, api, { name: `pokin:antrean:${data.pohon}:${data.pengguna}`, resolve: resolverOf({ store, choices }) });
const history = new History(store, { send: (ops) => sync.push(ops), say, warn });
const titles = new TitleEditor(store, () => views.current.redraw.flush());
const links = new Links({ store, parts: data.hubungan, csrf: data.csrf });
const commands = new Commands({ store, choices, history, titles, links, say, warn, offer, confirm, pick });
const head = new Head({ store, choices, signIn: data.masuk });

// --- views -----------------------------------------------------------------------------------------------------

const chart = new Chart(find("ed-bagan"), {
  store, choices, titles,
  onZoom: (k) => { find("ed-zoom-text").textContent = `${Math.round(k * 100)}%`; },
});
new Minimap(find("ed-minimap"), { chart, store, choices });
const outline = new Outline(find("ed-kerangka"), {
  store, choices, titles, commands, links, years: data.tahun, openPanel: (tab) => panel.open(tab), chooser: find("ed-columns"),
});
const text = new TextView(find("ed-teks"), { store, history, warn, say });
const reading = new Reading(find("ed-baca"), { store, choices, years: data.tahun, open: () => panel.open() });
const matrix = new Matrix(find("ed-matriks"), {
  store, links, choices, warn, say, offer, open: (tab) => panel.open(tab), search: () => actions.search(), toStages: () => find("ed-stages").querySelector("[aria-current] button").focus(),
});
const comparison = new CompareView(find("ed-banding"), {
  store, choices, api, review: data.reviu, say,
  goto: (key) => {
    lead(key);
    views.show("bagan");
  },
});
const views = new Views({ bagan: chart, kerangka: outline, matriks: matrix, teks: text, baca: reading, banding: comparison }, {
  onSwitch: (name) => {
    if (titles.key !== null) commands.writing.endTitle();
    find("ed-zoom").hidden = name !== "bagan";
    find("ed-body").dataset.view = name;
    if (store.has(store.focus)) store.reveal(store.focus); // Baca leads to simpul in closed branches too
  },
});
const { check, checkSoon } = checkerOf(store, api);
const reasons = new Reasons({ store, api, check, say, warn });
const settling = new Settling({ store, reasons, choices, commands, open: (tab, path) => panel.reach(tab, path), basis: find("ed-stages").querySelector("a").href, review: find("ed-stages").querySelector("[data-review]").href, flush: () => views.current.redraw.flush() });
const panel = new Panel(find("ed-panel"), {
  store, choices, commands, settling, api, years: data.tahun, parts: data.bagian, toggle: find("ed-toggle-panel"), back: () => views.current.focus(),
});

const shortcuts = find("ed-shortcuts");
shortcuts.addEventListener("keydown", (event) => event.stopPropagation());
const letters = find("ed-letters");
letters.checked = readSetting("pokin:huruf") !== "mati";
letters.addEventListener("change", () => writeSetting("pokin:huruf", letters.checked ? "hidup" : "mati"));

new FilterPanel(find("ed-filter"), find("ed-filter-line"), { store, choices, say, back: () => views.current.focus() });
const scope = new Scope(find("ed-scope"), { store, say, back: () => views.current.focus() });
const actions = {
  undo: () => history.undo(),
  redo: () => history.redo(),
  zoomIn: () => chart.step(1),
  zoomOut: () => chart.step(-1),
  zoomReset: () => chart.actualSize(),
  fit: () => chart.fit(),
  inChart: () => views.name === "bagan",
  fitBranch: (key) => chart.fitBranch(key),
  turn: () => say(turnTold(chart.turn())),
  trash: () => trash.open(),
  search: () => commands.search().then(() => views.current.focus()),
  shortcuts: () => shortcuts.showModal(),
  togglePanel: () => panel.flip(),
  openPanel: () => panel.open(),
  findings: () => panel.open("simpul"),
  scope: (key) => scope.flip(key),
  menu: (key) => pointer.menu(key),
};
function turnTold(right) {
  find("ed-turn").setAttribute("aria-pressed", String(right));
  return right ? "Bagan dari kiri ke kanan." : "Bagan dari atas ke bawah.";
}
turnTold(chart.right);
document.addEventListener("click", (event) => {
  const command = event.target.closest("[data-command]")?.dataset.command;
  if (command) actions[command]();
});

const pointer = new Pointer({ store, commands, views, actions, say, warn });
new Keyboard({ store, commands, history, views, actions, say, letters: () => letters.checked });
new Drag({ store, commands, views, say });
new Touchbar(find("ed-touchbar"), { store, commands, pointer, panel });

const level = find("ed-level");
function drawLevels() {
  const deepest = Math.max(store.deepest, 2);
  if (level.options.length === deepest) return;
  level.replaceChildren(new Option("Buka sampai…", ""), ...Array.from({ length: deepest - 1 }, (_, i) => new Option(i + 2 === deepest ? "Buka semua" : `Buka sampai level ${i + 2}`, i + 2)));
}
level.addEventListener("change", () => {
  if (level.value) store.openTo(Number(level.value));
  level.value = "";
  views.current.focus();
});
store.on("tree", drawLevels);
store.on("history", () => {
  for (const [name, can] of [["undo", history.canUndo], ["redo", history.canRedo]]) {
    document.querySelector(`[data-command="${name}"]`)?.toggleAttribute("disabled", !can);
  }
});

// --- findings and stages ------------------------------------------------------------------------------------------

/** Resolves true once the queue is empty, false after ten seconds. */
function settled() {
  if (titles.key !== null) commands.writing.endTitle();
  return new Promise((done) => {
    const until = Date.now() + 10_000;
    const look = () => {
      if (sync.queue.length === 0) done(true);
      else if (Date.now() > until) done(false);
      else setTimeout(look, 60);
    };
    look();
  });
}

async function reload() {
  await sync.reload();
  await check();
}

function lead(key) {
  store.reveal(key);
  store.setFocus(key);
}

const stages = new Stages(find("ed-stages"), {
  store, api, settling, settled, warn, say, reload,
  goto: (key) => {
    lead(key);
    panel.open("simpul");
  },
});
const trash = new Trash({ store, api, settled, reload, say, warn, goto: lead });
const arriving = new Arriving({ store, lead, back: () => views.current.focus(), warn, pohon: data.pohon });

// --- what the server says -------------------------------------------------------------------------------------------

links.on("links", ({ changed }) => {
  if (changed === undefined) return;
  panel.again(changed);
  checkSoon();
});
find("ed-panel").addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "get") return; // the panel's own parts link too
  links.refresh();
  checkSoon();
});

sync.on("state", (state) => head.show(state));
sync.on("drained", () => checkSoon({ part: true }));
sync.on("changed", (news) => {
  const names = [...new Set(news.map(({ oleh }) => oleh.nama))];
  say(`${names.join(", ")} mengubah pohon ini.`);
  checkSoon({ part: true });
});
new Presence(find("ed-people"), { store, api, sync, say });
watchConflicts({ sync, store, history, titles, outline, panel, say });

const answer = await sync.start();
find("ed-loading").remove();
if (answer.status === 200) {
  store.openTo(OPEN_LEVELS);
  store.setFocus(store.root);
  store.emit("history");
  if (store.pohon.boleh_ubah) head.show({ name: "tersimpan", waiting: 0, time: null });
  stages.draw();
  arriving.atAddress();
  check();
} else {
  find("ed-bagan").replaceChildren();
  warn(answer.data?.pesan ?? "Pohon tidak dapat dimuat. Periksa jaringan, lalu muat ulang halaman.");
}
document.documentElement.dataset.editor = "siap";
