// What pages gain from a script; every one of them works without it. Behaviour hangs on data attributes:
//   data-live="<event stream>"  the part of the page that is renewed when an order changes
//   data-retry="part|page"      stands for a part of the page, or all of it, that doesn't answer; it is asked for again until it does
//   data-once                   a form that is sent only once, however often its button is pressed
//   data-autosubmit             a form whose changes are sent at once
//   data-local                  a time, rewritten to the visitor's time zone
(() => {
  "use strict";

  const retryDelays = [2000, 3000, 5000, 8000, 13000];
  let live = null;
  let retry = 0;

  // Not beyond redirects: a page that leads to the login now must not begin one from here.
  const askForPage = () => fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin", redirect: "manual" });

  const fetchPage = async () => {
    const response = await askForPage();
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  // Replaces one element by its newer version and keeps the keyboard where it was.
  const replace = (selector, page) => {
    const before = document.querySelector(selector);
    const after = page.querySelector(selector);
    if (!before || !after) return false;
    const focusable = "a[href], button, input, summary";
    const index = [...before.querySelectorAll(focusable)].indexOf(document.activeElement);
    const open = [...before.querySelectorAll("details")].map(details => details.open);
    before.replaceChildren(...after.childNodes);
    before.querySelectorAll("details").forEach((details, i) => { details.open = open[i] ?? details.open; });
    if (index >= 0) before.querySelectorAll(focusable)[index]?.focus({ preventScroll: true });
    return true;
  };

  const localTime = () => {
    const format = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
    for (const time of document.querySelectorAll("time[data-local]")) time.textContent = format.format(new Date(time.dateTime));
  };

  const showLight = (isOn, text) => {
    const hint = document.querySelector("[data-live-hint]");
    if (!hint) return;
    hint.classList.toggle("live--on", isOn);
    hint.querySelector(".live__refresh").hidden = text !== "";
    hint.querySelector(".live__light").hidden = text === "";
    hint.querySelector("[data-live-state]").textContent = text;
  };

  const stopLive = () => {
    live?.source.close();
    live = null;
  };

  const startLive = () => {
    const region = document.querySelector("[data-live]");
    if (live && region && live.url === region.dataset.live && live.page === location.href) return;
    stopLive();
    if (!region) return;

    const current = { url: region.dataset.live, page: location.href, source: new EventSource(region.dataset.live), isRenewing: false, isStale: false, refusals: 0 };
    live = current;

    const renew = async () => {
      current.isStale = true;
      if (current.isRenewing) return;
      current.isRenewing = true;
      while (current.isStale && live === current) {
        current.isStale = false;
        const page = await fetchPage().catch(() => null);
        if (page && live === current && replace("[data-live]", page)) {
          localTime();
          if (current.source.readyState === EventSource.OPEN) showLight(true, "Live");
        }
      }
      current.isRenewing = false;
    };

    // A browser says only that it was refused: by a proxy without a replica behind it, or because the session has ended. The page knows.
    const comeBack = async () => {
      const response = await askForPage().catch(() => null);
      if (live !== current) return;
      if (response?.type === "opaqueredirect" || response?.status === 401 || response?.status === 403) {
        live = null;
        showLight(false, "");
        return;
      }
      live = null;
      startLive();
      if (live) live.refusals = current.refusals + 1;
    };

    let wasOpen = false;
    current.source.addEventListener("heartbeat", () => {
      // The first sign of life after a gap: something may have happened in between.
      if (wasOpen && !document.querySelector(".live--on")) renew();
      wasOpen = true;
      current.refusals = 0;
      showLight(true, "Live");
    });
    current.source.addEventListener("order", async event => {
      const order = JSON.parse(event.data);
      const only = document.querySelector("[data-live]")?.dataset.liveOrder;
      if (only && only !== order.orderId) return;
      await renew();
      const news = document.querySelector("[data-live-news]");
      if (news) news.textContent = `Order ${order.number} is ${order.status} now.`;
    });
    current.source.addEventListener("error", () => {
      showLight(false, "Reconnecting");
      if (current.source.readyState === EventSource.CLOSED) {
        setTimeout(() => { if (live === current) comeBack(); }, retryDelays[Math.min(current.refusals, retryDelays.length - 1)]);
      }
    });
  };

  const startRetry = () => {
    clearTimeout(retry);
    let attempt = 0;
    const again = async () => {
      const outage = document.querySelector("[data-retry]");
      if (!outage) return;
      const page = await fetchPage().catch(() => null);
      if (page && outage.dataset.retry === "page") {
        location.reload();
        return;
      }
      if (page && !page.querySelector("[data-retry]")) {
        document.title = page.title;
        replace("main", page);
        start();
        return;
      }
      outage.querySelector("[data-retry-status]").textContent = "Still away. Looking again in a moment.";
      attempt = Math.min(attempt + 1, retryDelays.length - 1);
      retry = setTimeout(again, retryDelays[attempt]);
    };
    if (document.querySelector("[data-retry]")) retry = setTimeout(again, retryDelays[0]);
  };

  const start = () => {
    document.documentElement.classList.add("has-script");
    localTime();
    startLive();
    startRetry();
  };

  // A form that is being answered, and the button that sent it.
  const busy = () => document.querySelectorAll("[aria-busy='true']");
  const idle = () => { for (const element of busy()) element.removeAttribute("aria-busy"); };

  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.setAttribute("aria-busy", "true");
    event.submitter?.setAttribute("aria-busy", "true");
  }, { capture: true });

  document.addEventListener("change", event => {
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]") && form.reportValidity()) form.requestSubmit();
  });

  // Back and forward restore a page as it was left, busy forms included.
  window.addEventListener("pageshow", event => {
    idle();
    if (event.persisted) start();
  });
  window.addEventListener("pagehide", stopLive);

  // A new page laid over the old one: what a screen reader reads and the keyboard goes on from is its heading. The first page of a
  // visit is left alone, so that the first Tab leads to the skip link.
  let path = location.pathname;
  const focusHeading = () => {
    if (path === location.pathname) return;
    path = location.pathname;
    const heading = document.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  };

  // When the connection breaks that a click has asked by, Blazor leaves the page as it was. Asked for anew, it says how things are: a link
  // has led on, and whether a form was received is seen.
  let isNavigating = false;
  window.Blazor?.addEventListener("enhancednavigationstart", () => { isNavigating = true; });
  window.Blazor?.addEventListener("enhancednavigationend", () => { isNavigating = false; });
  window.addEventListener("unhandledrejection", event => {
    if (isNavigating && event.reason instanceof TypeError) location.reload();
  });

  window.Blazor?.addEventListener("enhancedload", () => {
    idle();
    focusHeading();
    start();
  });
  start();
})();
