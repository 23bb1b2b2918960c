// What pages gain where scripts run. Without it they hold the same words and links.
"use strict";

// Opened from a disk, where no server adds it: a link to a folder leads to the page inside.
if (location.protocol === "file:") {
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
  }
}
