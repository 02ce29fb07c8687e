// @ts-check
// The queue in a drawer of the list: its length over the last minutes, what runs and for how long.

import { send } from "./api.js";
import { serverNow } from "./moments.js";
import { emptyQueue } from "./queue-actions.js";
import { told } from "./toast.js";

const Kept = 180_000;
const Period = 2000;
const MostShown = 20;
const Key = "queue-lengths";

export class QueueDrawer {
  constructor() {
    this.drawer = /** @type {HTMLDetailsElement} */ (document.getElementById("queue-drawer"));
    this.body = /** @type {HTMLTableSectionElement} */ (this.drawer.querySelector("tbody"));
    this.template = /** @type {HTMLTemplateElement} */ (document.getElementById("running-template"));
    this.line = /** @type {SVGPathElement} */ (this.drawer.querySelector("#sparkline path"));
    this.length = 0;
    /** @type {[number, number][]} */
    this.lengths = JSON.parse(sessionStorage.getItem(Key) ?? "[]");
    this.isPaused = false;
    this.drawer.addEventListener("toggle", () => this.refresh());
    this.drawer.addEventListener("click", (event) => this.act(event));
    setInterval(() => this.tick(), Period);
  }

  /** @param {number} length how many checks wait now */
  note(length) {
    this.length = length;
  }

  tick() {
    const now = Date.now();
    this.lengths = [...this.lengths.filter(([at]) => now - at < Kept), [now, this.length]];
    sessionStorage.setItem(Key, JSON.stringify(this.lengths));
    const most = Math.max(1, ...this.lengths.map(([, length]) => length));
    const points = this.lengths.map(([at, length]) => `${(180 - ((now - at) / Kept) * 180).toFixed(1)},${(23 - (length / most) * 22).toFixed(1)}`);
    this.line.setAttribute("d", points.length > 1 ? `M${points.join("L")}` : "");
    if (this.drawer.open && !document.hidden) this.refresh();
  }

  async refresh() {
    if (!this.drawer.open) return;
    const queue = await send("GET", `queue?limit=1`).catch(() => null);
    if (!queue) return;
    this.isPaused = queue.isQueuePaused;
    /** @type {HTMLElement} */ (this.drawer.querySelector('[data-queue="pause"]')).textContent = this.isPaused ? "Resume the queue" : "Pause the queue";
    const running = queue.running.slice(0, MostShown);
    /** @type {HTMLElement} */ (this.drawer.querySelector("table")).hidden = running.length === 0;
    /** @type {HTMLElement} */ (document.getElementById("queue-idle")).hidden = running.length > 0;
    while (this.body.rows.length > running.length) this.body.deleteRow(-1);
    for (const [index, check] of running.entries()) this.fill(this.body.rows[index] ?? this.body.appendChild(this.newRow()), check);
  }

  newRow() {
    return /** @type {HTMLTableRowElement} */ (this.template.content.querySelector("tr")?.cloneNode(true));
  }

  /**
   * @param {HTMLTableRowElement} row
   * @param {{ watchId: string, url: string, runningSince: number }} check
   */
  fill(row, check) {
    row.dataset.watch = check.watchId;
    const link = /** @type {HTMLAnchorElement} */ (row.querySelector("a"));
    link.href = `watches/${check.watchId}/history`;
    link.textContent = check.url;
    const seconds = Math.max(0, Math.round((serverNow() - check.runningSince) / 1000));
    /** @type {HTMLElement} */ (row.querySelector('[data-part="elapsed"]')).textContent = `${seconds} s`;
    row.querySelector("button")?.setAttribute("aria-label", `Call off the check of ${check.url}`);
  }

  /** @param {MouseEvent} event */
  async act(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    const deed = button?.dataset.queue;
    if (!deed) return;
    await told(() => {
      if (deed === "pause") return send("PATCH", "settings", { queuePaused: !this.isPaused });
      if (deed === "cancel") return send("POST", `watches/${button.closest("tr")?.dataset.watch}/cancel`);
      return emptyQueue();
    });
    await this.refresh();
  }
}
