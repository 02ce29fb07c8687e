// @ts-check
// Users and API keys, for admins.

import { send } from "./api.js";
import { clearProblems, field, showProblems } from "./forms.js";
import { keepMoments } from "./moments.js";
import { toast } from "./toast.js";

keepMoments();

const adding = /** @type {HTMLFormElement | null} */ (document.getElementById("add-user"));
const making = /** @type {HTMLFormElement} */ (document.getElementById("add-key"));
const made = /** @type {HTMLElement} */ (document.getElementById("made-key"));
const secret = /** @type {HTMLInputElement} */ (made.querySelector("input"));

adding?.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearProblems(adding);
  try {
    await send("POST", "users", { name: field(adding, "name").value, password: field(adding, "password").value, role: field(adding, "role").value });
    location.reload();
  } catch (failure) {
    showProblems(adding, failure);
  }
});

for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-user]"))) {
  const path = `users/${row.dataset.user}`;
  row.querySelector("select")?.addEventListener("change", (event) => change(path, { role: /** @type {HTMLSelectElement} */ (event.target).value }, "The role is changed."));
  row.querySelector('[data-does="password"]')?.addEventListener("click", () => {
    const password = prompt(`New password of ${row.dataset.name} (at least 8 characters). They are signed out everywhere.`);
    if (password) change(path, { password }, "The password is changed.");
  });
  row.querySelector('[data-does="delete"]')?.addEventListener("click", () => remove(path, `Delete ${row.dataset.name}? They are signed out everywhere.`));
}

for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-key]")))
  row.querySelector('[data-does="delete"]')?.addEventListener("click", () => remove(`keys/${row.dataset.key}`, `Delete the key ${row.dataset.name}? Programs that use it are refused at once.`));

making.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearProblems(making);
  try {
    const answer = await send("POST", "keys", { name: field(making, "name").value, scope: field(making, "scope").value });
    secret.value = answer.secret;
    made.hidden = false;
    secret.select();
  } catch (failure) {
    showProblems(making, failure);
  }
});

made.querySelector("button")?.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(secret.value);
    toast("The key is in the clipboard.");
  } catch {
    secret.select();
    toast("This browser lets no page copy here; it is selected, press Ctrl+C.", "problem");
  }
});

/**
 * @param {string} path
 * @param {object} body
 * @param {string} words
 */
async function change(path, body, words) {
  try {
    await send("PATCH", path, body);
    toast(words);
  } catch (failure) {
    toast(failure instanceof Error ? failure.message : String(failure), "problem");
  }
}

/**
 * @param {string} path
 * @param {string} question
 */
async function remove(path, question) {
  if (!confirm(question)) return;
  try {
    await send("DELETE", path);
    location.reload();
  } catch (failure) {
    toast(failure instanceof Error ? failure.message : String(failure), "problem");
  }
}
