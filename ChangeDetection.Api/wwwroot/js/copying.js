// @ts-check
// Text that goes into the clipboard.

import { toast } from "./toast.js";

/**
 * Copies what stands in a field; where the browser lets no page do that it is selected for the keyboard.
 * @param {HTMLInputElement} place
 * @param {string} name What it is, as the sentence begins: "The key".
 */
export async function copy(place, name) {
  try {
    await navigator.clipboard.writeText(place.value);
    toast(`${name} is in the clipboard.`);
  } catch {
    place.classList.remove("masked");
    place.select();
    toast("This browser lets no page copy here; it is selected, press Ctrl+C.", "problem");
  }
}
