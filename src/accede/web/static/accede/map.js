// Moves the map through time, and leads from a State on it to the State's page. Without it the day is chosen in the
// form beside, the server draws the map, and the table below leads to the States.
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
  const caption = document.querySelector("[data-told]");
  const counters = document.querySelectorAll("[data-count]");
  const statusWords = JSON.parse(form.dataset.words);
  const iso = (moment) => new Date(moment).toISOString().slice(0, 10);

  // As the server writes days: Western digits, and in English the day first.
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  // Made when a day is first written: what a browser has to load for it would keep the page from being drawn.
  let format;
  const formatted = (date) => (format ??= new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: "long", timeZone: "UTC" })).format(date);
  // Months as the United Nations writes them in Arabic, which no browser knows.
  const months = ["كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"];
  const inArabic = (date) => `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const written = (day) => language === "ar" ? inArabic(new Date(day)) : formatted(new Date(day)).replace(/\s*г\.$/, "").replace(/^1 (?=\D+ \d+$)/, language === "fr" ? "1er " : "1 ");

  world.addEventListener("click", (event) => {
    const state = event.target.closest("[data-state]")?.dataset.state;
    if (state) location.assign(`${form.dataset.states}${state.toLowerCase()}/`);
  });

  // What is seen comes first: all else here waits until the page has been drawn.
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));

  const shapes = [...world.querySelectorAll("[data-state]")].map((element) => {
    const title = element.querySelector("title");
    return { element, title, state: element.dataset.state, name: title?.textContent.split(form.dataset.colon)[0] };
  });

  const statusOn = (changes, day) => {
    let status = "neither";
    for (const [from, became] of changes) {
      if (from > day) break;
      status = became;
    }
    return status;
  };

  const show = (day) => {
    const count = { party: 0, "party-pending": 0, signatory: 0, neither: 0, former: 0 };
    for (const { element, title, state, name } of shapes) {
      const status = statusOn(history.states[state] ?? [], day);
      count[status] += 1;
      element.setAttribute("class", `st st--${status}`);
      if (title) title.textContent = name + form.dataset.colon + statusWords[status];
    }
    const totals = {
      joined: count.party + count["party-pending"],
      in_force: count.party,
      signatories: count.signatory,
      neither: count.neither + count.former,
    };
    for (const status in count) totals[`status-${status}`] = count[status];
    for (const counter of counters) counter.textContent = totals[counter.dataset.count];
    for (const note of document.querySelectorAll(".figure__note")) note.classList.add("figure__note--past"); // they speak of the day before
    field.value = day;
    output.textContent = written(day);
    caption.textContent = caption.dataset.told.replace("DAY", written(day));
  };

  slider.addEventListener("input", () => show(iso(Number(slider.value) * DAY)));

  const history = await (await fetch(form.dataset.history)).json();
  slider.min = Date.parse(history.adopted) / DAY;
  slider.max = Math.max(Date.parse(form.dataset.today), Date.parse(field.value)) / DAY;
  slider.value = Date.parse(field.value) / DAY;
  box.hidden = false;
})();
