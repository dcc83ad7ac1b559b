// Signs in at once and sends when there is a line. What could not be sent is kept on this telephone: numbers and moments,
// no names. Without this script every button works by itself, as long as there is a line.
(() => {
  "use strict";
  const top = document.getElementById("sign-in");
  const form = top && top.querySelector("form");
  if (!form || !window.fetch) return;
  const place = `accede-sign-in-${top.dataset.key}`;
  const told = top.querySelector("[data-told]");
  const words = top.dataset;

  const read = () => { try { return JSON.parse(localStorage.getItem(place)) || []; } catch { return []; } };
  const write = (list) => localStorage.setItem(place, JSON.stringify(list));

  const moment = () => {
    const now = new Date();
    const two = (number) => String(Math.abs(number)).padStart(2, "0");
    const ahead = -now.getTimezoneOffset();
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
    return `${day}T${time}${ahead < 0 ? "-" : "+"}${two(Math.trunc(ahead / 60))}:${two(ahead % 60)}`;
  };
  const today = () => moment().slice(0, 10);

  const say = (text, isWrong) => {
    const line = document.createElement("p");
    line.className = isWrong ? "notice notice--error" : "answer-saved";
    line.textContent = text;
    told.replaceChildren(...(text ? [line] : []));
  };
  const count = () => {
    top.querySelector("[data-count]").textContent = top.querySelectorAll("[data-here]").length;
  };
  const mark = (number) => {
    const row = top.querySelector(`[data-person="${number}"]`);
    if (!row || "here" in row.dataset) return;
    row.dataset.here = "";
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = words.signed;
    row.querySelector(".sign-in__deed").replaceChildren(badge);
    count();
  };
  const waits = () => {
    const number = read().length;
    if (number) say(`${words.waiting} ${number}`, true);
  };

  let going = false;
  const send = async () => {
    const list = read();
    if (going || !list.length) return;
    going = true;
    try {
      const page = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(20000) });
      if (page.redirected || !page.ok) { say(`${words.expired} (${list.length})`, true); return; }
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const body = new FormData();
      body.set("csrfmiddlewaretoken", fresh.querySelector("[name=csrfmiddlewaretoken]").value);
      body.set("entries", JSON.stringify(list));
      const answer = await fetch(location.pathname, { method: "POST", body, signal: AbortSignal.timeout(20000) });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const refused = Object.entries((await answer.json()).told).filter(([, why]) => why);
      const sent = new Set(list.map((each) => `${each.person} ${each.moment}`));
      write(read().filter((each) => !sent.has(`${each.person} ${each.moment}`)));
      for (const row of fresh.querySelectorAll("[data-here]")) mark(row.dataset.person);
      // What is kept of the page shows them too, should it be opened again without a line.
      if (navigator.serviceWorker?.controller) navigator.serviceWorker.controller.postMessage({ renew: location.pathname });
      if (refused.length) {
        const names = refused.map(([number, why]) => {
          const row = top.querySelector(`[data-person="${number}"] b`);
          return `${row ? row.textContent : number}: ${why}`;
        });
        say(`${words.refused} ${names.join(" · ")}`, true);
      } else say(words.sent);
    } catch {
      waits();
    } finally {
      going = false;
      if (read().length && navigator.onLine) setTimeout(send, 15000);
    }
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || button.name !== "person") return; // to undo needs a line
    event.preventDefault();
    try {
      write([...read(), { person: Number(button.value), moment: moment() }]);
    } catch {
      form.submit(); // nothing can be kept here
      return;
    }
    mark(button.value);
    send();
  });
  window.addEventListener("online", send);

  // A page that was kept yesterday shows who was there yesterday.
  if (words.day !== today()) {
    for (const row of top.querySelectorAll("[data-here]")) {
      delete row.dataset.here;
      const button = document.createElement("button");
      button.name = "person";
      button.value = row.dataset.person;
      button.textContent = "✓";
      button.setAttribute("aria-label", row.textContent.trim());
      row.querySelector(".sign-in__deed").replaceChildren(button);
    }
    for (const button of top.querySelectorAll("[name=person]")) button.disabled = today() > words.ends;
    count();
  }
  for (const each of read()) mark(each.person);

  const find = top.querySelector("[data-find]");
  find.hidden = false;
  find.querySelector("input").addEventListener("input", (event) => {
    const sought = event.target.value.trim().toLocaleLowerCase();
    for (const row of top.querySelectorAll("[data-person]")) {
      row.hidden = !row.textContent.toLocaleLowerCase().includes(sought);
    }
  });

  // ---------------- the page itself, kept for where there is no line
  const offline = top.querySelector("[data-offline]");
  if ("serviceWorker" in navigator && window.isSecureContext) {
    const keep = offline.querySelector("[data-keep]");
    const drop = offline.querySelector("[data-drop]");
    const shown = (isKept) => { offline.hidden = false; keep.hidden = isKept; drop.hidden = !isKept; };
    const scope = location.pathname;
    const parts = () => [
      location.pathname,
      ...[...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload], script[src], img[src]")]
        .map((each) => each.href || each.src),
    ];
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data.kept) { shown(true); say(words.kept); }
    });
    const dropAll = async () => {
      for (const each of await navigator.serviceWorker.getRegistrations()) {
        if (new URL(each.scope).pathname === scope) await each.unregister();
      }
      await caches.delete(`accede-${scope}`);
      shown(false);
    };
    keep.addEventListener("click", async () => {
      await navigator.serviceWorker.register(words.worker, { scope });
      const ready = await navigator.serviceWorker.ready;
      ready.active.postMessage({ keep: [...new Set(parts())] });
    });
    drop.addEventListener("click", async () => { await dropAll(); say(words.off); });
    caches.has(`accede-${scope}`).then((isKept) => {
      if (isKept && today() > words.ends) dropAll(); // after the workshop no list of people stays on a telephone
      else shown(isKept);
    });
  }
  send();
})();
