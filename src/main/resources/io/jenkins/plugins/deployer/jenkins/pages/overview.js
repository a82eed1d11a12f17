'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const filter = document.getElementById('deployer-filter');
  const found = document.getElementById('deployer-found');
  const nothing = document.getElementById('deployer-nothing');
  if (!filter) {
    return;
  }
  // What is searched is read from the page once: reading the text of a row means laying it out.
  const rows = [...document.querySelectorAll('#deployer-services > tbody > tr')]
    .map(row => ({row, words: `${row.textContent} ${row.dataset.words}`.toLowerCase()}));

  const apply = () => {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(word => word);
    let shown = 0;
    for (const {row, words} of rows) {
      const matches = wanted.every(word => words.includes(word));
      row.toggleAttribute('data-hidden', !matches);
      shown += matches ? 1 : 0;
    }
    found.textContent = wanted.length === 0 ? found.dataset.all : found.dataset.some.replace('{0}', shown);
    nothing.classList.toggle('jenkins-hidden', shown > 0);
    const address = new URL(location);
    if (filter.value) {
      address.searchParams.set('filter', filter.value);
    } else {
      address.searchParams.delete('filter');
    }
    history.replaceState(history.state, '', address);
  };

  filter.addEventListener('input', apply);
  filter.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      filter.value = '';
      apply();
    }
  });
  filter.form.addEventListener('submit', event => event.preventDefault());
  if (filter.value) {
    apply();
  }
});
