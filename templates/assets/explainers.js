// What pages gain where scripts run. Without it they hold the same words and links.
"use strict";
