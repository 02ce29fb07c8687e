// @ts-check
// The colour of a group as a dot.

const Svg = "http://www.w3.org/2000/svg";

/**
 * A dot of a colour; nothing when there is none.
 * @param {string | null | undefined} colour
 */
export function dotOf(colour) {
  if (!colour) return [];
  const [dot, circle] = ["svg", "circle"].map((name) => document.createElementNS(Svg, name));
  for (const [name, value] of Object.entries({ class: "dot", viewBox: "0 0 8 8", width: "8", height: "8", "aria-hidden": "true" })) dot.setAttribute(name, value);
  for (const [name, value] of Object.entries({ cx: "4", cy: "4", r: "4", fill: colour })) circle.setAttribute(name, value);
  dot.append(circle);
  return [dot];
}
