// @ts-check
// Tries the ways to the hub, one by one, and tells how long each takes or why it fails.

import { connectionOptions } from "./transports.js";

/**
 * @typedef {import("./transports.js").TransportName} TransportName
 *
 * @typedef {object} Trial
 * @property {TransportName} name
 * @property {boolean} works
 * @property {number} connectMs
 * @property {number} roundTripMs
 * @property {"" | "silent" | "slow" | "status" | "cut"} trouble nothing came in time; it came late; an answer with a bad status; anything else
 * @property {number} status of a bad answer, else 0
 * @property {boolean} needsOneServer whether it works only when no negotiation with the same server must come first
 */

const ConnectLimit = 8000;
const AnswerLimit = 5000;
const Late = 2500;

/**
 * @param {TransportName} name
 * @returns {Promise<Trial>}
 */
export async function tryTransport(name) {
  const options = connectionOptions();
  const isAlone = options.skipNegotiation;
  const trial = await connect(name, isAlone);
  if (trial.works || name !== "websockets" || isAlone) return trial;
  return { ...trial, needsOneServer: (await connect(name, true)).works };
}

/**
 * @param {TransportName} name
 * @param {boolean} skipNegotiation
 * @returns {Promise<Trial>}
 */
async function connect(name, skipNegotiation) {
  /** @type {Trial} */
  const trial = { name, works: false, connectMs: 0, roundTripMs: 0, trouble: "", status: 0, needsOneServer: false };
  const signalR = /** @type {any} */ (window).signalR;
  const hub = new signalR.HubConnectionBuilder()
    .withUrl("live", { ...connectionOptions([name]), skipNegotiation }).configureLogging(signalR.LogLevel.None).build();
  try {
    const begun = performance.now();
    await within(ConnectLimit, hub.start());
    const connected = performance.now();
    await within(AnswerLimit, answer(hub));
    Object.assign(trial, { works: true, connectMs: connected - begun, roundTripMs: performance.now() - connected });
    if (Math.max(trial.connectMs, trial.roundTripMs) > Late) trial.trouble = "slow";
  } catch (failure) {
    const text = String(/** @type {Error} */ (failure)?.message ?? failure);
    trial.status = Number(/Status code '(\d{3})'|status code (\d{3})|: (\d{3})$/i.exec(text)?.slice(1).find(Boolean) ?? /** @type {any} */ (failure)?.statusCode ?? 0);
    trial.trouble = failure instanceof TooLate ? "silent" : trial.status ? "status" : "cut";
  } finally {
    hub.stop().catch(() => {});
  }
  return trial;
}

/**
 * One way there and back: any answer proves it, also a refusal.
 * @param {any} hub
 */
async function answer(hub) {
  try {
    await hub.invoke("Ping");
  } catch (failure) {
    if (hub.state !== "Connected") throw failure;
  }
}

/** What did not come in time. */
class TooLate extends Error {}

/**
 * @param {number} milliseconds
 * @param {Promise<unknown>} work
 */
function within(milliseconds, work) {
  let timer = 0;
  const limit = new Promise((_, fail) => { timer = setTimeout(() => fail(new TooLate()), milliseconds); });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/**
 * Opens a WebSocket at a place that answers none, so that the server can tell what arrived of it.
 * @returns {Promise<string>} the attempt's name
 */
export function attemptUpgrade() {
  // Not randomUUID, which browsers give to pages on https only.
  const attempt = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const address = new URL(`api/v2/connection/attempts/${attempt}`, document.baseURI);
  address.protocol = address.protocol.replace("http", "ws");
  return new Promise((done) => {
    const socket = new WebSocket(address);
    socket.onclose = socket.onerror = () => done(attempt);
    setTimeout(() => done(attempt), AnswerLimit);
  });
}
