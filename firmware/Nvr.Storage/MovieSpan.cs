using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>Movie time [StartUs, StartUs + DurationUs) shows <paramref name="Utc"/> onwards.</summary>
public sealed record MovieSpan(long StartUs, long DurationUs, UtcTime Utc);
