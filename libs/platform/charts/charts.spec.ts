import { gradeChart } from './grade-chart';
import { progressChart } from './progress-chart';
import { share, ticks } from './scale';
import { scoreBars } from './score-bars';
import { seriesChart } from './series-chart';
import { sparkLine } from './spark-line';

const labels = { id: 't26', title: 'Deelnemers', description: '412 van 500, op schema was 437.' };
const from = new Date('2026-01-01T00:00:00+01:00');
const until = new Date('2027-01-01T00:00:00+01:00');
const middle = new Date((from.getTime() + until.getTime()) / 2);

describe('the charts', () => {
  it('say in words what they draw', () => {
    const svg = progressChart({ ...labels, value: 412, norm: 500 });
    expect(svg).toContain('role="img" width="100%"');
    expect(svg).toContain('aria-labelledby="t26-title t26-description"');
    expect(svg).toContain('<desc id="t26-description">412 van 500, op schema was 437.</desc>');
  });

  it('show names with signs in them as text, never as markup', () => {
    const svg = gradeChart({
      ...labels,
      title: '<script>',
      rows: [{ label: 'Bergen & "co"', grades: { A: 1, B: 0, C: 0 } }],
    });
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('Bergen &amp; &quot;co&quot;');
  });

  it('carry no style, which the content security policy would refuse', () => {
    const svg = seriesChart({ ...labels, from, until, points: [], marks: [] });
    expect(svg).not.toMatch(/style=|<style/);
  });

  it('mark the pace of today on the bar of a target', () => {
    const svg = progressChart({ ...labels, value: 25, norm: 100, pace: 50, paceText: 'nu 50' });
    expect(svg).toContain('<rect class="chart-bar" x="0%" y="24" width="25%"');
    expect(svg).toContain('<rect class="chart-mark" x="50%"');
    expect(svg).toContain('>nu 50</text>');
  });

  it('keep a target that went past its norm within the bar', () => {
    const svg = progressChart({ ...labels, value: 200, norm: 100, planned: 50 });
    expect(svg).toContain('class="chart-bar" x="0%" y="24" width="100%"');
    expect(svg).toContain('class="chart-mark" x="50%"');
    expect(svg).not.toContain('chart-planned');
  });

  it('let a count stand still until it jumps', () => {
    const points = [
      { at: from, value: 0 },
      { at: middle, value: 100 },
    ];
    const svg = seriesChart({ ...labels, from, until, points, norm: 100, marks: [] });
    expect(svg).toContain('class="chart-value" points="0,200 500,200 500,0"');
  });

  it('draw a target of which nothing is known yet', () => {
    expect(progressChart({ ...labels, value: 0, norm: 0 })).not.toContain('NaN');
    expect(gradeChart({ ...labels, rows: [] })).not.toContain('NaN');
    expect(
      seriesChart({ ...labels, from, until: from, points: [{ at: from, value: 1 }], marks: [] }),
    ).not.toContain('NaN');
  });

  it('stack what is trusted most first, all bars to one scale', () => {
    const svg = gradeChart({
      ...labels,
      rows: [
        { label: 'Drugs', grades: { A: 50, B: 30, C: 20 } },
        { label: 'Zorg', grades: { A: 10, B: 0, C: 0 } },
      ],
    });
    expect(svg).toContain('class="chart-b" x="50%" y="52" width="30%"');
    expect(svg).toContain('class="chart-a" x="0%" y="104" width="10%"');
  });

  it('show of each answer how many gave it, each bar the whole of its answers', () => {
    const svg = scoreBars({
      ...labels,
      bars: [
        { label: 'Goed', text: '4,2', counts: [0, 1, 0, 9, 10] },
        { label: 'Slecht', text: '1,0', counts: [40, 0, 0, 1, 0] },
      ],
    });
    expect(svg).not.toContain('"chart-score-3"');
    expect(svg).toContain('class="chart-score-2" x="0%" y="22" width="5%"');
    expect(svg).toContain('class="chart-score-5" x="50%" y="22" width="50%"');
    expect(svg).toContain(
      '<text class="chart-score-4-text" x="27.5%" y="39" text-anchor="middle">9<',
    );
    expect(svg.match(/-text"/g)).toHaveLength(3);
  });

  it('draw as a small line how a value grew, of the part of the year that has been', () => {
    expect(sparkLine([0, 2, 4], 12)).toContain('d="M0,22 7,22 13,12 20,2"');
    expect(sparkLine([null, 50], 4)).toContain('d="M0,22 40,2"');
    expect(sparkLine([0, 0], 12)).toBeUndefined();
  });
});

describe('an axis', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [32, [0, 10, 20, 30, 40]],
    [500, [0, 200, 400, 600]],
    [1000, [0, 250, 500, 750, 1000]],
  ])('up to %d has round steps', (maximum, expected) => {
    expect(ticks(maximum)).toEqual(expected);
  });

  it('never leaves its length', () => {
    expect([share(-1, 10), share(5, 10), share(11, 10), share(1, 0)]).toEqual([0, 50, 100, 0]);
  });
});
