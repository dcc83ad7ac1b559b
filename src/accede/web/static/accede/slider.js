// Moves the map through time. Without it the day is chosen in the form beside, and the server draws the map.
(async () => {
  "use strict";
  const form = document.querySelector("[data-slider]");
  const world = document.querySelector(".world");
  if (!form || !world) return;

  const DAY = 24 * 60 * 60 * 1000;
  const box = form.querySelector(".slider");
  const slider = box.querySelector("input");
  const output = box.querySelector("output");
  const field = form.querySelector("[name=on]");
  const language = document.documentElement.lang;
  const written = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: "long", timeZone: "UTC" });
  const iso = (moment) => new Date(moment).toISOString().slice(0, 10);

  const shapes = new Map([...world.querySelectorAll("[data-state]")].map((shape) => [shape.dataset.state, shape]));
  const names = new Map([...shapes].map(([state, shape]) => [state, shape.querySelector("title")?.textContent.split(": ")[0]]));
  const counters = new Map(
    [...document.querySelectorAll("[data-count]")].map((element) => [element.dataset.count, element]),
  );
  const statusWords = JSON.parse(form.dataset.words);

  let history;
  const statusOn = (changes, day) => {
    let status = "neither";
    for (const [from, became] of changes) {
      if (from > day) break;
      status = became;
    }
    return status;
  };

  const show = (day) => {
    const counts = { party: 0, "party-pending": 0, signatory: 0, neither: 0, former: 0 };
    for (const [state, shape] of shapes) {
      const status = statusOn(history.states[state] ?? [], day);
      counts[status] += 1;
      shape.setAttribute("class", `st st--${status}`);
      const title = shape.querySelector("title");
      if (title) title.textContent = `${names.get(state)}: ${statusWords[status]}`;
    }
    const totals = {
      joined: counts.party + counts["party-pending"],
      in_force: counts.party,
      signatories: counts.signatory,
      neither: counts.neither + counts.former,
    };
    for (const [key, element] of counters) element.textContent = totals[key] ?? counts[key] ?? "";
    field.value = day;
    output.textContent = written.format(new Date(day));
  };

  slider.addEventListener("input", () => show(iso(Number(slider.value) * DAY)));

  history = await (await fetch(form.dataset.history)).json();
  slider.min = Date.parse(history.adopted) / DAY;
  slider.max = Math.max(Date.parse(form.dataset.today), Date.parse(field.value)) / DAY;
  slider.value = Date.parse(field.value) / DAY;
  output.textContent = written.format(new Date(field.value));
  box.hidden = false;
})();
