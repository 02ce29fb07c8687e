// @ts-check
// What is done with all that is selected.

import { Problem, send } from "./api.js";
import { toast } from "./toast.js";

/** @typedef {import("./live.js").LiveConnection} LiveConnection */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {import("./list-filters.js").ListFilters} ListFilters */

const Asks = /** @type {Record<string, string>} */ ({
  "assign-group": "Put into which group? A new name makes a new group.",
  "remove-group": "Take out of which group?",
  "set-proxy": "Which proxy? Its label, or nothing for the installation's choice.",
});
const Warns = /** @type {Record<string, (count: string) => string>} */ ({
  delete: (count) => `Delete ${count} with their whole histories?`,
  "clear-history": (count) => `Delete all stored versions of ${count}?`,
});

/**
 * @param {LiveConnection} live
 * @param {Selection} selection
 * @param {ListFilters} filters
 */
export function listenToBulk(live, selection, filters) {
  const bar = /** @type {HTMLElement} */ (document.getElementById("bulk"));
  const more = /** @type {HTMLSelectElement} */ (document.getElementById("bulk-more"));
  bar.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.id === "bulk-none") selection.none();
    else if (button?.dataset.bulk) run(button.dataset.bulk);
  });
  more.addEventListener("change", () => {
    const operation = more.value;
    more.value = "";
    if (operation) run(operation);
  });

  /** @param {string} operation */
  async function run(operation) {
    const count = selection.size === 1 ? "1 watch" : `${selection.size.toLocaleString("en")} watches`;
    if (Warns[operation] && !confirm(Warns[operation](count))) return;
    const argument = Asks[operation] ? await ask(Asks[operation], operation.endsWith("group") ? groupTitles(filters) : []) : "";
    if (argument === null) return;
    bar.classList.add("busy");
    try {
      const result = await operate(live, { operation, argument, ...selection.request });
      toast(result.message);
      if (operation === "delete") selection.none();
    } catch (failure) {
      toast(wordsOf(failure), "problem");
    } finally {
      bar.classList.remove("busy");
    }
  }
}

/**
 * @param {LiveConnection} live
 * @param {object} request
 */
function operate(live, request) {
  return live.isOpen ? live.operate(request) : send("POST", "operations", request);
}

/** @param {ListFilters} filters */
function groupTitles(filters) {
  return [...filters.groups.querySelectorAll("a[data-group]:not([data-group=''])")].map((link) => link.firstChild?.textContent?.trim() ?? "");
}

/**
 * Asks for a word; null when the person thinks better of it.
 * @param {string} question
 * @param {string[]} choices
 * @returns {Promise<string | null>}
 */
function ask(question, choices) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("ask"));
  const field = /** @type {HTMLInputElement} */ (document.getElementById("ask-text"));
  /** @type {HTMLElement} */ (document.getElementById("ask-title")).textContent = question;
  document.getElementById("ask-choices")?.replaceChildren(...choices.map((choice) => Object.assign(document.createElement("option"), { value: choice })));
  field.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" ? field.value : null), { once: true }));
}

/** @param {unknown} failure */
function wordsOf(failure) {
  if (failure instanceof Problem) return failure.message;
  const told = failure instanceof Error ? /HubException: (?:\w+: )?(.*)$/s.exec(failure.message)?.[1] : undefined;
  return told ?? "The connection broke before the answer came. Look at the list, then try again if need be.";
}
