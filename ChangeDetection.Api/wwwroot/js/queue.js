// @ts-check
// The queue, as it is now.

import { send } from "./api.js";
import { keepMoments, showMoments } from "./moments.js";
import { emptyQueue } from "./queue-actions.js";
import { told } from "./toast.js";

const Period = 2000;
const view = /** @type {HTMLElement} */ (document.getElementById("queue"));

keepMoments();
setInterval(() => document.hidden || refresh(), Period);

view.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  if (!button) return;
  button.disabled = true;
  await told(() => act(button));
  await refresh();
});

/** @param {HTMLButtonElement} button */
async function act(button) {
  const { set, to, act: deed } = button.dataset;
  const watch = button.closest("tr")?.dataset.watch;
  if (set) await send("PATCH", "settings", { [set]: to === "true" });
  else if (deed && watch) await send("POST", `watches/${watch}/${deed}`);
  else if (button.hasAttribute("data-clear")) await emptyQueue();
}

/** Takes the server's newest view; the control in use keeps the focus. */
async function refresh() {
  const answer = await fetch("queue", { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("queue");
  if (!fresh || fresh.innerHTML === view.dataset.shown) return;
  view.dataset.shown = fresh.innerHTML;
  const focused = placeOf(document.activeElement);
  view.replaceChildren(...fresh.childNodes);
  showMoments();
  if (focused) /** @type {HTMLElement | null} */ (view.querySelector(focused))?.focus();
}

/**
 * How to find a control again in a newer view.
 * @param {Element | null} element
 */
function placeOf(element) {
  if (!(element instanceof HTMLButtonElement) || !view.contains(element)) return null;
  const watch = element.closest("tr")?.dataset.watch;
  if (watch) return `tr[data-watch="${watch}"] [data-act="${element.dataset.act}"]`;
  return element.dataset.set ? `[data-set="${element.dataset.set}"]` : "[data-clear]";
}
