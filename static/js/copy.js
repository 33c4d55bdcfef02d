/* Puts a button beside each text that can be copied. Without scripts there are none, and the text can be selected. */
"use strict";

for (const place of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(place.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  const label = document.createElement("span");
  label.textContent = place.dataset.copyLabel;
  label.setAttribute("role", "status");
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = " " + place.dataset.copyName;
  button.append(label, name);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim() + (source.localName === "pre" ? "\n" : ""));
    label.textContent = place.dataset.copiedLabel;
    setTimeout(() => { label.textContent = place.dataset.copyLabel; }, 2000);
  });
  place.prepend(button);
}
