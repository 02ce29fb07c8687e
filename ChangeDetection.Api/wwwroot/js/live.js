// @ts-check
// The live connection: a part of a list, kept equal to the server's; endless reconnecting. The contract is docs/live.md.

/**
 * @typedef {object} WatchSummary
 * @property {string} id
 * @property {number} revision
 * @property {string} url
 * @property {string} link
 * @property {string} label
 * @property {number} createdAt
 * @property {"idle" | "queued" | "checking"} activity
 * @property {boolean} isPaused
 * @property {boolean} isMuted
 * @property {boolean} skipsTlsCheck
 * @property {boolean} isUnread
 * @property {string | null} [error]
 * @property {string | null} [blocked]
 * @property {number | null} [lastCheckedAt]
 * @property {number | null} [lastChangedAt]
 * @property {number} fetchMilliseconds
 * @property {number} snapshotCount
 * @property {string[]} [groups]
 * @property {number | null} [checkingSince]
 * @property {number | null} [snoozedUntil]
 * @property {string | null} [icon]
 *
 * @typedef {{ group?: string, q?: string, state?: string, sort?: string, order?: string }} ListRequest
 * @typedef {{ all: number, unread: number, errors: number, paused: number, queued: number, checking: number }} ListCounts
 * @typedef {{ id: string, title: string, counts: ListCounts, colour?: string | null }} GroupView
 *
 * @typedef {object} ListUpdate
 * @property {number} view
 * @property {string} epoch
 * @property {number} from
 * @property {number} to
 * @property {boolean} isWhole
 * @property {number} first
 * @property {number} count
 * @property {string[]} [order]
 * @property {WatchSummary[]} [rows]
 * @property {Record<string, string>} [notes]
 * @property {Record<string, number>} [totals]
 * @property {ListCounts} [counts]
 * @property {GroupView[]} [groups]
 * @property {string[]} [notices]
 * @property {number} hash
 */

import { signIn } from "./api.js";
import { listHash } from "./list-hash.js";
import { setServerTime } from "./moments.js";
import { connectionOptions } from "./transports.js";

const FirstPause = 300;
const LongestPause = 3_000;
const LongestStart = 4_000;
/** The server speaks at least every two seconds; after three silences the line counts as dead. */
const LongestSilence = 6_000;
/** An answer that takes longer was lost, or its question. */
const LongestAnswer = 3_000;
const HiddenAfter = 10_000;

const Ways = /** @type {Record<string, string>} */ ({ websockets: "WebSockets", sse: "server-sent events", longpolling: "long polling" });

/** Shows a part of a list and keeps it equal to the server's. */
export class LiveConnection {
  /** @param {(update: ListUpdate) => void} onUpdate called after the model has taken an update */
  constructor(onUpdate) {
    this.onUpdate = onUpdate;
    /** @type {ListRequest} */
    this.list = {};
    this.wanted = { first: 0, count: 0 };
    this.view = 0;
    this.isWhole = false;
    this.epoch = "";
    this.at = 0;
    this.first = 0;
    this.count = 0;
    /** @type {string[]} the watches shown, in their order */
    this.order = [];
    /** @type {Map<string, WatchSummary>} */
    this.rows = new Map();
    this.repairs = 0;
    this.pause = FirstPause;
    this.heard = Date.now();
    this.askedAt = 0;
    /** @type {any} */
    this.hub = null;
    for (const [target, event] of /** @type {[EventTarget, string][]} */ ([[document, "visibilitychange"], [window, "online"], [window, "pageshow"]]))
      target.addEventListener(event, () => this.wake());
    setInterval(() => this.watch(), 1000);
  }

  /**
   * Shows a list from a place on.
   * @param {ListRequest} list
   * @param {number} first
   * @param {number} count
   */
  follow(list, first, count) {
    this.list = list;
    this.wanted = { first, count };
    this.isWhole = false;
    this.invoke("Follow");
  }

  /**
   * Shows another part of the same list.
   * @param {number} first
   * @param {number} count
   */
  look(first, count) {
    if (this.wanted.first === first && this.wanted.count === count) return;
    this.wanted = { first, count };
    this.invoke(this.isWhole ? "Look" : "Follow");
  }

  /**
   * Does something with many watches.
   * @param {object} request
   * @returns {Promise<{ operation: string, done: number, missing: number, message: string }>}
   */
  operate(request) {
    return this.hub.invoke("Operate", request);
  }

  get isOpen() {
    return this.hub?.state === "Connected";
  }

  async open() {
    clearTimeout(this.timer);
    const signalR = /** @type {any} */ (window).signalR;
    const hub = new signalR.HubConnectionBuilder().withUrl("live", connectionOptions()).configureLogging(signalR.LogLevel.None).build();
    this.leave();
    this.hub = hub;
    hub.on("ListChanged", (/** @type {ListUpdate} */ update) => hub === this.hub && this.receive(update));
    hub.onclose((/** @type {Error | undefined} */ cause) => hub === this.hub && this.retry(cause ? "the connection broke" : "the server closed it"));
    try {
      await Promise.race([hub.start(), new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), LongestStart))]);
      if (hub !== this.hub) return;
      this.heard = Date.now();
      this.isWhole = false;
      this.invoke("Follow");
      const { now, transport } = await hub.invoke("Ping");
      setServerTime(now);
      this.pause = FirstPause;
      if (hub === this.hub) show("live", `Live`, `Connected by ${Ways[transport] ?? transport}`, transport);
    } catch (failure) {
      if (hub !== this.hub) return;
      this.retry(navigator.onLine ? reasonOf(failure) : "this device is offline");
      await this.seeWhetherSignedIn();
    }
  }

  /** A browser does not tell why a WebSocket was refused; a plain request does. */
  async seeWhetherSignedIn() {
    const answer = await fetch("api/v2/account").catch(() => null);
    if (answer?.status === 401) signIn();
  }

  /** Lets go of a connection without waiting for it. */
  leave() {
    const old = this.hub;
    this.hub = null;
    if (old) Promise.resolve(old.stop()).catch(() => {});
  }

  /** @param {string} reason */
  retry(reason) {
    this.leave();
    const wait = this.pause * (0.5 + Math.random());
    show("lost", "Connection lost – trying again…", `Lost because ${reason}. The next try is in ${Math.ceil(wait / 1000)} s.`);
    this.pause = Math.min(this.pause * 2, LongestPause);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), wait);
  }

  /** A line on which nothing comes any more is dead, whatever the browser thinks; a page that nobody sees asks for counts alone. */
  watch() {
    if (this.isOpen && !this.isWhole && Date.now() - this.askedAt > LongestAnswer) this.repair();
    if (this.isOpen && Date.now() - this.heard > LongestSilence) {
      this.retry("nothing came for six seconds");
      this.wake();
    }
    if (!document.hidden) this.hiddenSince = 0;
    else if (!this.hiddenSince) this.hiddenSince = Date.now();
    else if (Date.now() - this.hiddenSince > HiddenAfter && this.wanted.count > 0) {
      this.seen = this.wanted;
      this.look(0, 0);
    }
  }

  /** Somebody looks again, or the network is back. */
  wake() {
    if (document.visibilityState !== "visible") return;
    if (this.seen) {
      const { first, count } = this.seen;
      this.seen = undefined;
      this.look(first, count);
    }
    if (!this.hub) this.open();
  }

  /** @param {"Follow" | "Look"} way */
  invoke(way) {
    if (!this.isOpen) return;
    const hub = this.hub;
    this.askedAt = Date.now();
    const request = { view: ++this.view, first: this.wanted.first, count: this.wanted.count, list: this.list };
    hub.invoke(way, request).catch((/** @type {unknown} */ failure) => hub === this.hub && this.isOpen && this.retry(reasonOf(failure)));
  }

  /** @param {ListUpdate} update */
  receive(update) {
    this.heard = Date.now();
    if (update.view !== this.view) return;
    if (update.isWhole) {
      this.rows.clear();
      this.isWhole = true;
    } else if (!this.isWhole) {
      // The whole comes first, so it was lost.
      this.repair();
      return;
    } else if (update.epoch !== this.epoch || update.from !== this.at) {
      // One that was here before is harmless; after a gap nothing can be trusted.
      if (update.epoch !== this.epoch || update.to > this.at) this.repair();
      return;
    }
    this.take(update);
    if (listHash(this.order, this.rows) !== update.hash) this.repair();
    else this.onUpdate(update);
  }

  /** @param {ListUpdate} update */
  take(update) {
    this.epoch = update.epoch;
    this.at = update.to;
    this.first = update.first;
    this.count = update.count;
    for (const row of update.rows ?? []) this.rows.set(row.id, row);
    if (!update.order) return;
    this.order = update.order;
    const shown = new Set(update.order);
    for (const id of this.rows.keys()) if (!shown.has(id)) this.rows.delete(id);
  }

  repair() {
    this.repairs++;
    this.isWhole = false;
    this.invoke("Follow");
  }
}

/** @param {unknown} failure */
function reasonOf(failure) {
  const text = failure instanceof Error ? failure.message : "";
  if (/status code '?(\d+)/i.test(text)) return `the server answered ${/status code '?(\d+)/i.exec(text)?.[1]}`;
  return text === "no answer" ? "the server does not answer" : "the server cannot be reached";
}

/**
 * @param {string} state
 * @param {string} text
 * @param {string} detail
 * @param {string} [transport]
 */
function show(state, text, detail, transport) {
  const badge = document.getElementById("connection");
  if (!badge) return;
  badge.dataset.state = state;
  badge.dataset.transport = transport ?? "";
  badge.title = detail;
  badge.textContent = transport ? `${text} · ${Ways[transport] ?? transport}` : text;
}
