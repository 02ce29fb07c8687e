// @ts-check
// The form to change a watch.

import { send } from "./api.js";
import { clearProblems, field, readInterval, showProblems } from "./forms.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("edit"));
const path = `watches/${form.dataset.watch}`;
const usesDefault = field(form, "usesDefaultInterval");

usesDefault.addEventListener("change", showInterval);
showInterval();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearProblems(form);
  try {
    await send("PATCH", path, {
      url: field(form, "url").value.trim(),
      title: field(form, "title").value,
      usesDefaultInterval: usesDefault.checked,
      interval: readInterval(form),
      includeFilters: lines("includeFilters"),
      subtractiveSelectors: lines("subtractiveSelectors"),
      rules: readRules(),
      isPaused: field(form, "isPaused").checked,
      isMuted: field(form, "isMuted").checked,
    });
    location.assign("./");
  } catch (failure) {
    showProblems(form, failure);
  }
});

document.getElementById("delete")?.addEventListener("click", async () => {
  if (!confirm("Delete this watch with its whole history?")) return;
  try {
    await send("DELETE", path);
    location.assign("./");
  } catch (failure) {
    showProblems(form, failure);
  }
});

function readRules() {
  const fields = /** @type {(HTMLTextAreaElement | HTMLInputElement)[]} */ ([...form.querySelectorAll(".rules textarea, .rules input")]);
  return Object.fromEntries(fields.map((rule) => [rule.name, rule instanceof HTMLTextAreaElement ? lines(rule.name) : rule.checked]));
}

/** @param {string} name */
function lines(name) {
  return field(form, name).value.split("\n").map((line) => line.trim()).filter((line) => line.length > 0);
}

function showInterval() {
  const parts = document.getElementById("interval");
  if (parts) parts.hidden = usesDefault.checked;
}
