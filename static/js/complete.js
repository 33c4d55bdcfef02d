/* Search as you type. Every input with data-complete, the address of the completions, becomes a combobox after the
   pattern of the ARIA Authoring Practices (list, manual selection). Without this file the search box works as it is. */
"use strict";

const PAUSE = 150; // milliseconds without a key before the archive is asked

for (const input of document.querySelectorAll("input[data-complete]")) {
  attach(input);
}

function attach(input) {
  const list = document.createElement("ul");
  list.id = input.id + "-completions";
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.completeLabel);
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "completions-anchor";
  box.append(list);
  input.form.append(box);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asking = null;
  let composing = false;
  let chosen = -1;

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const options = list.children;
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    options[place].setAttribute("aria-selected", "true");
    options[place].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[place].id);
  }

  function show(completions) {
    list.replaceChildren(
      ...completions.map((completion, place) => {
        const option = document.createElement("li");
        option.id = list.id + "-" + place;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = completion.url;
        const text = document.createElement("span");
        text.lang = "zh-Hans";
        text.textContent = completion.text;
        const label = document.createElement("span");
        label.className = "completion-label";
        label.textContent = completion.label;
        option.append(text, " ", label);
        return option;
      }),
    );
    chosen = -1;
    list.hidden = !completions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const address = input.dataset.complete + "?q=" + encodeURIComponent(input.value);
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) {
        show((await answer.json()).completions);
      }
    } catch {
      // Asked anew meanwhile, or no connection: there are no suggestions then.
    }
  }

  function askSoon() {
    clearTimeout(timer);
    if (composing || !input.value.trim()) {
      close();
      return;
    }
    timer = setTimeout(ask, PAUSE);
  }

  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; askSoon(); });
  input.addEventListener("input", askSoon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) {
      return;
    }
    const count = list.children.length;
    if (event.key === "ArrowDown") {
      choose(chosen + 1 < count ? chosen + 1 : -1);
    } else if (event.key === "ArrowUp") {
      choose(chosen >= 0 ? chosen - 1 : count - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      location.assign(list.children[chosen].dataset.url);
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
  // Before the input loses its focus and the list closes.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      location.assign(option.dataset.url);
    }
  });
}
