'use strict';
// Draws the charts of a page from the numbers in its data element. Computes nothing but colours and places.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  // Okabe and Ito's colours, told apart with any kind of colour vision; darkened on white for contrast.
  const light = ['#0072b2', '#c84e00', '#007d5a', '#a8487c', '#8a6500', '#1f7fb5', '#000000', '#5b5bd6', '#7a7a00', '#6b4a2b', '#777777'];
  const dark = ['#56b4e9', '#ff8c42', '#2fc79b', '#e69ac5', '#f0b429', '#9ad5ff', '#ffffff', '#b3b3ff', '#f0e442', '#d2a679', '#a0a0a0'];
  const dashes = ['solid', [8, 4], [2, 3], [10, 3, 2, 3], [14, 4], [5, 2], [1, 2], [10, 3, 2, 3, 2, 3], [4, 6], [16, 4, 4, 4], [2, 6]];
  const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];
  const charts = new Map();

  const isDark = () => root.dataset.theme
    ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const palette = (i) => (isDark() ? dark : light)[i % light.length];
  const short = (value) => {
    if (typeof value !== 'number') return value;
    return Math.abs(value) >= 1e4 || Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(4)));
  };

  // A tooltip is HTML, and names and values come from files that anybody may have written.
  const html = (parts, ...values) =>
    parts.reduce((made, part, i) => made + echarts.format.encodeHTML(String(values[i - 1])) + part);

  // ---- what all charts share
  const axisStyle = () => ({
    nameTextStyle: {color: colour('soft')},
    axisLabel: {color: colour('soft'), hideOverlap: true},
    axisLine: {lineStyle: {color: colour('soft')}},
    splitLine: {lineStyle: {color: colour('line')}},
  });
  const axisX = (name) => ({...axisStyle(), name, nameLocation: 'middle', nameGap: 26, splitLine: {show: false}});
  const axisY = (name) => ({...axisStyle(), name, nameLocation: 'middle', nameGap: 54});
  const base = () => ({
    animation: false,
    textStyle: {fontFamily: getComputedStyle(document.body).fontFamily},
    tooltip: {
      confine: true, valueFormatter: short,
      backgroundColor: colour('paper'), borderColor: colour('line'), textStyle: {color: colour('ink'), fontSize: 12},
    },
    legend: {
      type: 'scroll', top: 0, itemWidth: 34, textStyle: {color: colour('ink')},
      pageTextStyle: {color: colour('ink')}, pageIconColor: colour('ink'), pageIconInactiveColor: colour('line'),
    },
    grid: {left: 76, right: 24, top: 34, bottom: 44},
  });

  // ---- a function for each kind of chart: numbers to an option of ECharts
  const kinds = {
    lines: (c) => {
      const unit = c.x.includes('rate') && c.y.includes('rate');
      const option = base();
      option.tooltip.trigger = 'axis';
      option.legend.show = c.series.length > 1;
      // No symbols in the legend where there are none on the curves.
      if (!c.series.some((s) => s.points)) option.legend.itemHeight = 1;
      if (c.series.length === 1 || unit) option.grid.top = 16;
      // The lower right of a ROC is empty.
      if (unit) Object.assign(option.legend, {type: 'plain', orient: 'vertical', top: 'auto', bottom: 52, right: 20});
      option.xAxis = {...axisX(c.x), type: 'value', min: unit ? 0 : 'dataMin', max: unit ? 1 : 'dataMax', minInterval: unit ? 0 : 1};
      option.yAxis = {...axisY(c.y), type: 'value', scale: true, max: unit ? 1 : undefined, axisLabel: {...axisStyle().axisLabel, formatter: short}};
      option.dataZoom = [{type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: 'shift', moveOnMouseWheel: false}];
      option.series = c.series.map((s, i) => ({
        type: 'line', name: s.name, data: s.data, connectNulls: false,
        showSymbol: s.points || s.data.length < 2, symbol: symbols[i % symbols.length], symbolSize: s.data.length > 40 ? 4 : 8,
        color: palette(i), lineStyle: {width: s.data.length > 300 ? 1 : 2, type: dashes[i % dashes.length]}, emphasis: {disabled: true},
      }));
      return option;
    },

    stack: (c) => {
      const option = base();
      option.tooltip.trigger = 'axis';
      option.tooltip.axisPointer = {type: 'shadow'};
      option.aria = {enabled: true, label: {enabled: false}, decal: {show: true}};
      Object.assign(option.legend, {type: 'plain', itemWidth: 18});
      option.grid.top = 58;
      option.xAxis = {...axisX(c.x), type: 'category', data: c.labels};
      option.yAxis = {...axisY(c.y), type: 'value'};
      option.series = c.series.map((s, i) => ({
        type: 'bar', stack: 'all', name: s.name, data: s.data, color: palette(i), barCategoryGap: '15%',
      }));
      return option;
    },

    bars: (c) => {
      const option = base();
      option.legend.show = false;
      option.grid.top = 16;
      option.tooltip.trigger = 'axis';
      option.xAxis = {...axisX(c.x), type: 'category', data: c.labels};
      option.yAxis = {...axisY(c.y), type: 'value', minInterval: c.data.every(Number.isInteger) ? 1 : 0};
      option.series = [{type: 'bar', name: c.y, data: c.data, color: palette(0), barCategoryGap: '8%'}];
      return option;
    },

    heat: (c) => {
      const option = base();
      option.legend.show = false;
      option.grid = {left: 52, right: 12, top: 8, bottom: 48};
      option.xAxis = {...axisX(c.x), type: 'category', data: c.labels, axisTick: {show: false}};
      option.yAxis = {...axisY(c.y), nameGap: 30, type: 'category', data: c.labels, inverse: true, splitLine: {show: false}};
      option.visualMap = {show: false, min: 0, max: 1, dimension: 2, inRange: {color: [colour('heat-0'), colour('heat-1')]}};
      option.tooltip.formatter = ({value}) =>
        html`true ${c.labels[value[1]]}, predicted ${c.labels[value[0]]}: ${short(value[3])} (${(100 * value[2]).toFixed(1)} %)`;
      option.series = [{
        type: 'heatmap', data: c.data, itemStyle: {borderColor: colour('card'), borderWidth: 1},
        label: {
          show: c.labels.length <= 20, fontSize: 11,
          formatter: ({value}) => (value[3] === 0 ? '{none|0}' : value[2] > 0.5 ? `{strong|${value[3]}}` : `{weak|${value[3]}}`),
          rich: {none: {color: colour('soft'), fontSize: 10}, strong: {color: colour('paper')}, weak: {color: colour('ink')}},
        },
      }];
      return option;
    },

    spreads: (c) => {
      const option = base();
      option.legend.show = false;
      option.grid.top = 16;
      option.xAxis = {...axisX(c.x), type: 'category', data: c.columns.map((one) => one.name)};
      option.yAxis = {...axisY(c.y), type: 'value', scale: true};
      option.tooltip.trigger = 'item';
      option.series = [
        {
          type: 'custom', name: 'mean', z: 3, encode: {x: 0, y: [1, 2, 3]}, data: c.columns.map((one, i) => [i, ...one.mean]),
          renderItem: (params, api) => {
            const [x, mean] = api.coord([api.value(0), api.value(1)]);
            const [, low] = api.coord([api.value(0), api.value(2)]);
            const [, high] = api.coord([api.value(0), api.value(3)]);
            const half = Math.min(9, api.size([1, 0])[0] * 0.3);
            const line = (x1, y1, x2, y2, lineWidth) => ({type: 'line', shape: {x1, y1, x2, y2}, style: {stroke: palette(1), lineWidth}});
            return {type: 'group', children: [
              line(x - half, mean, x + half, mean, 3), line(x, low, x, high, 1.5),
              line(x - half / 2, low, x + half / 2, low, 1.5), line(x - half / 2, high, x + half / 2, high, 1.5),
            ]};
          },
          tooltip: {formatter: ({value}) => html`config ${c.columns[value[0]].name}: mean ${short(value[1])}, 95 % ${short(value[2])} to ${short(value[3])}`},
        },
        {
          type: 'scatter', name: 'seed', symbolSize: 6, itemStyle: {color: palette(0), opacity: 0.7},
          data: c.columns.flatMap((one, i) => one.points.map((y) => [i, y])),
          tooltip: {formatter: ({value}) => html`config ${c.columns[value[0]].name}: ${short(value[1])}`},
        },
      ];
      return option;
    },

    spots: (c) => {
      const option = base();
      const data = (marked) => c.spots.filter((one) => one.marked === marked).map((one) => ({name: one.name, value: one.at}));
      const front = data(true).sort((a, b) => a.value[0] - b.value[0]);
      const label = {show: true, position: 'top', formatter: '{b}', color: colour('ink')};
      option.legend.show = false;
      option.grid.top = 24;
      option.xAxis = {...axisX(c.x), type: 'value', scale: true};
      option.yAxis = {...axisY(c.y), type: 'value', scale: true};
      option.tooltip.formatter = ({name, value}) => html`config ${name}: ${short(value[1])} in ${short(value[0])} s`;
      option.series = [
        {type: 'scatter', symbol: 'emptyCircle', symbolSize: 9, itemStyle: {color: palette(0)}, data: data(false), label: {...label, show: c.spots.length <= 30}, labelLayout: {hideOverlap: true}},
        {type: 'line', step: 'end', symbol: 'diamond', symbolSize: 13, color: palette(1), lineStyle: {type: 'dashed'}, data: front, label, labelLayout: {hideOverlap: true}},
      ];
      return option;
    },

    fields: (c) => {
      const option = base();
      const values = c.data.map((cell) => cell[2]);
      option.legend.show = false;
      option.grid = {left: 110, right: 12, top: 8, bottom: 48};
      option.xAxis = {...axisX(c.x), type: 'category', data: c.columns, axisTick: {show: false}};
      option.yAxis = {...axisY(c.y), nameGap: 88, type: 'category', data: c.rows, inverse: true, splitLine: {show: false}};
      const low = Math.min(...values), high = Math.max(...values), middle = (low + high) / 2;
      option.visualMap = {show: false, min: low, max: high, dimension: 2, inRange: {color: [colour('heat-0'), colour('heat-1')]}};
      option.tooltip.formatter = ({value}) => html`${c.x} ${c.columns[value[0]]}, ${c.y} ${c.rows[value[1]]}: ${(100 * value[2]).toFixed(2)} %`;
      option.series = [{
        type: 'heatmap', data: c.data, itemStyle: {borderColor: colour('card'), borderWidth: 1},
        label: {
          show: c.columns.length <= 15, fontSize: 11, formatter: ({value}) => `{${value[2] > middle ? 'strong' : 'weak'}|${(100 * value[2]).toFixed(1)}}`,
          rich: {strong: {color: colour('paper')}, weak: {color: colour('ink')}},
        },
      }];
      return option;
    },

    parallel: (c) => {
      const option = base();
      const results = c.strands.map((one) => one.result);
      const last = c.dimensions.length;
      option.legend.show = false;
      delete option.grid;
      const style = {nameTextStyle: {color: colour('ink'), width: 150, overflow: 'truncate'}, axisLabel: {color: colour('ink')}, axisLine: {lineStyle: {color: colour('soft')}}};
      option.parallelAxis = c.dimensions.map((one, dim) => ({
        ...style, dim, name: one.name, ...(one.categories.length ? {type: 'category', data: one.categories} : {type: one.log ? 'log' : 'value', scale: true}),
      }));
      option.parallelAxis.push({...style, dim: last, name: c.y, type: 'value', scale: true});
      option.parallel = {left: 80, right: 80, top: 40, bottom: 24}; // half of a name, which stands over its axis
      option.visualMap = {show: false, min: Math.min(...results), max: Math.max(...results), dimension: last, inRange: {color: [colour('line'), palette(0)]}};
      option.tooltip.formatter = ({name, value}) => html`config ${name}: ${short(value[last])}`;
      option.series = [{
        type: 'parallel', smooth: 0.1, lineStyle: {width: 2, opacity: 0.8},
        data: [...c.strands].reverse().map((one) => ({name: one.name, value: [...one.values, one.result]})),
      }];
      return option;
    },

    raster: (c) => {
      const option = base();
      const n = c.rasters.length;
      const weights = c.rasters.map((r) => (r.neurons > 20 ? 2 : 1));
      const part = 60 / weights.reduce((sum, weight) => sum + weight, 0);
      const first = (i) => 2 + part * weights.slice(0, i).reduce((sum, weight) => sum + weight, 0);
      const below = n === 0 ? 0 : first(n);
      option.legend.top = `${below + 1}%`;
      option.legend.itemHeight = 1;
      option.legend.data = c.series.filter((s) => s.strong).map((s) => s.name);
      option.grid = c.rasters.map((r, i) => ({left: 76, right: 16, top: `${first(i)}%`, height: `${part * weights[i] - 3}%`}));
      option.grid.push({left: 76, right: 16, top: `${below + 7}%`, bottom: 44});
      option.xAxis = option.grid.map((g, i) => ({
        ...axisX(i === n ? c.x : ''), gridIndex: i, type: 'value', min: 0, max: c.steps - 1, minInterval: 1,
        axisLabel: {...axisStyle().axisLabel, show: i === n},
      }));
      option.yAxis = c.rasters.map((r, i) => ({
        ...axisY(r.name), gridIndex: i, type: 'value', min: 0, max: r.neurons, interval: r.neurons, axisTick: {show: false}, splitLine: {show: false},
      }));
      // A population lies in [0, 1]; other membranes, and values, wherever they like.
      const heights = c.series.flatMap((s) => s.data).concat(c.threshold ?? 0);
      option.yAxis.push({
        ...axisY(c.y), gridIndex: n, type: 'value', min: Math.floor(Math.min(0, ...heights)), max: Math.ceil(Math.max(1, ...heights)),
      });
      option.series = c.rasters.map((r, i) => ({
        type: 'scatter', name: r.name, xAxisIndex: i, yAxisIndex: i, silent: true, large: true, largeThreshold: 500,
        symbol: 'rect', symbolSize: [Math.max(1.5, Math.min(8, 250 / c.steps)), Math.max(1.2, Math.min(4, 60 / r.neurons))], itemStyle: {color: colour('ink'), opacity: 0.8},
        data: r.spikes.flatMap((neurons, t) => neurons.map((k) => [t, k])),
      }));
      c.series.forEach((s, i) => option.series.push({
        type: 'line', name: s.name, xAxisIndex: n, yAxisIndex: n, data: s.data.map((y, t) => [t, y]), symbol: c.steps > 1 ? 'none' : 'circle',
        color: palette(s.strong ? s.strong - 1 : 10), z: s.strong ? 3 : 2, emphasis: {disabled: true},
        lineStyle: {width: s.strong ? 2.5 : 1, opacity: s.strong ? 1 : 0.6, type: s.strong ? dashes[s.strong - 1] : 'solid'},
        markLine: i > 0 || c.threshold === undefined ? undefined : {
          silent: true, symbol: 'none', data: [{yAxis: c.threshold}],
          lineStyle: {color: colour('ink'), type: 'dotted'}, label: {formatter: 'threshold', position: 'insideStartTop', color: colour('soft')},
        },
      }));
      option.tooltip.trigger = 'item';
      return option;
    },
  };

  // ---- the same numbers as rows of a table: head, then rows
  const tables = {
    lines: (c) => {
      const rows = new Map();
      c.series.forEach((s, i) => s.data.forEach(([x, y]) => {
        if (!rows.has(x)) rows.set(x, c.series.map(() => ''));
        rows.get(x)[i] = y === null ? '' : short(y);
      }));
      const sorted = [...rows].sort((a, b) => a[0] - b[0]);
      return [[c.x, ...c.series.map((s) => s.name)], sorted.map(([x, ys]) => [short(x), ...ys])];
    },
    stack: (c) => [[c.x, ...c.series.map((s) => s.name)], c.labels.map((label, i) => [label, ...c.series.map((s) => short(s.data[i]))])],
    bars: (c) => [[c.x, c.y], c.labels.map((label, i) => [label, short(c.data[i])])],
    heat: (c) => [[c.y, ...c.labels], c.labels.map((label, row) => [label, ...c.data.filter((cell) => cell[1] === row).map((cell) => short(cell[3]))])],
    spreads: (c) => [
      [c.x, 'mean', '95 % from', '95 % to', 'seeds'],
      c.columns.map((one) => [one.name, ...one.mean.map(short), one.points.map(short).join(', ')]),
    ],
    spots: (c) => [['config', c.x, c.y, 'front'], c.spots.map((one) => [one.name, ...one.at.map(short), one.marked ? 'yes' : ''])],
    fields: (c) => [
      [c.y, ...c.columns],
      c.rows.map((row, r) => [row, ...c.columns.map((column, k) => short((c.data.find((cell) => cell[0] === k && cell[1] === r) || [])[2] ?? ''))]),
    ],
    parallel: (c) => [
      [c.x, ...c.dimensions.map((one) => one.name), c.y],
      c.strands.map((one) => [one.name, ...one.values.map(short), short(one.result)]),
    ],
    raster: (c) => [
      [c.x, ...c.rasters.map((r) => r.name + ' spikes drawn'), ...c.series.map((s) => c.y + ' ' + s.name)],
      Array.from({length: c.steps}, (none, t) => [t, ...c.rasters.map((r) => r.spikes[t].length), ...c.series.map((s) => short(s.data[t]))]),
    ],
  };

  const element = (tag, text, attributes = {}) => {
    const made = document.createElement(tag);
    made.textContent = text;
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  };

  const fill = (details) => {
    if (details.querySelector('table')) return;
    const chart = data.charts[details.dataset.table];
    const [head, rows] = tables[chart.kind](chart);
    const title = details.closest('figure').querySelector('h3').textContent;
    const scroll = element('div', '', {class: 'scroll', role: 'region', tabindex: 0, 'aria-label': 'Numbers of ' + title});
    const table = scroll.appendChild(element('table', ''));
    table.append(element('caption', title, {class: 'hidden'}));
    const line = table.createTHead().insertRow();
    head.forEach((name) => line.append(element('th', name, {scope: 'col'})));
    const body = table.createTBody();
    rows.forEach((cells) => {
      const row = body.insertRow();
      cells.forEach((cell, i) => row.append(i ? element('td', cell, {class: 'number'}) : element('th', cell, {scope: 'row'})));
    });
    details.append(scroll);
  };

  const draw = (place) => {
    const chart = data.charts[place.dataset.chart];
    if (!charts.has(place)) charts.set(place, echarts.init(place, null, {renderer: 'canvas'}));
    charts.get(place).setOption(kinds[chart.kind](chart), true);
  };
  const places = [...document.querySelectorAll('[data-chart]')];
  const drawAll = () => places.forEach(draw);

  // ---- colours
  const button = document.getElementById('theme');
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch (blocked) { /* not kept then */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch (blocked) { return null; } };
  const dress = () => {
    button.setAttribute('aria-pressed', isDark());
    drawAll();
  };
  if (recall('theme')) root.dataset.theme = recall('theme');
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
    dress();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress);
  let before = null;
  addEventListener('beforeprint', () => { before = root.dataset.theme; root.dataset.theme = 'light'; dress(); });
  addEventListener('afterprint', () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    dress();
  });

  // ---- begin, and go on where a reload cut in
  document.querySelectorAll('details').forEach((d) => d.addEventListener('toggle', () => { if (d.open) fill(d); }));
  dress();
  const resized = new ResizeObserver((changed) => changed.forEach(({target}) => charts.get(target).resize()));
  places.forEach((place) => resized.observe(place));
  try {
    const place = JSON.parse(sessionStorage.getItem('place') || 'null');
    sessionStorage.removeItem('place');
    if (place) {
      document.querySelectorAll('details').forEach((d) => { if (place.open.includes(d.dataset.table)) { d.open = true; fill(d); } });
      scrollTo(0, place.y);
    }
  } catch (blocked) { /* without storage the page begins at its top */ }
})();
