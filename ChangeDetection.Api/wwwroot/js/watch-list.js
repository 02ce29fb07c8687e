// @ts-check
// The list of watches: what is listed, the live rows, adding, and what the buttons of a row do.

import { send, textOf } from "./api.js";
import { listenToBulk } from "./bulk-bar.js";
import { allowSending } from "./forms.js";
import { listenToKeys } from "./list-keys.js";
import { ListViewport } from "./list-viewport.js";
import { LiveConnection } from "./live.js";
import { ListFilters } from "./list-filters.js";
import { keepMoments } from "./moments.js";
import { QueueDrawer } from "./queue-drawer.js";
import { Selection } from "./selection.js";
import { toast, told } from "./toast.js";
import { fillRow, noteRow } from "./watch-row.js";

/** @typedef {import("./live.js").ListUpdate} ListUpdate */
/** @typedef {import("./live.js").WatchSummary} WatchSummary */

const table = /** @type {HTMLTableElement} */ (document.getElementById("watches"));
const body = table.tBodies[0];

/** @type {Map<string, import("./live.js").GroupView>} */
const groups = new Map();
const live = new LiveConnection(onUpdate);
const filters = new ListFilters(follow);
const selection = new Selection(() => filters.list, table);
const drawer = new QueueDrawer();
const viewport = new ListViewport(table, live, (row, watch) => {
  fillRow(row, watch, groups);
  selection.mark(row, watch.label);
});

/** For tests and the curious: the page's model and whether it equals the server's. */
/** @type {any} */ (window).live = live;

document.getElementById("pages")?.remove();
keepMoments();
listenToForm();
listenToBulk(live, selection, filters);
listenToKeys(viewport, selection);
body.addEventListener("click", onClick);
viewport.start(Number(table.dataset.first));
live.list = filters.list;
live.wanted = viewport.wanted();
live.open();

/** What is listed has changed: the top of another list. */
function follow() {
  selection.listChanged();
  viewport.toTop();
  const { first, count } = viewport.wanted();
  live.follow(filters.list, first, count);
}

/** @param {ListUpdate} update */
function onUpdate(update) {
  if (update.groups) {
    groups.clear();
    for (const group of update.groups) groups.set(group.id, group);
    filters.showGroups(update.groups);
  }
  if (update.counts) filters.showCounts(update.counts);
  if (update.totals) showTotals(update.totals);
  if (update.notices) showNotices(update.notices);
  viewport.update(update);
  for (const [id, note] of Object.entries(update.notes ?? {})) {
    const row = viewport.rowOf(id);
    if (row) noteRow(row, note);
  }
  selection.showCount(update.count);
  showEmpty(update);
}

/** @param {ListUpdate} update */
function showEmpty(update) {
  part("empty").hidden = update.count > 0;
  if (update.totals) {
    part("empty-all").hidden = update.totals.watches > 0;
    part("empty-some").hidden = update.totals.watches === 0;
  }
}

/** @param {Record<string, number>} totals */
function showTotals(totals) {
  for (const place of document.querySelectorAll("[data-total]")) {
    const text = String(totals[/** @type {HTMLElement} */ (place).dataset.total ?? ""]);
    if (place.textContent !== text) place.textContent = text;
  }
  drawer.note(totals.queued);
  document.title = totals.unread > 0 ? `(${totals.unread}) Watches – ChangeDetection` : "Watches – ChangeDetection";
}

/** @param {string[]} notices */
function showNotices(notices) {
  part("notices").replaceChildren(...notices.map((text) => Object.assign(document.createElement("p"), { className: "notice", textContent: text })));
}

function listenToForm() {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("add"));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("url"));
  const problem = part("add-problem");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    field.removeAttribute("aria-invalid");
    const typed = field.value;
    try {
      const watch = await send("POST", "watches", { url: withScheme(typed.trim()) });
      if (!filters.isUsual) toast(`${watch.label} is watched now.`);
      // What was typed while the server answered stays.
      if (field.value === typed) field.value = "";
    } catch (failure) {
      field.setAttribute("aria-invalid", "true");
      problem.textContent = textOf(failure);
    }
    field.focus();
  });
  allowSending(form);
}

/** @param {string} address */
function withScheme(address) {
  return /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|\?|#|$)/.test(address) ? `https://${address}` : address;
}

/** @param {MouseEvent} event */
async function onClick(event) {
  const control = /** @type {Element} */ (event.target).closest("[data-act]");
  const row = /** @type {HTMLTableRowElement | null | undefined} */ (control?.closest("tr"));
  if (!control || !row) return;
  if (control instanceof HTMLInputElement) await selection.pick(row.dataset.watch ?? "", control.checked, event.shiftKey ? viewport : null);
  if (!(control instanceof HTMLButtonElement)) return;
  control.disabled = true;
  await told(() => act(control.dataset.act ?? "", row));
  control.disabled = false;
}

/**
 * @param {string} name
 * @param {HTMLTableRowElement} row
 */
async function act(name, row) {
  const id = row.dataset.watch ?? "";
  const path = `watches/${id}`;
  if (name === "recheck") await send("POST", `${path}/recheck`);
  else if (name === "pause") fillRow(row, (await send("PATCH", path, { isPaused: row.dataset.paused !== "true" })).summary, groups);
  else if (name === "mute") fillRow(row, (await send("PATCH", path, { isMuted: row.dataset.muted !== "true" })).summary, groups);
  else if (name === "delete" && confirm(`Delete "${row.querySelector(".label")?.textContent}" with its whole history?`)) {
    await send("DELETE", path);
    selection.forget(id);
    viewport.takeAway(id);
  }
}

/** @param {string} id */
function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

