// Small comforts. Every page works without them.
(() => {
  "use strict";
  const doc = document.documentElement;
  doc.classList.add("script");
  const all = (choice, root = document) => Array.from(root.querySelectorAll(choice));
  const words = () => document.body.dataset;
  const keep = (name, value) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  };

  // The reader's zone, so that the server writes times as the reader lives them.
  try {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone && !document.cookie.includes("zone=")) keep("zone", zone);
  } catch { /* an old phone keeps the platform's zone */ }

  // Theme: in place, remembered in the cookie the server reads.
  const NIGHT = { dark: "screen", light: "not all", system: "screen and (prefers-color-scheme: dark)" };
  const setTheme = (theme) => {
    document.getElementById("dark-tokens").media = NIGHT[theme];
    doc.dataset.theme = theme;
    keep("theme", theme);
    all("[data-theme-set]").forEach((el) => {
      if (el.dataset.themeSet === theme) el.setAttribute("aria-current", "true");
      else el.removeAttribute("aria-current");
    });
  };

  const copy = async (el) => {
    const said = el.dataset.copy;
    const text = said.startsWith("#") ? document.querySelector(said).textContent : said;
    await navigator.clipboard.writeText(text.trim());
    const label = el.querySelector("span") || el;
    const before = label.textContent;
    label.textContent = words().copied;
    setTimeout(() => { label.textContent = before; }, 2000);
  };

  const leave = () => {
    const link = document.querySelector("[data-quick-exit]");
    if (!link) return;
    document.body.hidden = true;
    location.replace(link.href);
  };

  document.addEventListener("click", (event) => {
    const hit = (choice) => event.target.closest(choice);
    const theme = hit("[data-theme-set]");
    if (theme) { event.preventDefault(); setTheme(theme.dataset.themeSet); return; }
    const copied = hit("[data-copy]");
    if (copied) { copy(copied).catch(() => {}); return; }
    if (hit("[data-print]")) { window.print(); return; }
    if (hit("[data-quick-exit]")) { event.preventDefault(); leave(); return; }
    all("details.dialog[open]").forEach((el) => { if (!el.contains(event.target)) el.open = false; });
  });

  let escapes = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("details.dialog[open]").forEach((el) => { el.open = false; el.querySelector("summary").focus(); });
    escapes = [...escapes, event.timeStamp].filter((at) => event.timeStamp - at < 1500);
    if (escapes.length >= 3) leave();
  });

  // Whoever tabs through an open dialog stays in it until they close it.
  document.addEventListener("keydown", (event) => {
    const dialog = event.key === "Tab" && event.target.closest("details.dialog[open]");
    if (!dialog) return;
    const stops = all("summary, a[href], button, input:not([type=hidden]), select, textarea", dialog)
      .filter((el) => el.offsetParent && !el.disabled);
    const end = event.shiftKey ? stops[0] : stops.at(-1);
    if (event.target !== end) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  });

  // Harmful media: shown only while held, hidden again on leaving.
  const hide = () => all(".media.is-shown").forEach((el) => {
    el.classList.remove("is-shown");
    all("video, audio", el).forEach((player) => { player.pause(); player.muted = true; });
  });
  const show = (media) => {
    media.classList.add("is-shown");
    all("video, audio", media).forEach((player) => { player.muted = true; player.play().catch(() => {}); });
  };
  document.addEventListener("pointerdown", (event) => {
    const held = event.target.closest("[data-hold]");
    if (held) show(held.closest("[data-media]"));
  });
  ["pointerup", "pointercancel", "blur"].forEach((name) => window.addEventListener(name, hide));
  document.addEventListener("visibilitychange", hide);
  document.addEventListener("keydown", (event) => {
    if ((event.key === " " || event.key === "Enter") && event.target.matches("[data-hold]")) {
      event.preventDefault();
      show(event.target.closest("[data-media]"));
    }
  });
  document.addEventListener("keyup", (event) => { if (event.target.matches?.("[data-hold]")) hide(); });

  // The fingerprint of a picture is reckoned here, on the reader's own device. The field has no name: no form sends what is chosen.
  const fingerprint = async (file) => {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return `sha256:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  };
  all("[data-prints]").forEach((place) => {
    const answer = document.getElementById(place.dataset.prints);
    if (!answer || !window.crypto?.subtle) return;
    const label = document.createElement("label");
    const picker = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept: "image/*,video/*" });
    picker.id = `${place.dataset.prints}_device`;
    label.htmlFor = picker.id;
    label.textContent = place.dataset.label;
    const said = Object.assign(document.createElement("p"), { className: "small" });
    said.setAttribute("role", "status");
    place.append(label, picker, said);
    picker.addEventListener("change", async () => {
      const made = [];
      for (const file of picker.files) made.push(await fingerprint(file));
      const known = answer.value.split(/\s+/).filter(Boolean);
      answer.value = [...new Set([...known, ...made])].join("\n");
      picker.value = "";
      said.textContent = place.dataset.done;
    });
  });

  // A page that comes back with errors starts at their summary.
  const summary = document.querySelector("[data-focus-first]");
  if (summary) summary.focus();
  window.look = { all, words, show, hide };
})();
