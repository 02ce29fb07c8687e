// @ts-check
// The live connection: numbered changes, gaps filled by asking, endless reconnecting.

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
 *
 * @typedef {object} LiveChanges
 * @property {string} epoch
 * @property {number} from
 * @property {number} to
 * @property {WatchSummary[]} updated
 * @property {string[]} removed
 * @property {Record<string, number>} totals
 * @property {boolean} hasMore
 * @property {boolean} startAfresh
 *
 * @typedef {object} LiveHandlers
 * @property {(changes: LiveChanges) => void} onChanges
 * @property {(watchId: string, status: string) => void} onStatus
 * @property {(notices: string[]) => void} onNotices
 */

const FirstPause = 300;
const LongestPause = 15_000;
const AskEvery = 20_000;

/** Follows the list from a number on. */
export class LiveConnection {
  /**
   * @param {string} epoch
   * @param {number} since
   * @param {LiveHandlers} handlers
   */
  constructor(epoch, since, handlers) {
    this.epoch = epoch;
    this.since = since;
    this.handlers = handlers;
    this.pause = FirstPause;
    this.isAsking = false;
    this.mustAskAgain = false;
    const signalR = /** @type {any} */ (window).signalR;
    this.hub = new signalR.HubConnectionBuilder().withUrl("live").configureLogging(signalR.LogLevel.None).build();
    this.hub.on("WatchesChanged", (/** @type {LiveChanges} */ changes) => this.receive(changes));
    this.hub.on("StatusNoted", handlers.onStatus);
    this.hub.on("NoticesChanged", handlers.onNotices);
    this.hub.onclose(() => this.reconnect());
    for (const [target, event] of /** @type {[EventTarget, string][]} */ ([[document, "visibilitychange"], [window, "online"], [window, "pageshow"]]))
      target.addEventListener(event, () => this.wake());
    setInterval(() => this.ask(), AskEvery);
  }

  async start() {
    try {
      await this.hub.start();
      this.pause = FirstPause;
      show("live", "Live");
      await this.ask();
    } catch {
      this.reconnect();
    }
  }

  reconnect() {
    show("lost", "Connection lost – trying again…");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), this.pause * (0.5 + Math.random()));
    this.pause = Math.min(this.pause * 2, LongestPause);
  }

  /** After a sleep: connect at once if the connection is gone, and ask in any case. */
  wake() {
    if (document.visibilityState !== "visible") return;
    if (this.hub.state === "Connected") this.ask();
    else if (this.hub.state === "Disconnected") {
      clearTimeout(this.timer);
      this.start();
    }
  }

  /** Asks what changed since the last number; a second wish meanwhile asks once more afterwards. */
  async ask() {
    if (this.hub.state !== "Connected") return;
    this.mustAskAgain = this.isAsking;
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      do {
        this.mustAskAgain = false;
        const changes = /** @type {LiveChanges} */ (await this.hub.invoke("Follow", this.epoch, this.since));
        this.apply(changes);
        this.mustAskAgain ||= changes.hasMore;
      } while (this.mustAskAgain);
    } catch {
      // The connection broke; reconnecting asks again.
    } finally {
      this.isAsking = false;
    }
  }

  /** @param {LiveChanges} changes */
  receive(changes) {
    if (changes.epoch !== this.epoch || changes.from > this.since) this.ask();
    else if (changes.to > this.since) this.apply(changes);
  }

  /** @param {LiveChanges} changes */
  apply(changes) {
    if (changes.startAfresh) {
      location.reload();
      return;
    }
    this.since = Math.max(this.since, changes.to);
    this.handlers.onChanges(changes);
  }
}

/**
 * @param {string} state
 * @param {string} text
 */
function show(state, text) {
  const badge = document.getElementById("connection");
  if (!badge) return;
  badge.dataset.state = state;
  badge.textContent = text;
}
