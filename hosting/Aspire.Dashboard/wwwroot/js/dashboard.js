// What the browser does by itself: shortcuts, reconnecting, and the small gestures that must not wait for the server.
(() => {
  const editable = "input, textarea, select, [contenteditable], fluent-text-input, fluent-dropdown";

  // Shortcuts are declared where they lead, in aria-keyshortcuts, so that the help, assistive technology and this handler agree.
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    const origin = event.composedPath()[0];
    if (origin instanceof Element && origin.closest(editable)) {
      return;
    }
    if (document.querySelector("dialog[open]:not(#components-reconnect-modal)") || document.querySelector("fluent-dialog[open]")) {
      return;
    }
    // Shift belongs to letters only: which other characters need it is the keyboard's own affair.
    const isLetter = /^\p{L}$/u.test(event.key);
    const name = isLetter ? event.key.toUpperCase() : event.key === "+" ? "Plus" : event.key;
    const keys = event.shiftKey && (isLetter || event.key.length > 1) ? `Shift+${name}` : name;
    for (const target of document.querySelectorAll("[aria-keyshortcuts]")) {
      if (target.getAttribute("aria-keyshortcuts").split(" ").includes(keys) && target.checkVisibility()) {
        event.preventDefault();
        if (target.matches("input")) {
          target.focus();
          target.select();
        } else if (target.matches(".divider")) {
          target.dispatchEvent(new CustomEvent("shortcut", { detail: keys }));
        } else {
          target.click();
        }
        return;
      }
    }
  });

  // In a list of rows, arrow keys walk from row to row.
  document.addEventListener("keydown", event => {
    if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      return;
    }
    const row = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    if (!row || event.target.closest(editable)) {
      return;
    }
    const rows = [...row.closest("[data-rows]").querySelectorAll("[data-row]:not(:disabled)")];
    const at = rows.indexOf(row);
    const next = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[event.key];
    if (next) {
      event.preventDefault();
      (next.matches("[tabindex], a, button") ? next : next.querySelector("[tabindex], a, button"))?.focus();
    }
  });

  // A menu opens beside its button, turned to where there is room, with the focus on its first item.
  document.addEventListener("toggle", event => {
    const menu = event.target;
    if (!(menu instanceof HTMLElement) || !menu.matches(".menu") || event.newState !== "open") {
      return;
    }
    const anchor = document.querySelector(`[popovertarget="${menu.id}"]`).getBoundingClientRect();
    const below = anchor.bottom + menu.offsetHeight + 8 < innerHeight;
    menu.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${below ? anchor.bottom + 4 : Math.max(8, anchor.top - menu.offsetHeight - 4)}px`;
    menu.querySelector("[data-row]:not(:disabled)")?.focus();
  }, true);
  document.addEventListener("click", event => {
    if (event.target instanceof Element) {
      event.target.closest("[role=menuitem]")?.closest(".menu")?.hidePopover();
    }
  });

  async function copyText(text) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // Over HTTP from another machine, browsers offer no clipboard but that of an editor.
    const area = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" }));
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  const stored = {
    get(name) { try { return localStorage.getItem(name); } catch { return null; /* private window */ } },
    set(name, value) { try { localStorage.setItem(name, value); } catch { /* private window */ } },
  };

  /** Lets the user move the divider between a list and its details, and lay the details beside the list or below it; kept for the next visit. */
  function attachDivider(divider) {
    const root = document.documentElement;
    const usual = 38;
    const resize = percent => {
      const size = Math.min(75, Math.max(20, percent));
      root.style.setProperty("--pane", `${size}%`);
      divider.setAttribute("aria-valuenow", Math.round(size));
      stored.set("pane", size);
    };
    const grow = percent => resize(Number(divider.getAttribute("aria-valuenow")) + percent);
    const isBelow = () => root.dataset.pane === "below";
    const place = below => {
      if (below) { root.dataset.pane = "below"; } else { delete root.dataset.pane; }
      divider.setAttribute("aria-orientation", below ? "horizontal" : "vertical");
      stored.set("pane-place", below ? "below" : "beside");
    };
    resize(Number(stored.get("pane")) || usual);
    place(stored.get("pane-place") === "below");
    divider.addEventListener("pointerdown", down => {
      divider.setPointerCapture(down.pointerId);
      const box = divider.parentElement.getBoundingClientRect();
      const move = e => resize(100 * (isBelow() ? (box.bottom - e.clientY) / box.height : (box.right - e.clientX) / box.width));
      divider.addEventListener("pointermove", move);
      divider.addEventListener("pointerup", () => divider.removeEventListener("pointermove", move), { once: true });
    });
    divider.addEventListener("keydown", e => {
      const step = { ArrowLeft: 4, ArrowUp: 4, ArrowRight: -4, ArrowDown: -4 }[e.key];
      if (step) {
        e.preventDefault();
        grow(step);
      }
    });
    divider.addEventListener("shortcut", ({ detail }) => {
      switch (detail) {
        case "Plus": grow(4); break;
        case "-": grow(-4); break;
        case "Shift+R": resize(usual); break;
        case "Shift+T": place(!isBelow()); break;
      }
    });
  }

  /** Keeps a log scrolled to its end until the user scrolls up; tells .NET when following starts or stops. */
  function followEnd(scroller, component) {
    let following = true;
    let own = false;
    const toEnd = () => { own = true; scroller.scrollTop = scroller.scrollHeight; };
    const onScroll = () => {
      const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
      if (own) {
        own = false;
        if (!atEnd && following) { requestAnimationFrame(toEnd); }
        return;
      }
      if (atEnd !== following) {
        following = atEnd;
        component.invokeMethodAsync("FollowingChanged", following);
      }
    };
    const onUp = e => { if (e.deltaY < 0 && following && scroller.scrollTop > 0) { following = false; component.invokeMethodAsync("FollowingChanged", false); } };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    scroller.addEventListener("wheel", onUp, { passive: true });
    const resized = new ResizeObserver(() => component.invokeMethodAsync("Resized"));
    resized.observe(scroller);
    const grown = new MutationObserver(() => { if (following) { toEnd(); } });
    grown.observe(scroller, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });
    toEnd();
    return {
      follow(on) { following = on; if (on) { toEnd(); } },
      scrollTo(top) { following = false; scroller.scrollTop = top; },
      /** How many characters of a line fit beside its number, time and replica. */
      columns() {
        const texts = [...scroller.querySelectorAll(".line .tx")];
        const left = Math.max(0, ...texts.map(text => text.getBoundingClientRect().left)) - scroller.getBoundingClientRect().left + scroller.scrollLeft;
        const probe = scroller.appendChild(Object.assign(document.createElement("span"), { textContent: "0".repeat(100) }));
        const width = probe.getBoundingClientRect().width / 100;
        probe.remove();
        return Math.max(20, Math.floor((scroller.clientWidth - left - 16) / width));
      },
      dispose() { resized.disconnect(); grown.disconnect(); scroller.removeEventListener("scroll", onScroll); scroller.removeEventListener("wheel", onUp); },
    };
  }

  function scrollRowIntoView(scroller, index, height) {
    scroller.scrollTop = Math.max(0, index * height - scroller.clientHeight / 2);
  }

  function timeZone() {
    return { id: Intl.DateTimeFormat().resolvedOptions().timeZone, offsetMinutes: -new Date().getTimezoneOffset() };
  }

  function showTheme(mode) {
    if (mode === "system") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = mode;
    }
  }

  /** Opens a dialog that stays until the server takes it away: Escape asks for that, but does not close it. */
  function showModal(dialog) {
    dialog.addEventListener("cancel", event => event.preventDefault());
    dialog.showModal();
  }

  function scrollToTop(scroller) {
    scroller.scrollTop = 0;
  }

  const reconnect = document.getElementById("components-reconnect-modal");
  if (reconnect) {
    let retrying = 0;
    // Blazor gives up after some attempts; a dashboard should come back by itself whenever its AppHost does.
    const keepTrying = async () => {
      clearTimeout(retrying);
      try {
        if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) {
          location.reload();
        }
      } catch {
        retrying = setTimeout(keepTrying, 2000);
      }
    };
    reconnect.addEventListener("components-reconnect-state-changed", ({ detail }) => {
      switch (detail.state) {
        case "show": if (!reconnect.open) { reconnect.showModal(); } break;
        case "hide": clearTimeout(retrying); reconnect.close(); break;
        case "failed": keepTrying(); break;
        case "rejected": location.reload(); break;
      }
    });
    reconnect.addEventListener("cancel", event => event.preventDefault());
    document.getElementById("components-reconnect-button")?.addEventListener("click", keepTrying);
  }

  document.querySelector("#blazor-error-ui .dismiss")?.addEventListener("click", event => event.currentTarget.parentElement.style.display = "none");

  async function download(name, stream) {
    const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  }

  window.dashboard = { copyText, download, attachDivider, followEnd, scrollRowIntoView, timeZone, showTheme, showModal, scrollToTop };
})();
