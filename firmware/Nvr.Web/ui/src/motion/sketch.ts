import { limits, type Point } from '../motionapi';
import { leastCorners, type Kind } from './draft';
import { clamped } from './geometry';

/** A shape that is being drawn, corner by corner; the cross marks where the keyboard would put the next. */
export class Sketch {
  readonly points: Point[] = [];
  cross: Point = { x: 0.5, y: 0.5 };

  constructor(readonly kind: Kind) {}

  get isEnough(): boolean {
    return this.points.length >= leastCorners(this.kind);
  }

  get isFull(): boolean {
    return this.points.length >= limits.corners;
  }

  /** False where nothing was added: as many as can be are there, or the same corner twice. */
  add(point: Point): boolean {
    const at = clamped(point);
    const last = this.points.at(-1);
    if (this.isFull || (last && last.x === at.x && last.y === at.y)) {
      return false;
    }
    this.points.push(at);
    this.cross = at;
    return true;
  }

  takeBack(): void {
    this.points.pop();
    this.cross = this.points.at(-1) ?? this.cross;
  }

  step(x: number, y: number): void {
    this.cross = clamped({ x: this.cross.x + x, y: this.cross.y + y });
  }
}
