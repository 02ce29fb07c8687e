// @ts-check
// What is wrong between browser and server, in words, and what mends it. Words in backticks are code.

/**
 * @typedef {import("./connection-trials.js").Trial} Trial
 *
 * @typedef {object} Seen
 * @property {string} scheme
 * @property {string} host
 * @property {string} pathBase
 * @property {string | null} remoteAddress
 * @property {boolean} trustsForwardedHeaders
 * @property {Record<string, string>} headers
 * @property {Record<string, string> | null} [attempt]
 *
 * @typedef {{ protocol: string, host: string, pathname: string }} Place
 * @typedef {{ what: string, fix: string }} Finding
 */

const Page = "/live-test";
const Set = "set `USE_X_SETTINGS=1` for the server";

/**
 * @param {Seen} seen
 * @param {Place} place
 * @param {Trial[]} trials
 * @returns {Finding[]}
 */
export function findingsOf(seen, place, trials) {
  const host = ofHost(seen, place);
  const found = [host, ofScheme(seen, place), ofPath(seen, place), ofTrust(seen), ...ofTrials(seen, trials, host !== null)];
  return found.filter((finding) => finding !== null);
}

/**
 * @param {Seen} seen
 * @param {Place} place
 */
function ofHost(seen, place) {
  if (sameHost(seen.host, place.host)) return null;
  const what = `Your proxy passes Host as \`${seen.host}\`, the page is at \`${place.host}\`. So it refuses live connections as those of another site.`;
  const told = header(seen, "X-Forwarded-Host");
  if (told && sameHost(told, place.host)) return { what, fix: `Your proxy sends the right \`X-Forwarded-Host\`, but nobody trusts it: ${Set}.` };
  return { what, fix: "nginx: add `proxy_set_header Host $http_host;`. Apache: `ProxyPreserveHost On`. Caddy and Traefik do it unasked." };
}

/**
 * @param {Seen} seen
 * @param {Place} place
 */
function ofScheme(seen, place) {
  const scheme = place.protocol.replace(":", "");
  if (seen.scheme === scheme) return null;
  const what = `The server thinks it is ${seen.scheme}, the page is ${scheme}. Addresses that it tells, such as that of the API, are wrong.`;
  const told = header(seen, "X-Forwarded-Proto");
  if (seen.trustsForwardedHeaders)
    return { what, fix: `Let the proxy say the scheme; nginx: \`proxy_set_header X-Forwarded-Proto $scheme;\`.${told ? ` It says \`${told}\`: with several proxies, each must pass on what the first one said.` : ""}` };
  return { what, fix: told ? `Your proxy sends \`X-Forwarded-Proto: ${told}\`, but nobody trusts it: ${Set}.` : `Send \`X-Forwarded-Proto\` and ${Set}; nginx: \`proxy_set_header X-Forwarded-Proto $scheme;\`.` };
}

/**
 * @param {Seen} seen
 * @param {Place} place
 */
function ofPath(seen, place) {
  const base = place.pathname.endsWith(Page) ? place.pathname.slice(0, -Page.length) : seen.pathBase;
  if (base === seen.pathBase) return null;
  const what = `The page is below \`${base || "/"}\`, the server thinks below \`${seen.pathBase || "/"}\`. Links and live connections go astray.`;
  if (header(seen, "X-Forwarded-Prefix") && !seen.trustsForwardedHeaders) return { what, fix: `Your proxy sends \`X-Forwarded-Prefix\`, but nobody trusts it: ${Set}.` };
  return { what, fix: base ? `Set \`BASE_PATH=${base}\` for the server, or let the proxy send \`X-Forwarded-Prefix: ${base}\` and ${Set}.` : "Take `BASE_PATH` off the server, and `X-Forwarded-Prefix` off the proxy." };
}

/** @param {Seen} seen */
function ofTrust(seen) {
  if (!seen.trustsForwardedHeaders || Object.keys(seen.headers).some((name) => name.toLowerCase().startsWith("x-forwarded-"))) return null;
  return {
    what: "The server trusts X-Forwarded headers, but this request came with none. Whoever can reach the server like this can pretend to be anybody.",
    fix: "If no proxy is meant to be here, take `USE_X_SETTINGS` away. Else let nobody but the proxy reach the port, and let it send the headers.",
  };
}

/**
 * @param {Seen} seen
 * @param {Trial[]} trials
 * @param {boolean} isHostWrong which alone makes the server refuse connections
 * @returns {Finding[]}
 */
function ofTrials(seen, trials, isHostWrong) {
  const failed = trials.filter((trial) => !trial.works);
  const isRefused = (/** @type {Trial} */ trial) => trial.status === 403 || (trial.name === "websockets" && trial.trouble === "cut" && upgradeOf(seen) !== undefined);
  if (isHostWrong && failed.every(isRefused)) return [];
  if (failed.some((trial) => trial.needsOneServer || trial.status === 404))
    return [{
      what: "Each request reaches another server, and a live connection needs the one it began with.",
      fix: "Set `LIVE_TRANSPORTS=websockets` for every server, or let the proxy send each visitor to the same one (sticky sessions).",
    }];
  return trials.map((trial) => ofTrial(seen, trial)).filter((finding) => finding !== null);
}

/**
 * @param {Seen} seen
 * @param {Trial} trial
 * @returns {Finding | null}
 */
function ofTrial(seen, trial) {
  if (trial.name === "sse" && (trial.trouble === "silent" || trial.trouble === "slow"))
    return { what: "Server-Sent Events arrive late: response buffering is on.", fix: "Switch buffering and compression off in the proxy for `/live`; nginx: `proxy_buffering off;`." };
  if (trial.works) return null;
  if (trial.name === "websockets") return ofWebSockets(seen);
  const name = trial.name === "sse" ? "Server-Sent Events" : "Long polling";
  return { what: `${name} fails: ${reasonOf(trial)}`, fix: "Let the proxy pass GET and POST on `/live` unchanged, and wait at least 60 seconds for an answer." };
}

/** @param {Seen} seen */
function ofWebSockets(seen) {
  const nginx = "nginx: `proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";`";
  if (!seen.attempt) return { what: "WebSockets fail: the request does not arrive at the server.", fix: `Something in front refuses it, such as a proxy, a firewall or an extension of the browser. ${nginx}.` };
  if (!upgradeOf(seen)) return { what: "WebSockets fail: the Upgrade header does not arrive.", fix: `${nginx}.` };
  return { what: "WebSockets fail although the Upgrade header arrives.", fix: "The answer is lost on its way back: look at the Connection header, at firewalls and at programs that inspect traffic." };
}

/** @param {Seen} seen */
function upgradeOf(seen) {
  return Object.entries(seen.attempt ?? {}).find(([name]) => name.toLowerCase() === "upgrade")?.[1];
}

/**
 * Why a transport does not work, in plain words.
 * @param {Trial} trial
 */
export function reasonOf(trial) {
  switch (trial.trouble) {
    case "silent": return "nothing came back in time.";
    case "slow": return "answers come late.";
    case "status": return trial.status === 403 ? "the server took it for a request of another site (403)." : `it was answered with status ${trial.status}.`;
    case "cut": return "the connection was refused or cut.";
    default: return "";
  }
}

/**
 * @param {Seen} seen
 * @param {string} name
 */
function header(seen, name) {
  return Object.entries(seen.headers).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
}

/**
 * @param {string} one
 * @param {string} other
 */
function sameHost(one, other) {
  const plain = (/** @type {string} */ host) => host.toLowerCase().replace(/:(80|443)$/, "");
  return plain(one) === plain(other);
}
