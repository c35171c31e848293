// Small manners of every page: a failed form is announced, a menu closes when a person turns away from it.
(() => {
  const summary = document.querySelector(".error-summary");
  if (summary) {
    summary.focus();
    // Radio groups have no single labelled input: the link goes to the first of them, and so must the focus.
    summary.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#"]');
      const field = link && document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      field.scrollIntoView({ block: "center" });
      field.focus();
    });
  }
  const close = (keep) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== keep) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.activeElement?.closest("details.menu[open]");
    close(null);
    open?.querySelector("summary").focus();
  });
})();
