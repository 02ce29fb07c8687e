// @ts-check
// Links by which anybody can read a difference: made, copied, deleted.

import { send } from "./api.js";
import { copy } from "./copying.js";
import { told } from "./toast.js";

/** @param {HTMLElement} place */
export function keepSharing(place) {
  const path = `watches/${place.dataset.watch}/shares`;
  const made = /** @type {HTMLElement} */ (place.querySelector("#made-share"));
  const link = /** @type {HTMLInputElement} */ (made.querySelector("input"));
  place.querySelector("#make-share")?.addEventListener("click", () => told(async () => {
    const days = /** @type {HTMLSelectElement} */ (place.querySelector("#share-days")).value;
    const answer = await send("POST", path, { from: Number(place.dataset.from), to: Number(place.dataset.to), days: days ? Number(days) : null });
    link.value = answer.address;
    made.hidden = false;
    link.select();
  }));
  made.querySelector("button")?.addEventListener("click", () => copy(link, "The link"));
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-share]")))
    row.querySelector("button")?.addEventListener("click", () => told(async () => {
      await send("DELETE", `${path}/${row.dataset.share}`);
      row.remove();
    }));
}
