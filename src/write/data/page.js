
"use strict";
{
  let shown = [];
  const show = (target) => {
    const part = target instanceof Element ? target.closest("[data-s]") : null;
    for (const e of shown) e.classList.remove("on");
    const name = part ? CSS.escape(part.dataset.s) : "";
    shown = part ? document.querySelectorAll(`[data-s="${name}"]`) : [];
    for (const e of shown) e.classList.add("on");
  };
  document.addEventListener("mouseover", (event) => show(event.target));
  document.addEventListener("focusin", (event) => show(event.target));
}
