namespace Nvr.Core.Time;

/// <summary>A half-open span of UTC: from <see cref="Start"/> up to but not including <see cref="End"/>.</summary>
public readonly record struct UtcRange(UtcTime Start, UtcTime End)
{
    public long DurationUs => End.Since(Start);

    public bool Contains(UtcTime time) => time >= Start && time < End;

    public bool Overlaps(UtcRange other) => Start < other.End && other.Start < End;
}
