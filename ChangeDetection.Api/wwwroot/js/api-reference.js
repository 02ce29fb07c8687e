// @ts-check
// The operations of an API, from its OpenAPI document.

import { toast } from "./toast.js";

/** @typedef {Record<string, any>} Json */

const place = /** @type {HTMLElement} */ (document.getElementById("reference"));
const tabs = /** @type {HTMLElement} */ (document.getElementById("documents"));

addEventListener("hashchange", show);
show();

async function show() {
  const name = location.hash === "#v2" ? "v2" : "v1";
  const links = /** @type {HTMLAnchorElement[]} */ ([...tabs.querySelectorAll("a")]);
  for (const link of links) {
    if (link.dataset.name === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  try {
    const answer = await fetch(links.find((link) => link.dataset.name === name)?.dataset.document ?? "");
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    render(await answer.json());
  } catch (failure) {
    place.replaceChildren(make("p", "notice", `The document cannot be read. ${failure instanceof Error ? failure.message : ""}`));
  }
}

/** @param {Json} api */
function render(api) {
  /** @type {Map<string, HTMLElement[]>} */
  const groups = new Map();
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? "Others";
      groups.set(tag, [...(groups.get(tag) ?? []), operationOf(api, method.toUpperCase(), path, operation)]);
    }
  }
  const parts = [...groups].map(([tag, operations]) => section(tag, operations));
  const schemas = Object.entries(api.components?.schemas ?? {}).map(([name, schema]) => fold(make("code", "", name), [schemaOf(schema)], "schema"));
  place.replaceChildren(make("p", "lead", api.info.description ?? ""), ...parts, section("Schemas", schemas));
}

/**
 * @param {Json} api
 * @param {string} method
 * @param {string} path
 * @param {Json} operation
 */
function operationOf(api, method, path, operation) {
  const base = (api.servers?.[0]?.url ?? "/").replace(/\/$/, "");
  const title = make("span", "operation-title", "");
  title.append(make("b", `method method-${method.toLowerCase()}`, method), make("code", "", base + path), make("span", "operation-summary", operation.summary ?? ""));
  const parts = [];
  if (operation.description) parts.push(make("p", "", operation.description));
  if (operation.parameters?.length) parts.push(make("h4", "", "Parameters"), facts(operation.parameters.map((/** @type {Json} */ one) => [one.name, `${one.in}, ${typeOf(one.schema)}${one.required ? ", required" : ""}. ${one.description ?? ""}`])));
  const body = operation.requestBody && Object.entries(operation.requestBody.content)[0];
  if (body) parts.push(make("h4", "", "Body"), make("p", "", `${body[0]}: ${typeOf(body[1].schema)}`));
  parts.push(make("h4", "", "Answers"), facts(Object.entries(operation.responses).map(([status, answer]) => [status, answerOf(answer)])));
  const needed = body?.[1].schema?.$ref ? api.components.schemas[typeOf(body[1].schema)]?.required ?? [] : [];
  const sample = JSON.stringify(Object.fromEntries(needed.map((/** @type {string} */ name) => [name, name === "url" ? "https://example.com/" : name.endsWith("s") ? [] : name])));
  parts.push(make("h4", "", "Try it"), copyable(curl(method, base + path, Boolean(api.components?.securitySchemes?.ApiKey), body?.[0], sample)));
  return fold(title, parts, "operation");
}

/** @param {Json} answer */
function answerOf(answer) {
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? [];
  const words = document.createElement("div");
  words.append(`${answer.description}${type ? ` (${type}${content.schema ? `, ${typeOf(content.schema)}` : ""})` : ""}`);
  if (content?.example !== undefined) words.append(make("pre", "version", typeof content.example === "string" && type !== "application/json" ? content.example : JSON.stringify(content.example, null, 2)));
  return words;
}

/** @param {Json} schema */
function schemaOf(schema) {
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0) return make("pre", "version", JSON.stringify(schema, null, 2));
  return facts(members.map(([name, member]) => [name, `${typeOf(member)}${schema.required?.includes(name) ? ", required" : ""}. ${member.description ?? ""}`]));
}

/**
 * @param {Json | undefined} schema
 * @returns {string} the type in a few words
 */
function typeOf(schema) {
  if (!schema) return "anything";
  if (schema.$ref) return schema.$ref.split("/").pop();
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map(typeOf).join(" or ");
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ value) => JSON.stringify(value)).join(" | ");
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type ?? "anything";
  const limits = [["minimum", "≥"], ["maximum", "≤"], ["maxLength", "length ≤"], ["maxItems", "items ≤"], ["pattern", "as"]]
    .filter(([name]) => schema[name] !== undefined).map(([name, sign]) => `${sign} ${schema[name]}`);
  return `${type}${schema.items ? ` of ${typeOf(schema.items)}` : ""}${limits.length ? ` (${limits.join(", ")})` : ""}`;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {boolean} needsKey
 * @param {string | undefined} bodyType
 * @param {string} sample
 */
function curl(method, path, needsKey, bodyType, sample) {
  const words = ["curl"];
  if (method !== "GET") words.push(`-X ${method}`);
  if (needsKey) words.push('-H "x-api-key: $KEY"');
  if (bodyType) words.push(`-H "Content-Type: ${bodyType}"`, bodyType.endsWith("json") ? `-d '${sample}'` : "--data-binary @urls.txt");
  return [...words, `"${place.dataset.address}${path}"`].join(" ");
}

/** @param {string} text */
function copyable(text) {
  const line = make("p", "copyable", "");
  const button = /** @type {HTMLButtonElement} */ (make("button", "", "Copy"));
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast("Copied.");
    } catch {
      toast("This browser lets no page copy here; select the line.", "problem");
    }
  });
  line.append(make("code", "", text), button);
  return line;
}

/**
 * @param {string} title
 * @param {HTMLElement[]} parts
 */
function section(title, parts) {
  const made = make("section", "operations", "");
  made.append(make("h2", "", title), ...parts);
  return made;
}

/**
 * @param {HTMLElement} title
 * @param {HTMLElement[]} parts
 * @param {string} kind
 */
function fold(title, parts, kind) {
  const made = make("details", kind, "");
  const summary = document.createElement("summary");
  summary.append(title);
  made.append(summary, ...parts);
  return made;
}

/** @param {[string, string | HTMLElement][]} pairs */
function facts(pairs) {
  const list = make("dl", "facts", "");
  for (const [name, words] of pairs) {
    const term = document.createElement("dt");
    const meaning = document.createElement("dd");
    term.append(make("code", "", name));
    meaning.append(words);
    list.append(term, meaning);
  }
  return list;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
function make(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
