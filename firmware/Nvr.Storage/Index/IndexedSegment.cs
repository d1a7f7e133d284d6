namespace Nvr.Storage.Index;

/// <summary>All that one row says of a segment, its fragments apart.</summary>
internal sealed record IndexedSegment(SegmentRow Row, StreamKey Stream, SegmentState State);
