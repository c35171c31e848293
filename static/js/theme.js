// Runs before the first paint: the theme a person chose (cookie), else the system's.
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/)?.[1];
  const show = () => {
    root.dataset.bsTheme = chosen() ?? (system.matches ? "dark" : "light");
  };
  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    const toggle = document.querySelector("[data-theme-toggle]");
    if (!toggle) return;
    toggle.hidden = false;
    toggle.addEventListener("click", () => {
      const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
      document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
      show();
    });
  });
})();
