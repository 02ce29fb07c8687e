// @ts-check
// The ways that a live connection may take, as the server allows them.

/**
 * @typedef {"websockets" | "sse" | "longpolling"} TransportName
 * @typedef {{ transport: number, skipNegotiation: boolean }} ConnectionOptions
 */

/** The flags of signalR's HttpTransportType, in the order in which a page prefers them. */
const Flags = /** @type {Record<TransportName, number>} */ ({ websockets: 1, sse: 2, longpolling: 4 });

/** @returns {TransportName[]} */
export function allowedTransports() {
  const told = document.documentElement.dataset.transports?.split(",") ?? [];
  const known = /** @type {TransportName[]} */ (Object.keys(Flags));
  const allowed = known.filter((name) => told.includes(name));
  return allowed.length ? allowed : known;
}

/**
 * The options for signalR's withUrl. WebSockets alone need no negotiation, and without one it does not matter which of several servers answers.
 * @param {TransportName[]} [names]
 * @returns {ConnectionOptions}
 */
export function connectionOptions(names = allowedTransports()) {
  return {
    transport: names.reduce((flags, name) => flags | Flags[name], 0),
    skipNegotiation: names.length === 1 && names[0] === "websockets",
  };
}
