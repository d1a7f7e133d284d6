namespace Nvr.Mp4;

/// <summary>Where one fragment (moof + mdat) lies in its file and in time; one row of a segment's fragment table.</summary>
/// <param name="Offset">Position of the moof box in the file.</param>
/// <param name="Bytes">Length of moof and mdat together.</param>
/// <param name="MoofBytes">Length of the moof box alone.</param>
/// <param name="Start90k">Start in the segment, 90 kHz ticks from media time 0 (decoding time of the first video sample).</param>
/// <param name="Duration90k">Duration of the video (of the audio where there is no video), 90 kHz ticks.</param>
/// <param name="StartsWithRandomAccess">True when the first video sample can be decoded alone.</param>
public readonly record struct FragmentEntry(
    long Offset, int Bytes, int MoofBytes, long Start90k, int Duration90k, bool StartsWithRandomAccess)
{
    /// <summary>
    /// The same as a row of a table behind another row. Sound that comes late and without pictures makes a fragment that begins before the picture with which the one before it begins; in a table none begins
    /// before the one above it, so that a moment can be looked for by halving. It ends where it ended, or begins there at the latest.
    /// </summary>
    /// <param name="above">The row before it; null for the first.</param>
    public FragmentEntry Below(FragmentEntry? above) => above is not { } before || before.Start90k <= Start90k
        ? this
        : this with { Start90k = before.Start90k, Duration90k = (int)Math.Max(0, Start90k + Duration90k - before.Start90k) };
}
