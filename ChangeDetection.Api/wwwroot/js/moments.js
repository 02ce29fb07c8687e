// @ts-check
// Moments as people say them, kept current.

const Format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const Refresh = 5000;
const Steps = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]);

/** The server's clock minus ours, in milliseconds, so that "just now" is right on a machine whose clock is wrong. */
let offset = 0;

/** @param {number} serverNow the server's time in epoch milliseconds */
export function setServerTime(serverNow) {
  offset = serverNow - Date.now();
}

/** The server's time in epoch milliseconds. */
export function serverNow() {
  return Date.now() + offset;
}

/** @param {number} milliseconds */
export function relative(milliseconds) {
  const seconds = Math.min(0, Math.round((milliseconds - Date.now() - offset) / 1000));
  if (seconds > -5) return "just now";
  for (const [unit, length] of Steps) if (-seconds >= length) return Format.format(Math.round(seconds / length), unit);
  return Format.format(seconds, "second");
}

/**
 * Puts a moment into an element.
 * @param {Element} place
 * @param {number | null | undefined} milliseconds
 * @param {string} otherwise
 */
export function showMoment(place, milliseconds, otherwise) {
  if (milliseconds == null) {
    place.textContent = otherwise;
    return;
  }
  let time = place.querySelector("time");
  if (!time) {
    time = document.createElement("time");
    place.replaceChildren(time);
  }
  time.dataset.ms = String(milliseconds);
  time.dateTime = new Date(milliseconds).toISOString();
  write(time);
}

/** Makes all moments of the page relative and keeps them so. */
export function keepMoments() {
  showMoments();
  setInterval(showMoments, Refresh);
}

/** Makes all moments of the page relative. */
export function showMoments() {
  document.querySelectorAll("time[data-ms]").forEach((time) => write(/** @type {HTMLTimeElement} */ (time)));
}

/** @param {HTMLTimeElement} time */
function write(time) {
  const milliseconds = Number(time.dataset.ms);
  const text = relative(milliseconds);
  if (time.textContent !== text) time.textContent = text;
  time.title = new Date(milliseconds).toLocaleString();
}
