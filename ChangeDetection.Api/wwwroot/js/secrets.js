// @ts-check
// Fields in which stored secrets stand as ***: shown when a person asks.

import { send } from "./api.js";
import { field, showProblems } from "./forms.js";

const Mask = "***";

/**
 * Lets a button put what is stored in place of the masks; what a person has typed meanwhile stays.
 * @param {HTMLFormElement} form
 * @param {string} path Where the secrets are read.
 * @param {string[]} names The fields that may have some.
 */
export function offerSecrets(form, path, names) {
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("button.show-secrets"));
  if (!button) return;
  button.hidden = !names.some((name) => field(form, name).value.includes(Mask));
  button.addEventListener("click", async () => {
    try {
      const stored = await send("GET", `${path}?secrets=true`);
      for (const name of names) unmask(field(form, name), stored[name]);
      button.hidden = true;
    } catch (failure) {
      showProblems(form, failure);
    }
  });
}

/**
 * @param {HTMLInputElement} input
 * @param {string | string[] | null} stored
 */
function unmask(input, stored) {
  if (!Array.isArray(stored)) {
    if (input.value === Mask) input.value = stored ?? "";
    return;
  }
  input.value = input.value.split("\n").map((line) => (line.includes(Mask) ? (stored.find((other) => startOf(other) === startOf(line)) ?? line) : line)).join("\n");
}

/**
 * The name of a header, or the label of a proxy.
 * @param {string} line
 */
function startOf(line) {
  return line.includes(": ") ? line.slice(0, line.indexOf(": ")).toLowerCase() : line.slice(0, line.lastIndexOf(" "));
}
