'use strict';
// Loads the page anew while its run goes on. It comes first: a page that is only half written does so too.
(() => {
  const seconds = Number(document.currentScript.dataset.seconds);
  let paused = false;
  const timer = setInterval(() => {
    if (paused) return;
    clearInterval(timer);
    try {
      const open = [...document.querySelectorAll('details[open]')].map((d) => d.dataset.table);
      sessionStorage.setItem('place', JSON.stringify({y: scrollY, open}));
    } catch (blocked) { /* without storage the page begins at its top */ }
    location.reload();
  }, 1000 * seconds);
  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('pause');
    button.addEventListener('click', () => {
      paused = !paused;
      button.setAttribute('aria-pressed', paused);
    });
  });
})();
