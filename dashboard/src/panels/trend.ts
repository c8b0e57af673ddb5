import uPlot from 'uplot';
import { age, clockTime } from '../format.ts';
import { silenceS, spans, type History } from '../history.ts';

export type Measure = 'speed' | 'rpm' | 'fuel' | 'score';

export interface Marks {
  /** Speed limit in force, km/h, where one is known. */
  readonly limitKmh: number | undefined;
  /** Reconstruction error above which a window counts as an anomaly. */
  readonly threshold: number | undefined;
  /** The moment looked at, seconds; absent when looking at now. */
  readonly momentS: number | undefined;
}

const SYNC_KEY = 'drawer';
const HEIGHT_PX = 76;
const AXIS_PX = 24;

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** One small chart over a vehicle's history. All charts of a drawer share their cursor. */
export class Trend {
  private readonly plot: uPlot;
  private readonly measure: Measure;
  private history: History;
  private marks: Marks;

  constructor(
    target: HTMLElement,
    measure: Measure,
    history: History,
    marks: Marks,
    timeAxis: boolean,
    onCursor: (index: number | undefined) => void,
  ) {
    this.measure = measure;
    this.history = history;
    this.marks = marks;
    this.plot = new uPlot(this.options(target.clientWidth, timeAxis, onCursor), this.data(), target);
  }

  update(history: History, marks: Marks, window: readonly [number, number]): void {
    this.history = history;
    this.marks = marks;
    this.plot.batch(() => {
      this.plot.setData(this.data(), false);
      this.plot.setScale('x', { min: window[0], max: window[1] });
      this.plot.setScale('y', this.range());
    });
  }

  resize(widthPx: number): void {
    if (widthPx > 0) this.plot.setSize({ width: widthPx, height: this.plot.height });
  }

  destroy(): void {
    this.plot.destroy();
  }

  private data(): uPlot.AlignedData {
    return [this.history.t, this.history[this.measure]];
  }

  /** From 0, so that a small wobble does not look like a storm; room for the limit and the threshold. */
  private range(): { min: number; max: number } {
    const values = this.history[this.measure].filter((value) => value !== null);
    const mark = this.mark();
    const least = { speed: 60, rpm: 3000, fuel: 100, score: 0.1 }[this.measure];
    const top = Math.max(least, mark === undefined ? 0 : mark * 1.15, ...values.map((value) => value * 1.1));
    return { min: 0, max: top };
  }

  private mark(): number | undefined {
    if (this.measure === 'speed') return this.marks.limitKmh;
    return this.measure === 'score' ? this.marks.threshold : undefined;
  }

  private options(
    width: number,
    timeAxis: boolean,
    onCursor: (index: number | undefined) => void,
  ): uPlot.Options {
    const line = this.measure === 'score' ? colour('anomaly') : colour('selected');
    const grid = { stroke: colour('line'), width: 1 };
    const text = { stroke: colour('ink-3'), font: '12px system-ui, sans-serif' };
    return {
      width,
      height: HEIGHT_PX + (timeAxis ? AXIS_PX : 0),
      padding: [6, 2, timeAxis ? 0 : 4, 0],
      legend: { show: false },
      cursor: {
        sync: { key: SYNC_KEY },
        drag: { x: false, y: false },
        points: { size: 7, fill: line },
        y: false,
      },
      scales: {
        x: { time: true, auto: false },
        y: { auto: false, range: () => Object.values(this.range()) as [number, number] },
      },
      axes: [
        {
          show: timeAxis,
          size: AXIS_PX,
          gap: 2,
          ticks: { show: false },
          grid,
          ...text,
          space: 84,
          values: (_, at) => at.map((s) => clockTime(s * 1000).slice(0, 5)),
        },
        { size: 40, gap: 4, ticks: { show: false }, grid, ...text, splits: () => this.splits() },
      ],
      series: [
        {},
        {
          stroke: line,
          width: 1.5,
          fill: `${line}1c`,
          points: { show: false },
          spanGaps: false,
          gaps: silences,
        },
      ],
      hooks: {
        drawClear: [(plot) => this.drawSpans(plot)],
        draw: [(plot) => this.drawMarks(plot)],
        setCursor: [(plot) => onCursor(plot.cursor.idx ?? undefined)],
      },
    };
  }

  private splits(): number[] {
    const { max } = this.range();
    return [0, max > 10 ? Math.round(max / 20) * 10 : Math.round(max * 50) / 100];
  }

  /** Anomalous stretches, red from top to bottom. */
  private drawSpans(plot: uPlot): void {
    if (this.measure !== 'score') return;
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = `${colour('anomaly')}38`;
    for (const [from, to] of spans(this.history.anomalous)) {
      const left = plot.valToPos(this.history.t[from] ?? 0, 'x', true);
      const right = plot.valToPos(this.history.t[to] ?? 0, 'x', true);
      const visible = Math.max(left, bbox.left);
      if (right >= bbox.left) ctx.fillRect(visible, bbox.top, Math.max(2, right - visible), bbox.height);
    }
    ctx.restore();
  }

  private drawMarks(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const value = this.mark();
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    if (value !== undefined) {
      const y = plot.valToPos(value, 'y', true);
      ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
      stroke(ctx, colour('alarm'), bbox.left, y, bbox.left + bbox.width, y);
    }
    if (this.marks.momentS !== undefined) {
      const x = plot.valToPos(this.marks.momentS, 'x', true);
      ctx.setLineDash([]);
      stroke(ctx, colour('alarm'), x, bbox.top, x, bbox.top + bbox.height);
    }
    ctx.restore();
  }
}

function stroke(
  c: CanvasRenderingContext2D,
  colourName: string,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  c.strokeStyle = colourName;
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}

/** Slow values (fuel every 30 s) join up; only a silence breaks the line. */
const silences: uPlot.Series.GapsRefiner = (plot, _series, from, to) => {
  const times = plot.data[0];
  const longestS = silenceS([...times]);
  const gaps: uPlot.Series.Gaps = [];
  for (let i = from + 1; i <= to; i++) {
    const [before, after] = [times[i - 1], times[i]];
    if (before === undefined || after === undefined || after - before <= longestS) continue;
    gaps.push([plot.valToPos(before, 'x', true), plot.valToPos(after, 'x', true)]);
  }
  return gaps;
};

/** "12:03:11 · 4 min ago" */
export const cursorTime = (seconds: number, nowMs: number): string =>
  `${clockTime(seconds * 1000)} · ${age(nowMs - seconds * 1000)} ago`;
