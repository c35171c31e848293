// A fragment that waits for news asks on "tick from:body": every 2 seconds, and only while somebody looks.
(() => {
  const EVERY_MS = 2000;
  const tick = () => {
    if (document.visibilityState === "visible") document.body.dispatchEvent(new Event("tick"));
  };
  window.setInterval(tick, EVERY_MS);
  document.addEventListener("visibilitychange", tick);
})();
