using System.Globalization;
using System.Security.Cryptography;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>
/// One fragmented MP4 made of many stored fragments, without copying or re-encoding anything: a new header (ftyp, moov, sidx), the moofs
/// with patched times, track ids and sample entries, and the media data as it lies in the files. Length and every byte offset are known
/// before a file is opened. Immutable and thread-safe; each call of <see cref="WriteAsync"/> stands alone.
/// </summary>
public sealed class StitchPlan
{
    private readonly byte[] header;
    private readonly StitchLayout layout;
    private readonly PlacedFragment[] fragments;
    private readonly MovieTrack[] pictures;
    private readonly UtcTime? creationTime;

    private StitchPlan(StitchLayout layout, TrackMerger merger, UtcTime? creationTime)
    {
        this.layout = layout;
        this.creationTime = creationTime;
        fragments = layout.Fragments;
        pictures = [.. merger.Tracks.Where(t => t.First.IsVideo)];
        var movie = new MovieBox { Tracks = merger.Tracks, CreationTime = creationTime, Duration90k = layout.Duration90k };
        var writer = new BoxWriter();
        movie.WriteFile(writer);
        SidxWriter.Write(writer, fragments, layout.Bytes, layout.Duration90k);
        header = writer.ToArray();
        Formats = [.. merger.Tracks.SelectMany(t => t.Formats)];
        TrackCount = merger.Tracks.Count;
        Fingerprint = MakeFingerprint();
    }

    /// <summary>Length of the whole movie.</summary>
    public long Length => header.Length + layout.Bytes;

    /// <summary>From the first picture to the end of the last fragment, gaps between parts included.</summary>
    public long Duration90k => layout.Duration90k;

    /// <summary>Where each part lies in movie time, in order.</summary>
    public IReadOnlyList<StitchSpan> Spans => layout.Spans;

    /// <summary>All formats, video first.</summary>
    public IReadOnlyList<TrackFormat> Formats { get; }

    /// <summary>Tracks of the movie; their ids count from 1.</summary>
    public int TrackCount { get; }

    /// <summary>RFC 6381 codecs parameter of the movie.</summary>
    public string Codecs => CodecString.Of(Formats);

    /// <summary>Equal fingerprints mean equal bytes, as long as segment ids name the same files. Hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>
    /// Plans a movie. Throws <see cref="ArgumentException"/> when there is nothing to play or the first fragment does not start with a
    /// random-access picture; <see cref="NvrException"/> (Storage) when an entry contradicts itself. A part that would overlap the one
    /// before is moved to its end.
    /// </summary>
    /// <param name="parts">In order of time.</param>
    /// <param name="creationTime">What players show as the movie's date: when its first picture was taken.</param>
    public static StitchPlan Create(IReadOnlyList<StitchPart> parts, UtcTime? creationTime = null)
    {
        if (parts.Count == 0 || parts.Any(p => p.Fragments.Count == 0))
        {
            throw new ArgumentException("A movie needs parts with fragments.", nameof(parts));
        }
        foreach (StitchPart part in parts)
        {
            TrackRules.Check(part.Tracks);
        }
        if (parts[0].Tracks[0].IsVideo && !parts[0].Fragments[0].StartsWithRandomAccess)
        {
            throw new ArgumentException("A movie begins with a random-access picture.", nameof(parts));
        }
        var merger = new TrackMerger(parts);
        return new StitchPlan(new StitchLayout(parts, merger), merger, creationTime);
    }

    /// <summary>
    /// Writes bytes [offset, offset + count) of the movie. A fragment that has become damaged on the disk is replaced by
    /// a free box of the same length, so that the rest still plays. Throws <see cref="NvrException"/> (Storage) when a file cannot be read,
    /// <see cref="ArgumentOutOfRangeException"/> for a range outside the movie.
    /// </summary>
    public async Task WriteAsync(ISegmentSource source, Stream destination, long offset, long count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - offset);
        int fromHeader = (int)Math.Clamp(header.Length - offset, 0, count);
        if (fromHeader > 0)
        {
            await destination.WriteAsync(header.AsMemory((int)offset, fromHeader), cancellation).ConfigureAwait(false);
        }
        long from = offset + fromHeader - header.Length;
        long to = offset + count - header.Length;
        using var copier = new FragmentCopier(source, destination);
        for (int i = FindFragment(from); i < fragments.Length && fragments[i].MovieOffset < to; i++)
        {
            PlacedFragment fragment = fragments[i];
            long skip = Math.Max(0, from - fragment.MovieOffset);
            long end = Math.Min(to, fragment.MovieEnd) - fragment.MovieOffset;
            await copier.CopyAsync(layout.Parts[fragment.Part], fragment, (uint)i + 1, skip, end, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Writes the whole movie with its pictures as they are stored and other sound, or with null without sound. Its length is not known beforehand, and it
    /// has no index of its fragments. Failures as above, and those of the converter.
    /// </summary>
    public async Task WriteWithSoundAsync(ISegmentSource source, Stream destination, ISoundConverter? sound, CancellationToken cancellation)
    {
        MovieTrack[] tracks = sound is null ? pictures : [.. pictures, new MovieTrack(sound.Format)];
        var writer = new BoxWriter();
        new MovieBox { Tracks = tracks, CreationTime = creationTime, Duration90k = Duration90k }.WriteFile(writer);
        await destination.WriteAsync(writer.ToArray(), cancellation).ConfigureAwait(false);
        using var replacer = new SoundReplacer(source, destination, sound, tracks.Length, Duration90k);
        foreach (PlacedFragment fragment in fragments)
        {
            await replacer.CopyAsync(layout.Parts[fragment.Part], fragment, cancellation).ConfigureAwait(false);
        }
        await replacer.FinishAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The first fragment that ends after the byte.</summary>
    private int FindFragment(long movieOffset)
    {
        int low = 0;
        int high = fragments.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (fragments[middle].MovieEnd > movieOffset)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low;
    }

    private string MakeFingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        int first = 0;
        for (int i = 0; i < layout.Parts.Count; i++)
        {
            PlacedPart part = layout.Parts[i];
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{part.SegmentId},{fragments[first].Entry.Offset},{part.Shift90k};")));
            while (first < fragments.Length && fragments[first].Part == i)
            {
                first++;
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
