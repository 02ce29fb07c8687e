// @ts-check
// The list by keyboard.

/** @typedef {import("./list-viewport.js").ListViewport} ListViewport */
/** @typedef {import("./selection.js").Selection} Selection */

/**
 * @param {ListViewport} viewport
 * @param {Selection} selection
 */
export function listenToKeys(viewport, selection) {
  const rows = () => /** @type {HTMLTableRowElement[]} */ ([...viewport.body.querySelectorAll("tr[data-watch]")]);
  const current = () => /** @type {HTMLTableRowElement | null} */ (document.activeElement?.closest("tr[data-watch]") ?? null);
  /** @param {string} selector */
  const press = (selector) => /** @type {HTMLElement | null | undefined} */ (current()?.querySelector(selector))?.click();

  /** @param {number} by */
  const step = (by) => {
    const all = rows();
    const row = current();
    const next = row ? all[all.indexOf(row) + by] : all[0];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  const Keys = /** @type {Record<string, (event: KeyboardEvent) => void>} */ ({
    j: () => step(1),
    k: () => step(-1),
    x: (event) => pick(event),
    X: (event) => pick(event),
    r: () => press('[data-act="recheck"]'),
    p: () => press('[data-act="pause"]'),
    m: () => press('[data-act="mute"]'),
    e: () => press('[data-part="edit"]'),
    h: () => press('[data-part="history"]:not([hidden])'),
    "/": () => document.getElementById("search")?.focus(),
    "?": () => /** @type {HTMLDialogElement} */ (document.getElementById("keys")).showModal(),
    Escape: () => selection.none(),
  });

  /** @param {KeyboardEvent} event */
  function pick(event) {
    const id = current()?.dataset.watch;
    if (id) selection.pick(id, !selection.has(id), event.shiftKey ? viewport : null);
  }

  addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input:not([type=checkbox]), select, textarea, dialog")) return;
    const act = Keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  });
}
