// @ts-check
// Which watches are selected: some by name, or all of the list but some. It survives scrolling, other pages and reloads of this one.

import { send } from "./api.js";

/** @typedef {import("./live.js").ListRequest} ListRequest */

const Key = "selection";

export class Selection {
  /**
   * @param {() => ListRequest} list
   * @param {HTMLTableElement} table
   */
  constructor(list, table) {
    this.list = list;
    this.table = table;
    this.pickAll = /** @type {HTMLInputElement} */ (document.getElementById("pick-all"));
    this.count = 0;
    this.isAll = false;
    /** @type {Set<string>} those selected, or when all are, those that are not */
    this.named = new Set();
    this.anchor = "";
    this.restore();
    this.pickAll.addEventListener("change", () => (this.pickAll.checked ? this.all() : this.none()));
  }

  get size() {
    return this.isAll ? Math.max(0, this.count - this.named.size) : this.named.size;
  }

  /** What an operation is told. */
  get request() {
    return this.isAll ? { list: this.list(), except: [...this.named] } : { ids: [...this.named] };
  }

  /** @param {string} id */
  has(id) {
    return this.isAll !== this.named.has(id);
  }

  /**
   * @param {string} id
   * @param {boolean} isPicked
   * @param {{ placeOf(id: string): number } | null} places given when all between this one and the last one are meant
   */
  async pick(id, isPicked, places) {
    const ids = places && this.anchor ? await this.between(places.placeOf(this.anchor), places.placeOf(id)) : [id];
    for (const one of ids) {
      if (isPicked === this.isAll) this.named.delete(one);
      else this.named.add(one);
    }
    this.anchor = id;
    this.show();
  }

  all() {
    this.isAll = true;
    this.named.clear();
    this.show();
  }

  none() {
    this.isAll = false;
    this.named.clear();
    this.show();
  }

  /** @param {string} id one that is no more */
  forget(id) {
    if (this.named.delete(id)) this.show();
  }

  /** All of one list are not all of another. */
  listChanged() {
    if (this.isAll) this.none();
  }

  /** @param {number} count the length of the list */
  showCount(count) {
    if (this.count === count) return;
    this.count = count;
    if (this.isAll) this.show();
  }

  /**
   * @param {HTMLTableRowElement} row
   * @param {string} label
   */
  mark(row, label) {
    const box = /** @type {HTMLInputElement} */ (row.querySelector('[data-act="pick"]'));
    const isPicked = this.has(row.dataset.watch ?? "");
    if (box.checked !== isPicked) box.checked = isPicked;
    if (box.getAttribute("aria-label") !== `Select ${label}`) box.setAttribute("aria-label", `Select ${label}`);
    row.classList.toggle("picked", isPicked);
  }

  show() {
    for (const row of this.table.tBodies[0].rows) if (row.dataset.watch) this.mark(row, row.querySelector(".label")?.textContent ?? "");
    const bar = /** @type {HTMLElement} */ (document.getElementById("bulk"));
    bar.hidden = this.size === 0;
    /** @type {HTMLElement} */ (document.getElementById("bulk-count")).textContent = `${this.size.toLocaleString("en")} selected`;
    this.pickAll.checked = this.isAll && this.named.size === 0;
    this.pickAll.indeterminate = !this.pickAll.checked && this.size > 0;
    sessionStorage.setItem(Key, JSON.stringify({ isAll: this.isAll, named: [...this.named], list: this.list() }));
  }

  restore() {
    const kept = JSON.parse(sessionStorage.getItem(Key) ?? "null");
    if (!kept || (kept.isAll && JSON.stringify(kept.list) !== JSON.stringify(this.list()))) return;
    this.isAll = kept.isAll;
    this.named = new Set(kept.named);
    // The length of the list comes with the first update.
    if (!this.isAll) this.show();
  }

  /**
   * @param {number} one
   * @param {number} other
   * @returns {Promise<string[]>}
   */
  async between(one, other) {
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    /** @type {string[]} */
    const ids = [];
    if (first < 0) return [];
    while (first + ids.length <= last) {
      const query = new URLSearchParams({ ...this.list(), first: String(first + ids.length), count: String(Math.min(1000, last - first - ids.length + 1)) });
      const part = await send("GET", `list?${query}`);
      if (part.watches.length === 0) break;
      ids.push(...part.watches.map((/** @type {{ id: string }} */ watch) => watch.id));
    }
    return ids;
  }
}
