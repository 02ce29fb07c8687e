// @ts-check
// The rows of a list of any length: only those near the screen exist. A row keeps its place while a person points at the list.

/** @typedef {import("./live.js").ListUpdate} ListUpdate */
/** @typedef {import("./live.js").LiveConnection} LiveConnection */
/** @typedef {import("./live.js").WatchSummary} WatchSummary */

/** Rows that exist beyond each edge of the screen. */
const Margin = 12;
/** Rows asked for beyond those; and the most at a time. */
const Reserve = 20;
const Most = 200;
const FadeTime = 300;

export class ListViewport {
  /**
   * @param {HTMLTableElement} table
   * @param {LiveConnection} live
   * @param {(row: HTMLTableRowElement, watch: WatchSummary) => void} fill
   */
  constructor(table, live, fill) {
    this.table = table;
    this.body = table.tBodies[0];
    this.live = live;
    this.fill = fill;
    /** @type {Map<string, HTMLTableRowElement>} */
    this.rows = new Map([...this.body.rows].map((row) => [row.dataset.watch ?? "", row]));
    this.template = /** @type {HTMLTemplateElement} */ (document.getElementById("row-template"));
    this.above = spacer();
    this.below = spacer();
    /** @type {string[]} the order on the screen, and the place of its first row */
    this.order = [...this.rows.keys()];
    this.first = 0;
    this.count = this.order.length;
    this.isHeld = false;
    this.isBehind = false;
    this.view = 0;
  }

  /** @param {number} first the place of the first row in the page as the server wrote it */
  start(first) {
    this.first = first;
    this.body.prepend(this.above);
    this.body.append(this.below);
    if (first > 0) {
      setHeight(this.above, first * this.height());
      window.scrollTo(0, this.top() + first * this.height());
    }
    addEventListener("scroll", () => this.moved(), { passive: true });
    addEventListener("resize", () => this.moved());
    this.body.addEventListener("pointermove", (event) => (this.isHeld = event.pointerType === "mouse"));
    this.body.addEventListener("pointerleave", () => this.release());
    this.body.addEventListener("focusout", () => setTimeout(() => this.isHeld || this.hasFocus() || this.release()));
    document.getElementById("show-news")?.addEventListener("click", () => this.release());
  }

  /** The part to ask for: what is on the screen and a reserve around it. */
  wanted() {
    const height = this.height();
    const seen = Math.max(0, Math.floor((window.scrollY - this.top()) / height));
    const fits = Math.ceil(window.innerHeight / height) + 1;
    const first = Math.max(0, Math.floor((seen - Margin - Reserve) / 10) * 10);
    const last = Math.ceil((seen + fits + Margin + Reserve) / 10) * 10;
    return { first, count: Math.min(Most, last - first) };
  }

  toTop() {
    const top = this.top() - (document.getElementById("filters")?.offsetHeight ?? 0) - 16;
    if (window.scrollY > top) window.scrollTo(0, Math.max(0, top));
    this.isHeld = false;
  }

  /** @param {ListUpdate} update */
  update(update) {
    const isOurs = update.isWhole || update.view !== this.view;
    this.view = update.view;
    const isSame = this.live.first === this.first && sameOrder(this.live.order, this.order) && this.live.count === this.count;
    if (!isSame && !isOurs && (this.isHeld || this.hasFocus())) {
      this.fallBehind();
      this.refill();
      return;
    }
    const gone = isOurs || this.live.count >= this.count ? [] : this.order.filter((id) => !this.live.rows.has(id));
    const isGrown = !isOurs && this.live.count > this.count;
    const before = new Set(this.order);
    if (gone.length > 0 && gone.length < 20) this.fade(gone);
    else this.adopt();
    if (isGrown) for (const id of this.order) if (!before.has(id)) this.rows.get(id)?.classList.add("arriving");
  }

  /**
   * A row that a person took away goes at once, wherever the pointer is.
   * @param {string} id
   */
  takeAway(id) {
    this.rows.get(id)?.classList.add("leaving");
    setTimeout(() => {
      this.order = this.order.filter((other) => other !== id);
      this.count = Math.max(0, this.count - 1);
      this.render();
    }, FadeTime);
  }

  /** @param {string} id */
  rowOf(id) {
    return this.rows.get(id);
  }

  /** @param {string} id the place of a watch on the screen's list, or -1 */
  placeOf(id) {
    const index = this.order.indexOf(id);
    return index < 0 ? -1 : this.first + index;
  }

  // --- what follows is the viewport's own

  /** @param {string[]} gone */
  fade(gone) {
    for (const id of gone) this.rows.get(id)?.classList.add("leaving");
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.adopt(), FadeTime);
    this.refill();
  }

  /** Takes the model's order. */
  adopt() {
    this.isBehind = false;
    this.first = this.live.first;
    this.order = [...this.live.order];
    this.count = this.live.count;
    this.render();
    this.showNews();
  }

  fallBehind() {
    this.isBehind = true;
    for (const id of this.order) this.rows.get(id)?.classList.toggle("elsewhere", !this.live.rows.has(id));
    this.showNews();
  }

  release() {
    this.isHeld = false;
    if (this.isBehind) this.adopt();
  }

  showNews() {
    const news = document.getElementById("news");
    if (news) news.hidden = !this.isBehind;
  }

  moved() {
    this.isHeld = false;
    if (this.scheduled) return;
    this.scheduled = requestAnimationFrame(() => {
      this.scheduled = 0;
      const { first, count } = this.wanted();
      this.live.look(first, count);
      if (this.isBehind) this.adopt();
      else this.render();
    });
  }

  /** Newer states of rows that stand where they stand. */
  refill() {
    for (const id of this.order) {
      const watch = this.live.rows.get(id);
      const row = this.rows.get(id);
      if (watch && row) this.fill(row, watch);
    }
  }

  /** Makes the rows near the screen exist, in order, and no others. */
  render() {
    const height = this.height();
    const seen = Math.floor((window.scrollY - this.top()) / height);
    const from = Math.max(0, Math.min(this.count, seen - Margin));
    const to = Math.min(this.count, Math.max(from, seen + Math.ceil(window.innerHeight / height) + Margin));
    const used = new Set();
    /** @type {Element | null} */
    let next = this.above.nextElementSibling;
    for (let place = from; place < to; place++) {
      const id = this.order[place - this.first] ?? `?${place}`;
      const row = this.rowFor(id, place);
      used.add(id);
      if (row === next) next = row.nextElementSibling;
      else this.body.insertBefore(row, next);
    }
    for (const [id, row] of this.rows) {
      if (used.has(id)) continue;
      row.remove();
      this.rows.delete(id);
    }
    setHeight(this.above, from * height);
    setHeight(this.below, Math.max(0, this.count - to) * height);
    this.table.setAttribute("aria-rowcount", String(this.count + 1));
  }

  /**
   * @param {string} id
   * @param {number} place
   */
  rowFor(id, place) {
    let row = this.rows.get(id);
    if (!row) {
      row = /** @type {HTMLTableRowElement} */ (this.template.content.querySelector("tr")?.cloneNode(true));
      if (id.startsWith("?")) {
        row.classList.add("loading");
        row.removeAttribute("data-watch");
      }
      this.rows.set(id, row);
    }
    row.classList.remove("elsewhere", "leaving");
    row.setAttribute("aria-rowindex", String(place + 2));
    const watch = this.live.rows.get(id);
    if (watch) this.fill(row, watch);
    return row;
  }

  /** The height of a row in pixels; all are the same. */
  height() {
    const row = this.body.querySelector("tr:not(.spacer)");
    const height = /** @type {HTMLElement | null} */ (row)?.offsetHeight;
    if (height) this.known = height;
    return this.known || 60;
  }

  /** Where the first row begins in the document. */
  top() {
    return this.body.getBoundingClientRect().top + window.scrollY;
  }

  hasFocus() {
    const focused = document.activeElement;
    return focused !== null && this.body.contains(focused) && focused.matches(":focus-visible");
  }
}

function spacer() {
  const row = document.createElement("tr");
  row.className = "spacer";
  row.setAttribute("aria-hidden", "true");
  row.append(Object.assign(document.createElement("td"), { colSpan: 6 }));
  setHeight(row, 0);
  return row;
}

/**
 * @param {HTMLTableRowElement} row
 * @param {number} pixels
 */
function setHeight(row, pixels) {
  row.hidden = pixels === 0;
  const cell = /** @type {HTMLElement} */ (row.firstElementChild);
  cell.style.height = `${pixels}px`;
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
function sameOrder(one, other) {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
