using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>A stretch without footage, and why; the detail is a sentence for the user.</summary>
public sealed record FootageGap(UtcRange Range, GapReason Reason, string Detail);
