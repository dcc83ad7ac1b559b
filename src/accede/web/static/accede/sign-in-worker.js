// Keeps the page of signing in, and what it is made of, on a telephone that asked for it. Without a line it opens from here.
"use strict";
const KEPT = `accede-${new URL(self.registration.scope).pathname}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep, renew, drop } = event.data || {};
  if (keep) {
    event.waitUntil((async () => {
      const cache = await caches.open(KEPT);
      await Promise.all(keep.map(async (address) => {
        const answer = await fetch(address, { credentials: "same-origin" });
        if (answer.ok && !answer.redirected) await cache.put(new URL(address, self.location).href, answer);
      }));
      event.source.postMessage({ kept: true });
    })());
  }
  if (renew) {
    event.waitUntil((async () => {
      const cache = await caches.open(KEPT);
      const answer = await fetch(renew, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) await cache.put(new URL(renew, self.location).href, answer);
    })());
  }
  if (drop) event.waitUntil(caches.delete(KEPT).then(() => event.source.postMessage({ dropped: true })));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (event.request.mode !== "navigate" && event.request.destination === "") return; // what the page sends and asks itself
  event.respondWith((async () => {
    const cache = await caches.open(KEPT);
    const address = event.request.url.split("#")[0];
    try {
      const answer = await fetch(event.request);
      if (answer.ok && !answer.redirected && (await cache.match(address))) await cache.put(address, answer.clone());
      return answer;
    } catch (failed) {
      const kept = await cache.match(address);
      if (kept) return kept;
      throw failed;
    }
  })());
});
