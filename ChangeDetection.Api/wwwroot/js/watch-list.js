// @ts-check
// The list of watches: live rows, adding, and what the buttons of a row do.

import { Problem, send } from "./api.js";
import { LiveConnection } from "./live.js";
import { keepMoments } from "./moments.js";
import { toast } from "./toast.js";
import { fillRow, noteRow } from "./watch-row.js";

/** @typedef {import("./live.js").WatchSummary} WatchSummary */

const table = /** @type {HTMLTableElement} */ (document.getElementById("watches"));
const body = table.tBodies[0];
const isFirstPage = table.dataset.first === "true";
const newestAtLoad = Number(/** @type {HTMLElement | undefined} */ (body.rows[0])?.dataset.created ?? 0);

/** @type {Map<string, HTMLTableRowElement>} */
const rows = new Map([...body.rows].map((row) => [row.dataset.watch ?? "", row]));

keepMoments();
listenToForm();
body.addEventListener("click", onClick);
new LiveConnection(table.dataset.epoch ?? "", Number(table.dataset.revision), {
  onChanges: (changes) => {
    changes.updated.forEach(show);
    changes.removed.forEach(remove);
    showTotals(changes.totals);
  },
  onStatus: (id, status) => {
    const row = rows.get(id);
    if (row) noteRow(row, status);
  },
  onNotices: showNotices,
}).start();

/** @param {WatchSummary} watch */
function show(watch) {
  let row = rows.get(watch.id);
  if (!row) {
    // A watch older than this page belongs to another page of the list.
    if (!isFirstPage || watch.createdAt < newestAtLoad) return;
    row = insert(watch);
  }
  fillRow(row, watch);
}

/** @param {WatchSummary} watch */
function insert(watch) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("row-template"));
  const row = /** @type {HTMLTableRowElement} */ (template.content.querySelector("tr")?.cloneNode(true));
  const after = [...body.rows].find((other) => Number(other.dataset.created) <= watch.createdAt);
  body.insertBefore(row, after ?? null);
  row.classList.add("arriving");
  rows.set(watch.id, row);
  showEmpty();
  return row;
}

/** @param {string} id */
function remove(id) {
  rows.get(id)?.remove();
  rows.delete(id);
  showEmpty();
}

function showEmpty() {
  const empty = document.getElementById("empty");
  if (empty) empty.hidden = rows.size > 0;
}

/** @param {Record<string, number>} totals */
function showTotals(totals) {
  for (const place of document.querySelectorAll("[data-total]")) {
    const text = String(totals[/** @type {HTMLElement} */ (place).dataset.total ?? ""]);
    if (place.textContent !== text) place.textContent = text;
  }
  document.title = totals.unread > 0 ? `(${totals.unread}) Watches – ChangeDetection` : "Watches – ChangeDetection";
}

/** @param {string[]} notices */
function showNotices(notices) {
  document.getElementById("notices")?.replaceChildren(
    ...notices.map((text) => Object.assign(document.createElement("p"), { className: "notice", textContent: text })),
  );
}

function listenToForm() {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("add"));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("url"));
  const problem = /** @type {HTMLElement} */ (document.getElementById("add-problem"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    field.removeAttribute("aria-invalid");
    const typed = field.value;
    try {
      const watch = await send("POST", "watches", { url: withScheme(typed.trim()) });
      if (!isFirstPage) location.assign("./");
      show(watch);
      // What was typed while the server answered stays.
      if (field.value === typed) field.value = "";
    } catch (failure) {
      field.setAttribute("aria-invalid", "true");
      problem.textContent = textOf(failure);
    }
    field.focus();
  });
}

/** @param {string} address */
function withScheme(address) {
  return /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|\?|#|$)/.test(address) ? `https://${address}` : address;
}

/** @param {MouseEvent} event */
async function onClick(event) {
  const button = /** @type {Element} */ (event.target).closest("button[data-act]");
  const row = /** @type {HTMLTableRowElement | null | undefined} */ (button?.closest("tr"));
  if (!(button instanceof HTMLButtonElement) || !row) return;
  button.disabled = true;
  try {
    await act(button.dataset.act ?? "", row);
  } catch (failure) {
    toast(textOf(failure), "problem");
  } finally {
    button.disabled = false;
  }
}

/**
 * @param {string} name
 * @param {HTMLTableRowElement} row
 */
async function act(name, row) {
  const path = `watches/${row.dataset.watch}`;
  if (name === "recheck") await send("POST", `${path}/recheck`);
  else if (name === "pause") fillRow(row, (await send("PATCH", path, { isPaused: row.dataset.paused !== "true" })).summary);
  else if (name === "mute") fillRow(row, (await send("PATCH", path, { isMuted: row.dataset.muted !== "true" })).summary);
  else if (name === "delete" && confirm(`Delete "${row.querySelector(".label")?.textContent}" with its whole history?`)) {
    await send("DELETE", path);
    remove(row.dataset.watch ?? "");
  }
}

/** @param {unknown} failure */
function textOf(failure) {
  return failure instanceof Problem ? failure.message : "Something went wrong in this page. Reload it and try again.";
}
