// @ts-check
// The installation's settings and its API key.

import { send } from "./api.js";
import { clearProblems, readInterval, showProblems } from "./forms.js";
import { toast } from "./toast.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("settings"));
const key = /** @type {HTMLInputElement} */ (document.getElementById("api-key"));
const show = document.getElementById("show-key");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearProblems(form);
  try {
    await send("PATCH", "settings", { interval: readInterval(form) });
    toast("Saved.");
  } catch (failure) {
    showProblems(form, failure);
  }
});

show?.addEventListener("click", () => {
  const isMasked = key.classList.toggle("masked");
  show.textContent = isMasked ? "Show" : "Hide";
  show.setAttribute("aria-pressed", String(!isMasked));
});

document.getElementById("copy-key")?.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(key.value);
    toast("The key is in the clipboard.");
  } catch {
    key.classList.remove("masked");
    key.select();
    toast("This browser lets no page copy here; the key is selected, press Ctrl+C.", "problem");
  }
});
