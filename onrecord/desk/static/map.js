// Draws the places of the list below the map. Without it the list says the same.
(function () {
  "use strict";
  var data = document.getElementById("map-data"), box = document.getElementById("map");
  if (!data || !window.L) return;
  data = JSON.parse(data.textContent);
  box.hidden = false;
  function swap(p) { return [p[1], p[0]]; }
  var frame = L.latLngBounds([[data.box[1], data.box[0]], [data.box[3], data.box[2]]]);
  var map = L.map(box, { attributionControl: false, maxBounds: frame.pad(0.1), minZoom: 2, maxZoom: 10, zoomSnap: 0.25, scrollWheelZoom: false, renderer: L.svg({ padding: 1 }) });
  map.createPane("land").style.zIndex = 200;
  map.createPane("ring").style.zIndex = 390;
  data.outlines.land.forEach(function (ring) {
    L.polygon(ring.map(swap), { pane: "land", className: "land", stroke: false, fillOpacity: 1, interactive: false }).addTo(map);
  });
  // Outlines end with the stretch that is drawn; what lies beyond it is paper, so that it is not taken for a sea.
  var out = [[-89, -540], [89, -540], [89, 540], [-89, 540]];
  var inner = [frame.getSouthWest(), frame.getNorthWest(), frame.getNorthEast(), frame.getSouthEast()];
  L.polygon([out, inner], { pane: "land", className: "beyond", stroke: false, fillOpacity: 1, interactive: false }).addTo(map);
  data.outlines.lines.forEach(function (points) {
    L.polyline(points.map(swap), { pane: "land", className: "border", weight: 0.8, interactive: false }).addTo(map);
  });
  data.outlines.names.forEach(function (country) {
    L.tooltip([country[2], country[1]], { permanent: true, direction: "center", className: "country", content: text(country[0]) }).addTo(map);
  });
  function text(words) { var e = document.createElement("span"); e.textContent = words; return e; }
  function popup(place) {
    var made = document.createElement("div"), link = made.appendChild(document.createElement("a")), p;
    link.href = "/place?name=" + encodeURIComponent(place.name);
    link.textContent = place.name;
    p = made.appendChild(document.createElement("p"));
    p.textContent = place.what + (place.km ? " (ring of " + place.km + " km drawn to say so)" : "");
    p = made.appendChild(document.createElement("p"));
    p.textContent = place.claims + (place.claims === 1 ? " claim" : " claims");
    place.events.forEach(function (event) {
      p.appendChild(document.createTextNode(" · "));
      var to = p.appendChild(document.createElement("a"));
      to.href = event[0];
      to.textContent = "event " + event[1];
    });
    return made;
  }
  data.places.forEach(function (place) {
    var at = [place.lat, place.lon], layer = place.km
      ? L.circle(at, { pane: "ring", className: "ring", radius: place.km * 1000, weight: 1.5, dashArray: "5 4", fillOpacity: 0.08 })
      : L.circleMarker(at, { className: "dot", radius: Math.min(5 + Math.sqrt(place.claims), 11), weight: 1.5, fillOpacity: 0.9 });
    layer.bindPopup(popup(place)).bindTooltip(text(place.name), { permanent: data.places.length < 25, direction: "right" }).addTo(map);
  });
  map.fitBounds(L.latLngBounds(data.places.map(function (p) { return [p.lat, p.lon]; })), { padding: [60, 60], maxZoom: 7, animate: false });
  L.control.scale({ imperial: false }).addTo(map);
})();
