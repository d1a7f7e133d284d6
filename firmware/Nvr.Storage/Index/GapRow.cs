namespace Nvr.Storage.Index;

/// <summary>A gap as stored: each end in the monotonic time of its own boot, because a gap may span a reboot.</summary>
internal sealed record GapRow(StreamKey Stream, BootMoment Start, BootMoment End, GapReason Reason, string Detail);
