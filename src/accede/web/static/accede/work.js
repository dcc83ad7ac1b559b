// Renews the progress of work in the background, and goes on when it is over. Without it the page reloads itself.
(() => {
  "use strict";
  const region = document.querySelector("[data-work]");
  if (!region) return;

  const look = async () => {
    let answer;
    try {
      answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
    } catch {
      setTimeout(look, 3000);
      return;
    }
    if (answer.type === "opaqueredirect" || !answer.ok) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-work]");
    if (!now.querySelector("progress")) {
      location.reload();
      return;
    }
    const [bar, newBar] = [region.querySelector("progress"), now.querySelector("progress")];
    const [label, newLabel] = [region.querySelector("label"), now.querySelector("label")];
    if (newBar.hasAttribute("value")) bar.value = newBar.value;
    else bar.removeAttribute("value");
    if (label.textContent !== newLabel.textContent) label.textContent = newLabel.textContent;
    setTimeout(look, 700);
  };
  setTimeout(look, 500);
})();
