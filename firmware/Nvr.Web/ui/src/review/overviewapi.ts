import { find, timeOf } from '../api';
import type { Schemas } from '../schemas';

/** Of each cell the percentage that was recorded, and in which something moved; and how many events of a kind and class began in it. */
export type CameraOverview = Schemas['Overview'];
export type OverviewList = Schemas['OverviewList'];

/** What timelines show from afar, of all these cameras at once. */
export function overview(cameras: string[], from: number, to: number, cellSeconds: number): Promise<OverviewList> {
  return find('/timeline', { from: timeOf(from), to: timeOf(to), cell: cellSeconds, camera: cameras });
}
