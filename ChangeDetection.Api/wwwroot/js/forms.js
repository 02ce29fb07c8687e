// @ts-check
// What the pages' forms share: their parts, and problems shown beside the field they are about.

import { Problem } from "./api.js";

const IntervalParts = ["weeks", "days", "hours", "minutes", "seconds"];

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** @param {HTMLFormElement} form */
export function readInterval(form) {
  return Object.fromEntries(IntervalParts.map((name) => [name, Number(field(form, name).value || 0)]));
}

/** @param {HTMLFormElement} form */
export function clearProblems(form) {
  form.querySelectorAll(".problem").forEach((place) => (place.textContent = ""));
  form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
}

/**
 * @param {HTMLFormElement} form
 * @param {unknown} failure
 */
export function showProblems(form, failure) {
  const problem = failure instanceof Problem ? failure : new Problem("Something went wrong in this page. Reload it and try again.", {});
  let isPlaced = false;
  for (const [name, texts] of Object.entries(problem.fields)) {
    const base = name.split(/[.[]/)[0];
    const place = form.querySelector(`[data-field="${CSS.escape(base)}"]`);
    if (!place) continue;
    place.textContent = texts.join(" ");
    place.closest("details")?.setAttribute("open", "");
    const input = form.elements.namedItem(base);
    if (input instanceof HTMLElement) {
      input.setAttribute("aria-invalid", "true");
      if (!isPlaced) input.focus();
    }
    isPlaced = true;
  }
  const general = form.querySelector('[data-field=""]');
  if (!isPlaced && general) general.textContent = problem.message;
}
