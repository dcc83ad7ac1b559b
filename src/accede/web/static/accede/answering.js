// Saves a part of a survey as it is filled in. When a save fails, what was typed is kept in this browser and sent later.
// Without it everything works by its buttons.
(() => {
  "use strict";
  const form = document.getElementById("answers");
  const told = document.getElementById("answer-told");
  if (!form || !told || !window.fetch) return;
  const place = `accede-answers-${form.dataset.store}`;
  let timer = 0;
  let dirty = false;
  let going = false;
  let passed = false;
  let last = Promise.resolve();

  const say = (text, kind) => {
    const line = document.createElement("p");
    line.className = kind === "error" ? "notice notice--error" : "answer-saved";
    line.textContent = text;
    told.replaceChildren(line);
  };
  const typed = () => {
    const kept = [];
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || field.type === "submit") continue;
      if ((field.type === "radio" || field.type === "checkbox") && !field.checked) continue;
      kept.push([field.name, field.value]);
    }
    return kept;
  };
  const keep = () => {
    try { localStorage.setItem(place, JSON.stringify(typed())); } catch { /* full, or not allowed */ }
  };
  const forget = () => {
    try { localStorage.removeItem(place); } catch { /* not allowed */ }
  };

  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(place)); } catch { return; }
    if (!Array.isArray(kept)) return;
    const values = new Map();
    for (const [name, value] of kept) values.set(name, [...(values.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || field.type === "submit") continue;
      const wanted = values.get(field.name) || [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = wanted.includes(field.value);
      else if (wanted.length) field.value = wanted[0]; // with what was seen then, so that others' changes show
    }
    say(told.dataset.restored);
    dirty = true;
    save();
  };

  // Questions that follow from what was just answered, put where the server has them.
  const follow = async (keys) => {
    if (keys.every((key) => document.getElementById(`q-${key}`))) return false;
    const answer = await fetch(form.action, { signal: AbortSignal.timeout(20000) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    let before = null;
    for (const question of fresh.querySelectorAll("#answers .question")) {
      const known = document.getElementById(question.id);
      const put = known || document.importNode(question, true);
      if (!known) before ? before.after(put) : form.prepend(put);
      before = put;
    }
    return true;
  };

  // What is typed now, sent: "saved", "mend" where something is wrong with it, "refused" where nothing is taken any more,
  // "failed" where it did not arrive.
  const send = async () => {
    dirty = false;
    const body = new FormData(form);
    for (const field of form.querySelectorAll("input[type=file]")) body.delete(field.name); // goes by its button
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20000),
      });
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        keep(); // taken back, closed, too large: to send it again helps nobody; its button shows the page that says why
        say(told.dataset.refused, "error");
        return "refused";
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const result = await answer.json();
      for (const [key, seen] of Object.entries(result.seen)) {
        const field = form.elements[`seen.${key}`];
        if (field) field.value = seen;
      }
      if (!result.saved) {
        keep();
        say(told.dataset.mend, "error");
        return "mend";
      }
      if (!dirty) forget();
      say(await follow(Object.keys(result.seen)).catch(() => false) ? told.dataset.more : told.dataset.saved);
      return "saved";
    } catch {
      dirty = true;
      keep();
      say(told.dataset.failed, "error");
      later(15000);
      return "failed";
    }
  };
  // One after the other, so that each knows what the one before it saw.
  const save = () => {
    clearTimeout(timer);
    last = last.then(send);
    return last;
  };
  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (dirty) save(); }, delay);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    dirty = true;
    later(event.target.type === "radio" ? 300 : 2000);
  });
  form.addEventListener("submit", async (event) => {
    if (passed) return;
    event.preventDefault();
    if (going) return; // pressed twice
    going = true;
    const button = event.submitter;
    const came = await save();
    going = false;
    if (came === "failed") return;
    passed = true;
    setTimeout(() => form.requestSubmit(button)); // not while this submission is still being told
  });
  window.addEventListener("online", () => { if (dirty) save(); });
  window.addEventListener("pagehide", () => { if (dirty) keep(); });
  window.addEventListener("pageshow", () => { passed = false; });
  if (document.querySelector(".answering .notice")) forget();
  else restore();
})();
