// @ts-check
// Short messages at the edge of the page.

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
