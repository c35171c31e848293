// One box for all boxes of a page; without a script a link does the same.
(() => {
  for (const form of document.querySelectorAll("form[data-ticks]")) {
    const label = form.querySelector("[data-ticks-all]");
    const all = label.querySelector("input");
    const boxes = [...form.querySelectorAll('input[name="order"]')];
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    };
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
    form.addEventListener("change", show);
    form.querySelector("[data-ticks-link]").hidden = true;
    label.hidden = false;
    show();
  }
})();
