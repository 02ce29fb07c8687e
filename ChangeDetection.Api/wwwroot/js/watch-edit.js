// @ts-check
// The form to change a watch.

import { send } from "./api.js";
import { checkReadable, field, readInterval, readLines, showProblems, whenSent } from "./forms.js";
import { offerSecrets } from "./secrets.js";
import { keepSchedule, readSchedule } from "./schedule-fields.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("edit"));
const path = `watches/${form.dataset.watch}`;
const usesDefault = field(form, "usesDefaultInterval");

const snoozed = field(form, "snoozedUntil");
const snoozedAtLoad = localTime(snoozed.dataset.until);

snoozed.value = snoozedAtLoad;
keepSchedule(form);
offerSecrets(form, path, ["headers", "body"]);
usesDefault.addEventListener("change", showTiming);
showTiming();

whenSent(form, async () => {
  checkReadable(form);
  await send("PATCH", path, {
    url: field(form, "url").value.trim(),
    title: field(form, "title").value,
    groups: readGroups(),
    usesDefaultInterval: usesDefault.checked,
    interval: readInterval(form),
    checkCron: field(form, "checkCron").value,
    schedule: readSchedule(form),
    snoozedUntil: readSnooze(),
    method: field(form, "method").value,
    headers: readLines(form, "headers"),
    body: field(form, "body").value,
    proxy: field(form, "proxy").value,
    verifyTls: !field(form, "skipsTlsCheck").checked,
    includeFilters: readLines(form, "includeFilters"),
    subtractiveSelectors: readLines(form, "subtractiveSelectors"),
    rules: readRules(),
    isPaused: field(form, "isPaused").checked,
    isMuted: field(form, "isMuted").checked,
  });
  location.assign("./");
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

/** The chosen groups; left out when there are none to choose from, so that nothing is lost that only REST knows. */
function readGroups() {
  const all = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="group"]'));
  return all.length === 0 ? undefined : [...all].filter((box) => box.checked).map((box) => box.value);
}

function readRules() {
  const fields = /** @type {(HTMLTextAreaElement | HTMLInputElement)[]} */ ([...form.querySelectorAll(".rules textarea, .rules input")]);
  return Object.fromEntries(fields.map((rule) => [rule.name, rule instanceof HTMLTextAreaElement ? readLines(form, rule.name) : rule.checked]));
}

// What nobody touched is sent back as it came, seconds included.
function readSnooze() {
  if (snoozed.value === snoozedAtLoad) return snoozedAtLoad && snoozed.dataset.until;
  return snoozed.value && new Date(snoozed.value).toISOString();
}

/**
 * A moment as a browser's field for dates and times has it, in the person's own zone; empty when it is over.
 * @param {string | undefined} moment
 */
function localTime(moment) {
  const time = new Date(moment || 0);
  if (time.getTime() <= Date.now()) return "";
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function showTiming() {
  const own = document.getElementById("own-timing");
  if (own) own.hidden = usesDefault.checked;
}
