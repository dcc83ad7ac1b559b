// Says of a file that is too large, before it is sent. Without it the server says so.
(() => {
  "use strict";
  for (const field of document.querySelectorAll("input[type=file][data-most]")) {
    field.addEventListener("change", () => {
      const file = field.files[0];
      field.setCustomValidity(file && file.size > Number(field.dataset.most) ? field.dataset.told : "");
      field.reportValidity();
    });
  }
})();
