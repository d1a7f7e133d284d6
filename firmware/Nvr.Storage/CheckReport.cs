namespace Nvr.Storage;

/// <summary>What <see cref="VolumeCheck"/> found. <paramref name="Problems"/> are sentences, one a finding; none means all is well.</summary>
public sealed record CheckReport(long Segments, long Fragments, long Bytes, IReadOnlyList<string> Problems)
{
    public bool IsWell => Problems.Count == 0;
}
