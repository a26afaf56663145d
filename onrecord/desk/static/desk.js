// Nothing here is needed: every page and form works without it. It adds keys, a slider, and the choosing of words by marking them.
(function () {
  "use strict";
  var keys = document.getElementById("keys"), waiting = "";

  function items() {
    return Array.prototype.filter.call(document.querySelectorAll("[data-item]"), function (i) { return i.getClientRects().length; });
  }
  function current() { return document.activeElement && document.activeElement.closest("[data-item]"); }
  function step(by) {
    var all = items(), at = all.indexOf(current()), next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "nearest" }); }
  }
  function open(item, hash) {
    var link = item && (item.querySelector("a[data-open]") || item.querySelector("[data-open] a") || item.querySelector("a[href]"));
    if (link) location.href = link.href + (hash || "");
  }
  function act(name) {
    var item = current(), field = document.getElementById(name);
    if (field) { reveal(field); field.focus(); return; }
    if (item && item.dataset.claim) location.href = "/claim/" + encodeURIComponent(item.dataset.claim) + "#" + name;
  }
  function reveal(target) {
    for (var up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    target.scrollIntoView({ block: "center" });
  }

  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("input, textarea, select, dialog");
    if (event.key === "Escape" && typing && event.target.blur) { event.target.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (waiting === "g") {
      waiting = "";
      var to = { i: "/", s: "/search", m: "/matrix", p: "/map" }[event.key];
      if (to) { location.href = to; return; }
    }
    switch (event.key) {
      case "j": step(1); break;
      case "k": step(-1); break;
      case "o": open(current()); break;
      case "Enter": if (event.target === current()) open(current()); else return; break;
      case "a": act("accept"); break;
      case "r": act("reject"); break;
      case "c": act("correct"); break;
      case "m": act("same"); break;
      case "n": var next = document.getElementById("next"); if (next) location.href = next.href; break;
      case "g": waiting = "g"; return;
      case "/": document.getElementById("quick-q").focus(); break;
      case "?": keys.showModal(); break;
      default: return;
    }
    event.preventDefault();
  });

  // A link to words or to a form opens what is folded around it.
  function jump() {
    var id = decodeURIComponent(location.hash.slice(1)), target = id && document.getElementById(id);
    if (!target) return;
    reveal(target);
    if (target.matches("input, textarea, select, button")) target.focus();
  }
  window.addEventListener("hashchange", jump);
  jump();

  // Words marked in the passage go into the form that is open: the words, and where they stand.
  var passage = document.querySelector("[data-passage]"), last = null;
  document.addEventListener("focusin", function (event) { if (event.target.matches("[data-words]")) last = event.target; });
  if (passage) document.addEventListener("mouseup", fill);
  if (passage) document.addEventListener("keyup", function (event) { if (event.shiftKey) fill(); });
  function fill() {
    var chosen = window.getSelection(), open = document.querySelector(".fix[open] [data-words]"), field = last && last.isConnected ? last : open;
    if (!field || !chosen || chosen.isCollapsed || !passage.contains(chosen.anchorNode) || !passage.contains(chosen.focusNode)) return;
    field.value = chosen.toString();
    field.classList.add("filled");
  }

  // The moments of an event as a slider; each stop is one of the links that are there in any case.
  document.querySelectorAll("[data-moments]").forEach(function (box) {
    var links = Array.prototype.slice.call(box.querySelectorAll("li a"));
    var at = links.findIndex(function (a) { return a.hasAttribute("aria-current"); });
    var slider = document.createElement("input"), said = box.querySelector("p");
    slider.type = "range"; slider.min = 0; slider.max = links.length - 1; slider.step = 1; slider.value = at < 0 ? links.length - 1 : at;
    slider.setAttribute("aria-label", "As known at");
    function tell() { slider.setAttribute("aria-valuetext", links[slider.value].textContent); }
    slider.addEventListener("input", function () { tell(); links.forEach(function (a, n) { a.classList.toggle("near", n === Number(slider.value)); }); });
    slider.addEventListener("change", function () { location.href = links[slider.value].href; });
    tell();
    said.insertAdjacentElement("afterend", slider);
  });
})();
