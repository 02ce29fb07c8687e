// @ts-check
// The form to change a group.

import { send } from "./api.js";
import { checkReadable, field, readInterval, readLines, showProblems, whenSent } from "./forms.js";
import { offerSecrets } from "./secrets.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("edit-group"));
const path = `groups/${form.dataset.group}`;
offerSecrets(form, path, ["headers"]);

const picker = /** @type {HTMLInputElement} */ (document.getElementById("pick-colour"));

picker.addEventListener("input", () => (field(form, "colour").value = picker.value));
field(form, "colour").addEventListener("input", () => {
  if (/^#[0-9a-f]{6}$/i.test(field(form, "colour").value)) picker.value = field(form, "colour").value;
});

whenSent(form, async () => {
  checkReadable(form);
  const lists = Object.fromEntries([...form.querySelectorAll("textarea")].map((list) => [list.name, readLines(form, list.name)]));
  await send("PATCH", path, {
    title: field(form, "title").value,
    colour: field(form, "colour").value,
    urlMatchPattern: field(form, "urlMatchPattern").value,
    interval: readInterval(form),
    proxy: field(form, "proxy").value,
    overridesWatch: field(form, "overridesWatch").checked,
    isMuted: field(form, "isMuted").checked,
    ...lists,
  });
  location.assign("groups");
});

document.getElementById("delete")?.addEventListener("click", async () => {
  if (!confirm("Delete this group? Its watches stay.")) return;
  try {
    await send("DELETE", path);
    location.assign("groups");
  } catch (failure) {
    showProblems(form, failure);
  }
});
