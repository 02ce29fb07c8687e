// @ts-check
// Short messages at the edge of the page.

import { textOf } from "./api.js";

const Shown = 6000;

/**
 * @param {string} text
 * @param {"info" | "problem"} [kind]
 */
export function toast(text, kind = "info") {
  const box = document.createElement("div");
  box.className = `toast ${kind}`;
  box.textContent = text;
  document.getElementById("toasts")?.append(box);
  setTimeout(() => box.remove(), Shown);
}

/**
 * Does something and tells people when it fails; gives whether it went well.
 * @param {() => unknown} work
 */
export async function told(work) {
  try {
    await work();
    return true;
  } catch (failure) {
    toast(textOf(failure), "problem");
    return false;
  }
}
