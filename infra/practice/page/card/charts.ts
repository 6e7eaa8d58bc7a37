import { CardElement, GlobalRegistry, type SerializationContext } from 'adaptivecards';
import { barChart, lineChart } from './chart-drawing.ts';
import { barsOf, linesOf, type Bar, type Line } from './chart-data.ts';

/** Teams draws charts that the open renderer does not know; these are plain stand-ins for three of them. */
abstract class Chart extends CardElement {
  protected title = '';

  protected override internalParse(source: Record<string, unknown>, context: SerializationContext): void {
    super.internalParse(source, context);
    this.title = typeof source['title'] === 'string' ? source['title'] : '';
    this.read(source);
  }

  protected override internalRender(): HTMLElement | undefined {
    const figure = document.createElement('figure');
    figure.className = 'chart';
    if (this.title !== '') {
      const caption = document.createElement('figcaption');
      caption.textContent = this.title;
      figure.append(caption);
    }
    figure.append(this.draw());
    return figure;
  }

  protected abstract read(source: Record<string, unknown>): void;
  protected abstract draw(): Element;
}

class HorizontalBarChart extends Chart {
  private bars: readonly Bar[] = [];
  override getJsonTypeName(): string {
    return 'Chart.HorizontalBar';
  }
  protected override read(source: Record<string, unknown>): void {
    this.bars = barsOf(source['data']);
  }
  protected override draw(): Element {
    return barChart(this.bars, 'lying');
  }
}

class VerticalBarChart extends Chart {
  private bars: readonly Bar[] = [];
  override getJsonTypeName(): string {
    return 'Chart.VerticalBar';
  }
  protected override read(source: Record<string, unknown>): void {
    this.bars = barsOf(source['data']);
  }
  protected override draw(): Element {
    return barChart(this.bars, 'standing');
  }
}

class LineChart extends Chart {
  private lines: readonly Line[] = [];
  override getJsonTypeName(): string {
    return 'Chart.Line';
  }
  protected override read(source: Record<string, unknown>): void {
    this.lines = linesOf(source['data']);
  }
  protected override draw(): Element {
    return lineChart(this.lines);
  }
}

export function registerCharts(): void {
  GlobalRegistry.elements.register('Chart.HorizontalBar', HorizontalBarChart);
  GlobalRegistry.elements.register('Chart.VerticalBar', VerticalBarChart);
  GlobalRegistry.elements.register('Chart.Line', LineChart);
}
