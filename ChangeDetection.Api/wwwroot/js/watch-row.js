// @ts-check
// One row of the list: what it shows of a watch.

import { dotOf } from "./group-dot.js";
import { serverNow, showMoment } from "./moments.js";

/** @typedef {import("./live.js").WatchSummary} WatchSummary */
/** @typedef {import("./live.js").GroupView} GroupView */

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
 * @param {Map<string, GroupView>} groups the groups by their identity
 */
export function fillRow(row, watch, groups) {
  if (Number(row.dataset.revision || 0) > watch.revision) return;
  const status = statusOf(watch);
  const was = row.dataset.status;
  Object.assign(row.dataset, {
    watch: watch.id,
    revision: watch.revision,
    status,
    unread: watch.isUnread,
    paused: watch.isPaused,
    muted: watch.isMuted,
  });
  write(row, "status", capital(status));
  const label = /** @type {HTMLAnchorElement} */ (write(row, "label", watch.label));
  label.href = watch.link;
  label.title = watch.url;
  const icon = watch.icon ? `api/v2/icons/${watch.icon}` : "img/site.svg";
  const picture = /** @type {HTMLImageElement} */ (part(row, "icon"));
  if (picture.getAttribute("src") !== icon) picture.setAttribute("src", icon);
  write(row, "url", watch.url).hidden = watch.url === watch.label || Boolean(watch.error || watch.blocked);
  part(row, "paused").hidden = !watch.isPaused;
  part(row, "muted").hidden = !watch.isMuted;
  part(row, "unverified").hidden = !watch.skipsTlsCheck;
  const isSnoozed = watch.snoozedUntil != null && watch.snoozedUntil > serverNow();
  part(row, "snoozed").hidden = !isSnoozed;
  if (isSnoozed) part(row, "snoozed").title = `Until ${new Date(/** @type {number} */ (watch.snoozedUntil)).toLocaleString()}`;
  expand(write(row, "blocked", watch.blocked ? `Does not count now: ${watch.blocked}` : ""), Boolean(watch.blocked) && !watch.error);
  expand(write(row, "error", watch.error ?? ""), Boolean(watch.error));
  showGroups(part(row, "groups"), (watch.groups ?? []).flatMap((id) => groups.get(id) ?? []));
  showProgress(/** @type {HTMLProgressElement} */ (part(row, "progress")), watch);
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
 * A sentence that may be longer than its line: whole when it has the focus or the pointer.
 * @param {HTMLElement} place
 * @param {boolean} isShown
 */
function expand(place, isShown) {
  place.hidden = !isShown;
  if (isShown) place.tabIndex = 0;
  else place.removeAttribute("tabindex");
}

/**
 * @param {HTMLElement} place
 * @param {GroupView[]} groups
 */
function showGroups(place, groups) {
  const shown = groups.map((group) => `${group.title}\t${group.colour ?? ""}`).join("\n");
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  place.replaceChildren(...groups.map((group) => {
    const chip = Object.assign(document.createElement("span"), { className: "group" });
    chip.append(...dotOf(group.colour), group.title);
    return chip;
  }));
}

const LeastGuess = 1000;
const Step = 200;
/** @type {Map<HTMLProgressElement, WatchSummary>} */
const running = new Map();

/**
 * How far a running check is, judged by how long the last one took.
 * @param {HTMLProgressElement} bar
 * @param {WatchSummary} watch
 */
function showProgress(bar, watch) {
  bar.hidden = watch.checkingSince == null;
  if (bar.hidden) running.delete(bar);
  else {
    running.set(bar, watch);
    moveProgress(bar, watch);
  }
}

/**
 * @param {HTMLProgressElement} bar
 * @param {WatchSummary} watch
 */
function moveProgress(bar, watch) {
  const elapsed = serverNow() - /** @type {number} */ (watch.checkingSince);
  bar.value = Math.max(2, Math.min(95, (100 * elapsed) / Math.max(LeastGuess, watch.fetchMilliseconds)));
}

setInterval(() => {
  for (const [bar, watch] of running) {
    if (bar.isConnected) moveProgress(bar, watch);
    else running.delete(bar);
  }
}, Step);

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
