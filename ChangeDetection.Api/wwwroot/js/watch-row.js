// @ts-check
// One row of the list: what it shows of a watch.

import { showMoment } from "./moments.js";

/** @typedef {import("./live.js").WatchSummary} WatchSummary */

/** @param {WatchSummary} watch */
export function statusOf(watch) {
  if (watch.activity !== "idle") return watch.activity;
  if (watch.error) return "error";
  if (watch.isUnread) return "changed";
  return watch.lastCheckedAt == null ? "waiting" : "checked";
}

/**
 * Writes a watch into its row. An older state than the row's own is ignored.
 * @param {HTMLTableRowElement} row
 * @param {WatchSummary} watch
 */
export function fillRow(row, watch) {
  if (Number(row.dataset.revision || 0) > watch.revision) return;
  const status = statusOf(watch);
  const was = row.dataset.status;
  Object.assign(row.dataset, {
    watch: watch.id,
    revision: watch.revision,
    created: watch.createdAt,
    status,
    unread: watch.isUnread,
    paused: watch.isPaused,
    muted: watch.isMuted,
  });
  write(row, "status", capital(status));
  const label = /** @type {HTMLAnchorElement} */ (write(row, "label", watch.label));
  label.href = watch.link;
  write(row, "url", watch.url).hidden = watch.url === watch.label;
  part(row, "paused").hidden = !watch.isPaused;
  part(row, "muted").hidden = !watch.isMuted;
  part(row, "unverified").hidden = !watch.skipsTlsCheck;
  write(row, "blocked", watch.blocked ? `Does not count now: ${watch.blocked}` : "").hidden = !watch.blocked;
  write(row, "error", watch.error ?? "").hidden = !watch.error;
  showMoment(part(row, "checked"), watch.lastCheckedAt, "Not yet");
  showMoment(part(row, "changed"), watch.lastChangedAt, "Not yet");
  if (status !== was) write(row, "note", "");
  const history = /** @type {HTMLAnchorElement} */ (write(row, "history", watch.snapshotCount === 1 ? "Preview" : "History"));
  history.hidden = watch.snapshotCount === 0;
  history.href = `watches/${watch.id}/history`;
  /** @type {HTMLAnchorElement} */ (part(row, "edit")).href = `watches/${watch.id}/edit`;
  button(row, "pause").textContent = watch.isPaused ? "Resume" : "Pause";
  button(row, "mute").textContent = watch.isMuted ? "Unmute" : "Mute";
}

/**
 * A word about a running check.
 * @param {HTMLTableRowElement} row
 * @param {string} text
 */
export function noteRow(row, text) {
  if (row.dataset.status === "checking") write(row, "note", text);
}

/**
 * @param {Element} row
 * @param {string} name
 */
function part(row, name) {
  return /** @type {HTMLElement} */ (row.querySelector(`[data-part="${name}"]`));
}

/**
 * @param {Element} row
 * @param {string} act
 */
function button(row, act) {
  return /** @type {HTMLButtonElement} */ (row.querySelector(`[data-act="${act}"]`));
}

/**
 * @param {Element} row
 * @param {string} name
 * @param {string} text
 */
function write(row, name, text) {
  const place = part(row, name);
  if (place.textContent !== text) place.textContent = text;
  return place;
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
