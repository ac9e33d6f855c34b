import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ChartData, ChartSpec } from '../../../core/query/chart-spec.ts';
import { chartShape, type Mark } from './chart-shape.ts';

const COLOURS = ['hub', 'satellite', 'fact', 'link', 'reference', 'pit', 'source', 'dimension'];
const colour = (series: number): string => `var(--or-kind-${COLOURS[series % COLOURS.length] ?? 'hub'})`;
const GAP = 4;
const exact = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 6 });

function markText({ point }: Mark, { x, y, aggregate, kind }: ChartSpec): string {
  const what = kind === 'scatter' ? (y ?? '') : aggregate === 'count' ? 'rows' : `${aggregate} of ${y ?? ''}`;
  return `${x} ${point.label ?? 'NULL'}${point.series === null ? '' : `, ${point.series}`}: ${exact(point.y)} ${kind === 'scatter' ? `(${what})` : what}`;
}

/** A chart as SVG. Arrow keys walk its values, the one under the pointer or the focus is told below. */
export function ChartDrawing({ data, spec }: { readonly data: ChartData; readonly spec: ChartSpec }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [at, setAt] = useState<number>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const shape = useMemo(() => chartShape(data, spec, size), [data, spec, size]);
  const { marks, paths, xTicks, yTicks, left, bottom, series } = shape;
  const order = useMemo(() => marks.map((_, index) => index).toSorted((a, b) => (marks[a]?.x ?? 0) - (marks[b]?.x ?? 0)), [marks]);
  const chosen = at === undefined ? undefined : marks[at];

  const nearest = (event: PointerEvent<SVGSVGElement>): void => {
    const { left: from, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - from, event.clientY - top];
    const away = ({ x: mx, y: my, width, height }: Mark): number =>
      spec.kind === 'bar' ? Math.hypot(Math.max(mx - x, 0, x - mx - width), Math.max(my - y, 0, y - my - height) / 8) : Math.hypot(mx - x, my - y);
    let best: number | undefined;
    for (const [index, mark] of marks.entries()) if (best === undefined || away(mark) < away(marks[best] ?? mark)) best = index;
    setAt(best);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = at === undefined ? -1 : order.indexOf(at);
    const to = { ArrowRight: place + 1, ArrowLeft: Math.max(0, place - 1), Home: 0, End: order.length - 1 }[event.key];
    if (to === undefined || order[to] === undefined) return;
    setAt(order[to]);
    event.preventDefault();
    event.stopPropagation();
  };
  const label = `${spec.kind} chart of ${spec.aggregate === 'count' ? 'rows' : `${spec.aggregate} of ${spec.y ?? ''}`} by ${spec.x}, ${marks.length} values. Arrow keys walk them.`;

  return (
    <>
      {series.length > 1 || series[0] ? (
        <ul className="or-chart-legend" aria-label={`Values of ${spec.series ?? ''}`}>
          {series.map((name, number) => (
            <li key={name ?? ''}>
              <span style={{ background: colour(number) }} aria-hidden />
              {name ?? 'NULL'}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="or-chart-box" ref={box}>
        {size.width > 0 ? (
          <svg
            width={size.width}
            height={size.height}
            role="img"
            aria-label={label}
            tabIndex={0}
            onKeyDown={onKeyDown}
            onPointerMove={nearest}
            onPointerLeave={() => setAt(undefined)}
          >
            {yTicks.map(({ at: y, label: text }) => (
              <g key={y}>
                <line className="or-chart-grid" x1={left} x2={size.width - 8} y1={Math.round(y) + 0.5} y2={Math.round(y) + 0.5} />
                <text x={left - 6} y={y + 4} textAnchor="end">
                  {text}
                </text>
              </g>
            ))}
            {xTicks.map(({ at: x, label: text }) => (
              <text
                key={x}
                x={x}
                y={bottom + 16}
                textAnchor={shape.isSlanted ? 'end' : 'middle'}
                {...(shape.isSlanted ? { transform: `rotate(-40 ${x} ${bottom + 10})` } : {})}
              >
                {text}
              </text>
            ))}
            {spec.kind === 'area' ? paths.map((path) => <path key={path.series} d={path.area} fill={colour(path.series)} fillOpacity={0.35} />) : null}
            {paths.map((path) => (
              <path key={path.series} d={path.line} fill="none" stroke={colour(path.series)} strokeWidth={2} strokeLinejoin="round" />
            ))}
            {spec.kind === 'bar'
              ? marks.map((mark, index) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <rect key={index} x={mark.x} y={mark.y} width={mark.width} height={mark.height} fill={colour(mark.series)} />
                ))
              : null}
            {spec.kind === 'scatter' || (spec.kind !== 'bar' && marks.length <= 80)
              ? marks.map((mark, index) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <circle key={index} cx={mark.x} cy={mark.y} r={3} fill={colour(mark.series)} fillOpacity={spec.kind === 'scatter' ? 0.6 : 1} />
                ))
              : null}
            <line className="or-chart-axis" x1={left} x2={size.width - 8} y1={Math.round(bottom) + 0.5} y2={Math.round(bottom) + 0.5} />
            {chosen ? (
              spec.kind === 'bar' ? (
                <rect className="or-chart-chosen" x={chosen.x - 1} y={chosen.y - 1} width={chosen.width + 2} height={chosen.height + 2} />
              ) : (
                <circle className="or-chart-chosen" cx={chosen.x} cy={chosen.y} r={3 + GAP} />
              )
            ) : null}
          </svg>
        ) : null}
      </div>
      <div className="or-chart-told" role="status">
        {chosen ? markText(chosen, spec) : ' '}
      </div>
    </>
  );
}
