namespace Nvr.Mp4.Stitching;

/// <summary>One fragment of the movie: where it comes from and where it goes.</summary>
/// <param name="Part">Index of its part.</param>
/// <param name="Entry">Where it lies in its segment file.</param>
/// <param name="MovieOffset">First byte in the movie.</param>
/// <param name="MovieBytes">Length in the movie: that of the entry plus inserted parameter sets.</param>
/// <param name="Start90k">Start in the movie.</param>
internal readonly record struct PlacedFragment(
    int Part, FragmentEntry Entry, long MovieOffset, int MovieBytes, long Start90k)
{
    public long MovieEnd => MovieOffset + MovieBytes;

    public int InsertedBytes => MovieBytes - Entry.Bytes;
}
