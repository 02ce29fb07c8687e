// @ts-check
// The page of all groups: makes new ones.

import { send } from "./api.js";
import { field, whenSent } from "./forms.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("add-group"));

whenSent(form, async () => {
  const made = await send("POST", "groups", { title: field(form, "title").value });
  location.assign(`groups/${made.id}`);
});
