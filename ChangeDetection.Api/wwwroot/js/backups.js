// @ts-check
// Backups: made, deleted, restored after a typed word.

import { Problem, formToken, send } from "./api.js";
import { field, whenSent } from "./forms.js";
import { toast, told } from "./toast.js";

const Word = "replace";

const form = /** @type {HTMLFormElement} */ (document.getElementById("restore"));
const make = /** @type {HTMLButtonElement} */ (document.getElementById("make"));
const chosen = /** @type {HTMLElement} */ (document.getElementById("chosen"));

/** The stored backup that is to be restored; empty for an upload. */
let stored = "";

make.addEventListener("click", async () => {
  make.disabled = true;
  const isMade = await told(async () => {
    await send("POST", "backups");
    location.reload();
  });
  // Until the page is here anew a second press would make a second one.
  if (!isMade) make.disabled = false;
});

document.getElementById("backups")?.addEventListener("click", (event) => {
  const button = event.target instanceof HTMLElement ? event.target.closest("button") : null;
  const row = button?.closest("li");
  const name = row?.dataset.name;
  if (!button || !row || !name) return;
  if (button.dataset.act === "delete") remove(name, row);
  else choose(name);
});

field(form, "file").addEventListener("change", () => choose(""));

whenSent(form, async () => {
  await restore();
  toast("Restored.");
  location.assign("./");
});

/** @param {string} name */
function choose(name) {
  stored = name;
  if (name) field(form, "file").value = "";
  chosen.textContent = name ? `The stored backup ${name} will be restored.` : "";
  if (name) field(form, "word").focus();
}

async function restore() {
  if (field(form, "word").value.trim() !== Word) throw new Problem("", { word: [`Type ${Word} here: everything that is here now goes.`] });
  if (stored) return send("POST", `backups/${encodeURIComponent(stored)}/restore?replace=true`);
  const file = field(form, "file").files?.[0];
  if (!file) throw new Problem("", { file: ["Choose a backup, here or in the list above."] });
  return upload(file);
}

/** @param {File} file */
async function upload(file) {
  const response = await fetch("api/v2/backups/restore?replace=true", { method: "POST", headers: { ...formToken(), "Content-Type": "application/zip" }, body: file }).catch(() => null);
  if (!response) throw new Problem("The server cannot be reached, or hung up on the file because it is too large.", {});
  if (response.ok) return;
  const answer = await response.json().catch(() => ({}));
  throw new Problem("", { file: [answer.detail || answer.title || `The server answered ${response.status}.`] });
}

/**
 * @param {string} name
 * @param {Element} row
 */
function remove(name, row) {
  return told(async () => {
    await send("DELETE", `backups/${encodeURIComponent(name)}`);
    row.remove();
    toast("Deleted.");
  });
}
