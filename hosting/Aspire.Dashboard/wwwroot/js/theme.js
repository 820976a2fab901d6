// Applies the theme that Fluent UI keeps in local storage before the first paint.
(() => {
  let mode;
  try {
    mode = JSON.parse(localStorage.getItem("fluentui-blazor:theme-settings") ?? "{}").mode;
  } catch {
    mode = undefined;
  }
  if (mode === "light" || mode === "dark") {
    document.documentElement.dataset.theme = mode;
  }
})();
