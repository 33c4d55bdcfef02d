// Suggestions while the name of a place is typed. Without this script the form works all the same.
(() => {
  const list = document.getElementById("place-names");
  if (!list) return;
  let asked = 0;
  document.addEventListener("input", async (event) => {
    if (!event.target.matches("[data-suggest]")) return;
    const number = ++asked;
    const typed = event.target.value.trim();
    if (!typed) return list.replaceChildren();
    const answer = await fetch(`${list.dataset.url}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || number !== asked) return;
    const { places } = await answer.json();
    // Browsers show an option if its text or value holds what is typed; initials stand in neither.
    list.replaceChildren(...places.map((place) => new Option(`${typed} ${place}`, place)));
  });
})();
