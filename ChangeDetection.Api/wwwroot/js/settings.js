// @ts-check
// The installation's settings and its API key.

import { send } from "./api.js";
import { checkReadable, clearProblems, field, readInterval, readLines, showProblems } from "./forms.js";
import { keepSchedule, readSchedule } from "./schedule-fields.js";
import { toast } from "./toast.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("settings"));
const key = /** @type {HTMLInputElement} */ (document.getElementById("api-key"));
const show = document.getElementById("show-key");

keepSchedule(form);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearProblems(form);
  try {
    checkReadable(form);
    await send("PATCH", "settings", readSettings());
    toast("Saved.");
  } catch (failure) {
    showProblems(form, failure);
  }
});

function readSettings() {
  return {
    interval: readInterval(form),
    schedule: readSchedule(form),
    groups: readLines(form, "groups"),
    timeZone: field(form, "timeZone").value,
    jitterSeconds: Number(field(form, "jitterSeconds").value),
    allPaused: field(form, "allPaused").checked,
    queuePaused: field(form, "queuePaused").checked,
    workers: Number(field(form, "workers").value),
    hostMaxInFlight: Number(field(form, "hostMaxInFlight").value),
    hostMinGapSeconds: Number(field(form, "hostMinGapSeconds").value),
    hostRules: readLines(form, "hostRules"),
    proxies: readLines(form, "proxies"),
    proxy: field(form, "proxy").value,
    headers: readLines(form, "headers"),
    onlyStatus200: field(form, "onlyStatus200").checked,
  };
}

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
