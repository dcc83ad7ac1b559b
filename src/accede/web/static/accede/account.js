// Passkeys need a browser that has them: what is about them shows only there. What goes wrong is said on the page.
(function () {
  "use strict";
  if (window.PublicKeyCredential) {
    document.querySelectorAll("[data-passkeys]").forEach(function (part) { part.hidden = false; });
    document.querySelectorAll("[data-no-passkeys]").forEach(function (part) { part.hidden = true; });
  }
  document.addEventListener("allauth.error", function (event) {
    const complaint = document.getElementById("passkey-complaint");
    if (!complaint) return;
    event.preventDefault();
    complaint.hidden = false;
    complaint.focus();
  });
})();
