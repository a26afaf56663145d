// Nothing here is needed to read the brief: it opens folded parts that a link leads into, offers the way back, and draws the map.
(function () {
  "use strict";
  var way = [], back = document.getElementById("return");

  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1)), target = id && document.getElementById(id), opened = false;
    for (var up = target && target.parentElement; up; up = up.parentElement) {
      if (up.tagName === "DETAILS" && !up.open) { up.open = true; opened = true; }
    }
    if (opened) target.scrollIntoView();
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link || link.closest("nav")) return;
    way.push(window.scrollY);
    back.hidden = false;
  });
  back.addEventListener("click", function () {
    var y = way.pop();
    if (y !== undefined) { history.replaceState(null, "", location.pathname + location.search); window.scrollTo(0, y); }
    back.hidden = way.length === 0;
  });
  window.addEventListener("hashchange", reveal);
  reveal();

  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.prototype.slice.call(document.querySelectorAll("details.paper:not([open])"));
    folded.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () { folded.forEach(function (part) { part.open = false; }); });

  function line(parent, text) {
    var p = parent.appendChild(document.createElement("p"));
    p.textContent = text;
    return p;
  }

  function popup(place) {
    var box = document.createElement("div"), name = box.appendChild(document.createElement("b"));
    name.textContent = place.name;
    line(box, place.what + (place.km ? " (ring of " + place.km + " km drawn to say so)" : ""));
    var events = line(box, place.claims + (place.claims === 1 ? " claim; " : " claims; ") + "events ");
    place.events.forEach(function (event) {
      var link = events.appendChild(document.createElement("a"));
      link.href = "#" + event[0];
      link.textContent = event[1];
      events.appendChild(document.createTextNode(" "));
    });
    return box;
  }

  // Names beside their dots where there is room, hidden where there is none; a ring's name may also stand inside it.
  function thinLabels(labelled) {
    var taken = [];
    labelled.forEach(function (layer) {
      if (!layer.ring) taken.push(layer.getElement().getBoundingClientRect());
    });
    function clashes(box) {
      return taken.some(function (t) { return box.left < t.right - 1 && t.left < box.right - 1 && box.top < t.bottom - 1 && t.top < box.bottom - 1; });
    }
    labelled.forEach(function (layer) {
      var tip = layer.getTooltip(), label = tip.getElement();
      if (!label) return;
      var placed = (layer.ring ? ["center", "top", "bottom"] : ["right", "left", "top", "bottom"]).some(function (side) {
        tip.options.direction = side;
        tip.options.offset = { right: [8, 0], left: [-8, 0], top: [0, -6], bottom: [0, 6], center: [0, 0] }[side];
        tip.update();
        var box = label.getBoundingClientRect();
        if (clashes(box)) return false;
        taken.push(box);
        return true;
      });
      label.style.visibility = placed ? "" : "hidden";
    });
  }

  function draw(data) {
    var box = document.getElementById("map"), swap = function (p) { return [p[1], p[0]]; };
    box.hidden = false;
    var frame = L.latLngBounds([[data.box[1], data.box[0]], [data.box[3], data.box[2]]]);
    var map = L.map(box, { attributionControl: false, maxBounds: frame.pad(0.1), minZoom: 2, maxZoom: 10, zoomSnap: 0.25, scrollWheelZoom: false, renderer: L.svg({ padding: 1 }) });
    map.createPane("land").style.zIndex = 200;
    map.createPane("names").style.zIndex = 250;
    map.createPane("ring").style.zIndex = 390;
    data.outlines.land.forEach(function (ring) {
      L.polygon(ring.map(swap), { pane: "land", className: "land", stroke: false, fillOpacity: 1, interactive: false, smoothFactor: 0.5 }).addTo(map);
    });
    data.outlines.lines.forEach(function (points) {
      L.polyline(points.map(swap), { pane: "land", className: "border", weight: 0.8, interactive: false, smoothFactor: 0.5 }).addTo(map);
    });
    data.outlines.names.forEach(function (country) {
      var name = document.createElement("span");
      name.textContent = country[0];
      L.tooltip([country[2], country[1]], { pane: "names", permanent: true, direction: "center", className: "country", content: name }).addTo(map);
    });
    var labelled = [];
    data.places.forEach(function (place) {
      var at = [place.lat, place.lon];
      var layer = place.km
        ? L.circle(at, { pane: "ring", className: "ring", radius: place.km * 1000, weight: 1.5, dashArray: "5 4", fillOpacity: 0.08 })
        : L.circleMarker(at, { className: "dot", radius: Math.min(5 + Math.sqrt(place.claims), 11), weight: 1.5, fillOpacity: 0.9 });
      layer.bindPopup(popup(place)).addTo(map);
      var name = document.createElement("span");
      name.textContent = place.name.length > 28 ? place.name.slice(0, 27) + "…" : place.name;
      layer.bindTooltip(name, { permanent: true, direction: "right" });
      layer.ring = Boolean(place.km);
      labelled.push(layer);
    });
    function fit(width) {
      box.style.width = width;
      map.invalidateSize(false);
      map.fitBounds(L.latLngBounds(data.places.map(function (p) { return [p.lat, p.lon]; })), { paddingTopLeft: [40, 40], paddingBottomRight: [80, 40], maxZoom: 7, animate: false });
      thinLabels(labelled);
    }
    fit("");
    L.control.scale({ imperial: false }).addTo(map);
    map.on("zoomend moveend", function () { thinLabels(labelled); });
    window.addEventListener("beforeprint", function () { fit("680px"); });  // what a page of A4 has between its margins
    window.addEventListener("afterprint", function () { fit(""); });
  }

  var data = document.getElementById("map-data");
  if (data && window.L) draw(JSON.parse(data.textContent));
})();
