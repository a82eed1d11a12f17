'use strict';
(() => {
  const svg = document.querySelector('svg.graph');
  const cards = [...document.querySelectorAll('.card')];
  const pitch = 58, top = 56, margin = 16;

  // What the page says is read from the page: there is no second copy of the rules to fall behind.
  const nodes = new Map();
  for (const element of svg.querySelectorAll('.node')) {
    const [x, y] = element.getAttribute('transform').match(/[\d.]+/g).map(Number);
    const box = element.querySelector('.box');
    nodes.set(element.dataset.node, {
      element, x, y, home: y, before: [], after: [],
      width: Number(box.getAttribute('width')), height: Number(box.getAttribute('height')),
      words: element.querySelector('title').textContent.toLowerCase(),
    });
  }
  const edges = [...svg.querySelectorAll('.edge')].map(element => {
    const edge = {element, home: element.getAttribute('d'),
      from: nodes.get(element.dataset.from), to: nodes.get(element.dataset.to)};
    edge.from.after.push(edge.to);
    edge.to.before.push(edge.from);
    return edge;
  });

  // A node with all that leads to it and all that follows from it.
  const related = start => {
    const found = new Set();
    const walk = (node, side) => {
      found.add(node);
      for (const next of node[side]) walk(next, side);
    };
    walk(start, 'before');
    walk(start, 'after');
    return found;
  };

  const light = node => {
    const on = node ? related(node) : new Set();
    svg.classList.toggle('lit', on.size > 0);
    for (const each of nodes.values()) each.element.classList.toggle('on', on.has(each));
    for (const edge of edges) edge.element.classList.toggle('on', on.has(edge.from) && on.has(edge.to));
  };
  for (const node of nodes.values()) {
    node.element.addEventListener('pointerenter', event => event.pointerType === 'mouse' && light(node));
    node.element.addEventListener('pointerleave', () => light(null));
    node.element.addEventListener('focusin', event => event.target.matches(':focus-visible') && light(node));
    node.element.addEventListener('focusout', () => light(null));
  }

  const height = Number(svg.getAttribute('height'));
  const width = Number(svg.getAttribute('width'));
  const resize = pixels => {
    svg.setAttribute('height', pixels);
    svg.setAttribute('viewBox', `0 0 ${width} ${pixels}`);
  };

  // Moves what is left together: as high as it gets, each near what it is connected with.
  const restack = shown => {
    const layers = new Map();
    for (const node of shown) layers.set(node.x, [...(layers.get(node.x) || []), node]);
    const columns = [...layers.keys()].sort((a, b) => a - b).map(x => layers.get(x).sort((a, b) => a.home - b.home));
    const tallest = Math.max(0, ...columns.map(column => column.length));
    for (const column of columns) {
      const first = top + (tallest - column.length) * pitch / 2;
      column.forEach((node, i) => { node.y = first + i * pitch; });
    }
    return top + tallest * pitch + margin;
  };

  const draw = (shown, whole) => {
    for (const node of nodes.values()) {
      const visible = shown.has(node);
      node.element.toggleAttribute('hidden', !visible);
      node.element.style.display = visible ? '' : 'none';
      if (whole) node.y = node.home;
    }
    resize(whole ? height : restack(shown));
    for (const node of shown) node.element.setAttribute('transform', `translate(${node.x} ${node.y})`);
    for (const {element, home, from, to} of edges) {
      element.style.display = shown.has(from) && shown.has(to) ? '' : 'none';
      const x1 = from.x + from.width, y1 = from.y + from.height / 2;
      const x2 = to.x, y2 = to.y + to.height / 2, half = (x1 + x2) / 2;
      element.setAttribute('d', whole ? home : `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`);
    }
  };

  const form = document.querySelector('form');
  const find = document.getElementById('find');
  const found = document.getElementById('found');
  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(word => word);
    const matches = text => words.every(word => text.includes(word));
    const shown = new Set();
    let hits = 0;
    for (const node of nodes.values()) {
      if (matches(node.words)) {
        hits++;
        for (const each of related(node)) shown.add(each);
      }
    }
    for (const card of cards) card.hidden = !matches(card.textContent.toLowerCase());
    for (const group of document.querySelectorAll('.group')) {
      group.hidden = ![...group.querySelectorAll('.card')].some(card => !card.hidden);
    }
    draw(shown, words.length === 0);
    found.textContent = words.length === 0 ? '' : hits === 0 ? 'nothing found' : `${hits} found`;
  };
  find.addEventListener('input', filter);
  find.addEventListener('keydown', event => {
    if (event.key === 'Escape') { find.value = ''; filter(); }
  });
  form.addEventListener('submit', event => event.preventDefault());
  document.addEventListener('keydown', event => {
    if (event.key === '/' && event.target !== find) { event.preventDefault(); find.focus(); }
  });
  form.hidden = false;
})();
