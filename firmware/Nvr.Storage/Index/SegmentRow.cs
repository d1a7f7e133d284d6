namespace Nvr.Storage.Index;

/// <summary>A segment as the index lists it, without its fragments. Times are monotonic microseconds of the boot.</summary>
internal readonly record struct SegmentRow(long Id, Guid BootId, long StartUs, long DurationUs, long Bytes, long FormatId)
{
    /// <summary>Fetched later from the camera's own memory.</summary>
    public bool IsBackfilled { get; init; }

    public long EndUs => StartUs + DurationUs;
}
