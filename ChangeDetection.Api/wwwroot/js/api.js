// @ts-check
// Requests to the server, and its problems as people read them.

/** A refusal of the server: sentences by field, "" for the whole request. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {Record<string, string[]>} fields
   */
  constructor(message, fields) {
    super(message);
    this.fields = fields;
  }
}

/**
 * What a person is told of a failure.
 * @param {unknown} failure
 */
export function textOf(failure) {
  return failure instanceof Problem ? failure.message : "Something went wrong in this page. Reload it and try again.";
}

/**
 * Sends a request below api/v2 and gives the answer's JSON, or null when it has none.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function send(method, path, body) {
  let response;
  try {
    response = await fetch(`api/v2/${path}`, {
      method,
      headers: body === undefined ? formToken() : { ...formToken(), "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem("The server cannot be reached. Check that it runs, then try again.", {});
  }
  if (!response.ok) throw await problemOf(response);
  return response.headers.get("Content-Type")?.includes("json") ? response.json() : null;
}

/**
 * What the server wants to see with every request that changes something: it proves that one of our own pages asks.
 * @returns {Record<string, string>}
 */
export function formToken() {
  const token = document.documentElement.dataset.csrf;
  return token ? { "x-csrf-token": token } : {};
}

/** Goes to the page to sign in, and comes back from there. */
export function signIn() {
  const root = new URL(document.baseURI).pathname;
  const here = `/${location.pathname.startsWith(root) ? location.pathname.slice(root.length) : ""}${location.search}`;
  location.assign(`sign-in?return=${encodeURIComponent(here)}`);
}

/**
 * The refusal of an answer.
 * @param {Response} response
 */
export async function problemOf(response) {
  if (response.status === 401) signIn();
  const told = await response.json().catch(() => ({}));
  const fields = Object.fromEntries(Object.entries(told.errors ?? {}).map(([name, texts]) => [camel(name), texts]));
  const sentences = Object.values(fields).flat();
  if (response.status === 404) return new Problem("This no longer exists; it was deleted meanwhile. Reload the page.", fields);
  return new Problem(sentences.join(" ") || told.detail || told.title || `The server answered ${response.status}.`, fields);
}

/** @param {string} name */
function camel(name) {
  return name.replace(/(^|\.)[A-Z]/g, (start) => start.toLowerCase());
}
