// @ts-check
// What the pages' forms share: their parts, and problems shown beside the field they are about.

import { Problem, textOf } from "./api.js";

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

/**
 * Sends a form by a script and shows what is refused. Its buttons are off until then: the browser's own way would lose what was typed, or write it into the address.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} send
 */
export function whenSent(form, send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearProblems(form);
    try {
      await send();
    } catch (failure) {
      showProblems(form, failure);
    }
  });
  allowSending(form);
}

/**
 * Turns the buttons of a form on once a script listens to it.
 * @param {HTMLFormElement} form
 */
export function allowSending(form) {
  for (const button of form.querySelectorAll("button")) if (button.type === "submit") button.disabled = false;
}

/** @param {HTMLFormElement} form */
export function clearProblems(form) {
  form.querySelectorAll(".problem").forEach((place) => (place.textContent = ""));
  form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
}

/**
 * The lines of a text field that say something.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function readLines(form, name) {
  return field(form, name).value.split("\n").map((line) => line.trim()).filter((line) => line.length > 0);
}

/**
 * Refuses what a browser takes for a number or a moment and cannot read: it would be sent as if nothing stood there.
 * @param {HTMLFormElement} form
 */
export function checkReadable(form) {
  for (const input of form.querySelectorAll("input")) {
    if (!input.validity.badInput && !input.validity.stepMismatch) continue;
    const name = IntervalParts.includes(input.name) ? "interval" : input.name;
    const text = input.type === "number" ? "Give a whole number." : "Give it in full, or leave it empty.";
    throw new Problem(text, { [name]: [text] });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {unknown} failure
 */
export function showProblems(form, failure) {
  const problem = failure instanceof Problem ? failure : new Problem(textOf(failure), {});
  let isPlaced = false;
  for (const [name, texts] of Object.entries(problem.fields)) {
    const place = placeOf(form, name);
    if (!place) continue;
    place.textContent = `${place.textContent} ${texts.join(" ")}`.trim();
    for (let fold = place.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    const input = form.elements.namedItem(place.dataset.field ?? "");
    if (input instanceof HTMLElement) {
      input.setAttribute("aria-invalid", "true");
      if (!isPlaced) input.focus();
    } else if (!isPlaced) place.scrollIntoView({ block: "center" });
    isPlaced = true;
  }
  const general = form.querySelector('[data-field=""]');
  if (!isPlaced && general) general.textContent = problem.message;
}

/**
 * The place of a field's problem, or of the nearest field that it is part of.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLElement | null}
 */
function placeOf(form, name) {
  for (let part = name; part; part = part.slice(0, Math.max(part.lastIndexOf("."), part.lastIndexOf("["), 0))) {
    const place = form.querySelector(`[data-field="${CSS.escape(part)}"]`);
    if (place) return /** @type {HTMLElement} */ (place);
  }
  return null;
}
