using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Export.Writing;

/// <summary>
/// Cuts a stretch of one camera into movies that fit into a file, each beginning with the key frame at which the one before ended: together they have every
/// frame once. One thread.
/// </summary>
internal sealed class MovieCutter(IFootageReader footage, CameraId camera, long? maxBytes)
{
    /// <summary>A part that fills this much of a file is good enough; looking further would open the files of the stretch again.</summary>
    private const double GoodFill = 0.9;
    private const double FirstGuess = 0.97;
    private const long LongUs = 600_000_000;
    private const int MaxProbes = 48;
    private const long FinestUs = 1_000;

    /// <summary>The part with which the stretch begins; null when there is no (more) footage in it. Throws Exhausted when a group of pictures alone is too long.</summary>
    public MoviePart? Next(UtcRange range, CancellationToken cancellation)
    {
        IReadOnlyList<FootageSpan> spans = footage.ListSpans(camera, StreamKind.Main, range);
        if (spans.Count == 0)
        {
            return null;
        }
        // The bytes are those of whole segments: a short stretch may take far fewer.
        long bytes = spans.Sum(s => s.Bytes);
        if (maxBytes is not { } limit || bytes <= limit * 2 || range.DurationUs < LongUs)
        {
            if (Open(range) is not { } whole)
            {
                return null;
            }
            if (maxBytes is not { } most || whole.Length <= most)
            {
                return new MoviePart(whole, null);
            }
            bytes = whole.Length;
            whole.Dispose();
        }
        UtcTime end = FindEnd(range, maxBytes.Value, bytes, cancellation);
        IMovie? first = Open(range with { End = end });
        return first is null ? null : new MoviePart(first, range with { Start = end });
    }

    /// <summary>The last key frame (or one near it) up to which the stretch fits.</summary>
    private UtcTime FindEnd(UtcRange range, long limit, long bytes, CancellationToken cancellation)
    {
        UtcTime? fits = null;
        (UtcTime low, UtcTime high) = (range.Start, range.End);
        UtcTime probe = range.Start.Plus((long)(range.DurationUs * Math.Min(0.5, FirstGuess * limit / bytes)));
        for (int i = 0; i < MaxProbes && high.Since(low) > FinestUs; i++, probe = low.Plus(high.Since(low) / 2))
        {
            cancellation.ThrowIfCancellationRequested();
            if (footage.Seek(camera, StreamKind.Main, probe)?.Time is not { } key || key >= range.End)
            {
                high = probe;
                continue;
            }
            if (key <= (fits ?? range.Start))
            {
                low = probe;
                continue;
            }
            using IMovie? movie = Open(range with { End = key });
            if (movie is null || movie.Length <= limit)
            {
                fits = movie is null ? fits : key;
                low = key > probe ? key : probe;
                if (movie?.Length >= limit * GoodFill)
                {
                    break;
                }
            }
            else
            {
                high = key < probe ? key : probe;
            }
        }
        return fits ?? throw new NvrException(
            ErrorKind.Exhausted,
            "A recording that has no key frame for very long does not fit into one file of this USB key. Use a USB key formatted with exFAT, which has no such limit.");
    }

    private IMovie? Open(UtcRange range) => footage.OpenMovie(camera, StreamKind.Main, range);
}
