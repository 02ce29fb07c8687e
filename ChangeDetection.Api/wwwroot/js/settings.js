// @ts-check
// The installation's settings, its API key and the address of its feeds.

import { send } from "./api.js";
import { copy } from "./copying.js";
import { checkReadable, field, readInterval, readLines, whenSent } from "./forms.js";
import { offerSecrets } from "./secrets.js";
import { keepSchedule, readSchedule } from "./schedule-fields.js";
import { toast, told } from "./toast.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("settings"));

keepSchedule(form);
offerSecrets(form, "settings", ["headers", "proxies"]);

whenSent(form, async () => {
  checkReadable(form);
  await send("PATCH", "settings", readSettings());
  toast("Saved.");
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
    rssContentFormat: field(form, "rssContentFormat").value,
    rssDiffLength: Number(field(form, "rssDiffLength").value),
    rssHideMutedWatches: field(form, "rssHideMutedWatches").checked,
  };
}

const feed = guardSecret("feed-address", "show-feed", "copy-feed", "The address");
const key = guardSecret("api-key", "show-key", "copy-key", "The key");

document.getElementById("renew-key")?.addEventListener("click", () => told(async () => {
  if (!confirm("Programs that send the key of today will be refused. Make a new one?")) return;
  key.value = (await send("POST", "settings/api-key")).key;
  toast("This is the key from now on.");
}));

document.getElementById("renew-feed")?.addEventListener("click", () => told(async () => {
  if (!confirm("Readers that use the addresses given out before will get nothing more. Make a new token?")) return;
  const { token } = await send("POST", "settings/feed-token");
  feed.value = feed.value.replace(/token=.*$/, `token=${token}`);
  toast("The address has a new token.");
}));

/**
 * Shows, hides and copies a secret.
 * @param {string} place
 * @param {string} showing
 * @param {string} copying
 * @param {string} name What it is, as a sentence begins.
 */
function guardSecret(place, showing, copying, name) {
  const secret = /** @type {HTMLInputElement} */ (document.getElementById(place));
  const show = document.getElementById(showing);
  show?.addEventListener("click", () => {
    const isMasked = secret.classList.toggle("masked");
    show.textContent = isMasked ? "Show" : "Hide";
    show.setAttribute("aria-pressed", String(!isMasked));
  });
  document.getElementById(copying)?.addEventListener("click", () => copy(secret, name));
  return secret;
}
