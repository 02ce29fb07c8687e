// @ts-check
// Users and API keys, for admins.

import { send } from "./api.js";
import { copy } from "./copying.js";
import { field, whenSent } from "./forms.js";
import { keepMoments } from "./moments.js";
import { toast, told } from "./toast.js";

keepMoments();

const adding = /** @type {HTMLFormElement | null} */ (document.getElementById("add-user"));
const making = /** @type {HTMLFormElement} */ (document.getElementById("add-key"));
const made = /** @type {HTMLElement} */ (document.getElementById("made-key"));
const secret = /** @type {HTMLInputElement} */ (made.querySelector("input"));

if (adding)
  whenSent(adding, async () => {
    await send("POST", "users", { name: field(adding, "name").value, password: field(adding, "password").value, role: field(adding, "role").value });
    location.reload();
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

whenSent(making, async () => {
  const answer = await send("POST", "keys", { name: field(making, "name").value, scope: field(making, "scope").value });
  secret.value = answer.secret;
  made.hidden = false;
  secret.select();
});

made.querySelector("button")?.addEventListener("click", () => copy(secret, "The key"));

/**
 * @param {string} path
 * @param {object} body
 * @param {string} words
 */
function change(path, body, words) {
  return told(async () => {
    await send("PATCH", path, body);
    toast(words);
  });
}

/**
 * @param {string} path
 * @param {string} question
 */
function remove(path, question) {
  return told(async () => {
    if (!confirm(question)) return;
    await send("DELETE", path);
    location.reload();
  });
}
