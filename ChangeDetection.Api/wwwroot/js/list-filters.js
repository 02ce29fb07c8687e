// @ts-check
// What is listed: group, search, state and order; kept in the page's address.

import { dotOf } from "./group-dot.js";

/** @typedef {import("./live.js").ListRequest} ListRequest */
/** @typedef {import("./live.js").ListCounts} ListCounts */
/** @typedef {import("./live.js").GroupView} GroupView */

const TypingPause = 150;
const Usual = /** @type {Record<string, string>} */ ({ group: "", q: "", state: "all", sort: "changed", order: "usual" });

export class ListFilters {
  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    this.groups = /** @type {HTMLElement} */ (document.getElementById("groups"));
    this.facets = /** @type {HTMLElement} */ (document.getElementById("facets"));
    this.feed = /** @type {HTMLAnchorElement} */ (document.getElementById("feed"));
    this.search = /** @type {HTMLInputElement} */ (document.getElementById("search"));
    this.sort = /** @type {HTMLSelectElement} */ (document.getElementById("sort"));
    this.order = /** @type {HTMLButtonElement} */ (document.getElementById("order"));
    /** @type {ListRequest} */
    this.list = this.read();
    this.listen();
  }

  /** Whether everything is listed, newest change first. */
  get isUsual() {
    return Object.keys(this.list).length === 0;
  }

  /** @param {GroupView[]} groups */
  showGroups(groups) {
    this.groups.hidden = groups.length === 0;
    const all = this.groups.firstElementChild;
    const links = groups.map((group) => {
      const link = Object.assign(document.createElement("a"), { href: `./?group=${encodeURIComponent(group.id)}`, textContent: `${group.title} ` });
      link.prepend(...dotOf(group.colour));
      link.dataset.group = group.id;
      link.append(Object.assign(document.createElement("b"), { textContent: String(group.counts.all) }));
      return link;
    });
    this.groups.replaceChildren(...(all ? [all] : []), ...links);
    this.mark();
  }

  /** @param {ListCounts} counts */
  showCounts(counts) {
    for (const [name, count] of Object.entries(counts)) {
      const place = this.facets.querySelector(`[data-count="${name}"]`);
      if (place && place.textContent !== String(count)) place.textContent = String(count);
    }
  }

  listen() {
    for (const bar of [this.groups, this.facets]) {
      bar.addEventListener("click", (event) => {
        const link = /** @type {Element} */ (event.target).closest("a");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        this.change(link.dataset.state ? { state: link.dataset.state } : { group: link.dataset.group ?? "" });
      });
    }
    this.search.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.change({ q: this.search.value.trim() }), TypingPause);
    });
    this.search.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change({ q: this.search.value.trim() });
    });
    this.sort.addEventListener("change", () => this.change({ sort: this.sort.value, order: "usual" }));
    this.order.addEventListener("click", () => this.change({ order: this.list.order === "reversed" ? "usual" : "reversed" }));
    document.getElementById("show-all")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.change(Usual);
    });
    addEventListener("popstate", () => {
      this.list = this.read();
      this.mark();
      this.onChange();
    });
  }

  /** @param {Record<string, string>} changes */
  change(changes) {
    // What was typed and not yet searched for goes along.
    clearTimeout(this.typing);
    const list = without({ ...this.list, q: this.search.value.trim(), ...changes });
    if (JSON.stringify(list) === JSON.stringify(this.list)) return;
    // A search grows letter by letter: going back leads to the list before it.
    const isTyping = "q" in changes && this.list.q !== undefined;
    this.list = list;
    const query = new URLSearchParams(/** @type {Record<string, string>} */ (list)).toString();
    const base = location.pathname;
    history[isTyping ? "replaceState" : "pushState"](null, "", query ? `${base}?${query}` : base);
    this.mark();
    this.onChange();
  }

  /** @returns {ListRequest} */
  read() {
    const query = new URLSearchParams(location.search);
    return without(Object.fromEntries(Object.keys(Usual).map((name) => [name, query.get(name) ?? Usual[name]])));
  }

  /**
   * The feed of what is listed, for the page and for the browser.
   * @param {string} group
   */
  markFeed(group) {
    const address = `rss${group ? `/tag/${encodeURIComponent(group)}` : ""}?token=${this.feed.dataset.token}`;
    this.feed.href = address;
    for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="alternate"]')))
      link.href = link.type.includes("atom") ? `${address}&format=atom` : address;
  }

  mark() {
    const { group = "", q = "", state = "all", sort = "changed", order } = this.list;
    for (const link of this.groups.querySelectorAll("a")) current(link, link.dataset.group === group);
    for (const link of this.facets.querySelectorAll("a")) current(link, link.dataset.state === state);
    this.markFeed(group);
    if (document.activeElement !== this.search) this.search.value = q;
    this.sort.value = sort;
    this.order.setAttribute("aria-pressed", String(order === "reversed"));
  }
}

/**
 * @param {Record<string, string>} list
 * @returns {ListRequest} what is unusual
 */
function without(list) {
  return Object.fromEntries(Object.entries(list).filter(([name, value]) => value !== Usual[name]));
}

/**
 * @param {Element} link
 * @param {boolean} isCurrent
 */
function current(link, isCurrent) {
  if (isCurrent) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}
