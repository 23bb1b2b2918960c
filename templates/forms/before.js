// The CMS waits until it is told what it shows; and nobody has to log in to a disk of their own.
window.CMS_MANUAL_INIT = true;
try {
  localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
} catch {
  // Without storage there is one button more to press.
}
