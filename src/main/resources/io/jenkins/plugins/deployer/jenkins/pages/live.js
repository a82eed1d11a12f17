'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const PERIOD = 3000;

  // Asks again while something is under way and somebody looks; what has the focus keeps it.
  const follow = () => {
    const part = document.querySelector('.deployer-live');
    if (part && part.dataset.over !== 'true') {
      setTimeout(() => (document.hidden ? follow() : renew(part)), PERIOD);
    }
  };

  // Links that ask before they do something all have the same href.
  const target = link => link.dataset.url || link.getAttribute('href');

  const renew = async part => {
    try {
      const answer = await fetch(part.dataset.url + location.search, {headers: {Accept: 'text/html'}, redirect: 'error'});
      const next = answer.ok
        ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.deployer-live')
        : null;
      if (next) {
        const focused = document.activeElement && target(document.activeElement);
        const drawings = [...part.querySelectorAll('.deployer-drawing')].map(one => [one.scrollLeft, one.scrollTop]);
        part.replaceWith(next);
        next.querySelectorAll('.deployer-drawing').forEach((one, i) => drawings[i] && one.scrollTo(...drawings[i]));
        if (focused) {
          [...next.querySelectorAll('a[href]')].find(one => target(one) === focused)?.focus();
        }
        window.Behaviour?.applySubtree(next, true);
      }
    } catch {
      // The controller is restarting: ask again.
    }
    follow();
  };

  follow();
});
