// @ts-check
// The print by which page and server find that they show the same rows: 32-bit FNV-1a over "id:revision" and a line feed for each row in its order.

const Offset = 0x811c9dc5;
const Prime = 0x01000193;

/**
 * @param {string[]} order
 * @param {Map<string, { revision: number }>} rows
 */
export function listHash(order, rows) {
  let hash = Offset;
  for (const id of order) {
    const text = `${id}:${rows.get(id)?.revision}\n`;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), Prime);
  }
  return hash >>> 0;
}
