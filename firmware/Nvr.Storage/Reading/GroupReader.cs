using Microsoft.Win32.SafeHandles;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Index;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Reading;

/// <summary>Reads a key frame and what follows it. Thread-safe; reads indexes and files.</summary>
internal sealed class GroupReader(SegmentLocator locator)
{
    /// <summary>More is not decoded for one picture: half a minute of a smart codec's, or a few seconds of a large camera's.</summary>
    private const int MostPictures = 900;
    private const long MostBytes = 24 << 20;

    /// <summary>Up to a moment, or as far as footage goes without an interruption; null when there is no key frame of just that time.</summary>
    public PictureGroup? Read(StreamKey stream, UtcTime key, UtcTime until)
    {
        List<byte[]> pictures = [];
        TrackFormat? format = null;
        LocatedSegment? before = null;
        foreach (LocatedSegment segment in locator.Find(stream, new UtcRange(key, until.Plus(1))))
        {
            if (SegmentContent.Load(segment) is not { } content || !content.Tracks[0].IsVideo || (before is null ? !BeginsWith(content, key) : !segment.Continues(before) || !content.Tracks[0].Equals(format)))
            {
                break;
            }
            (format, before) = (content.Tracks[0], segment);
            if (!Take(content, key, until, pictures))
            {
                break;
            }
        }
        return format is null || pictures.Count == 0 ? null : new PictureGroup(key, format, pictures);
    }

    private static bool BeginsWith(SegmentContent content, UtcTime key) => content.At(key) is var first && content.StartOf(first) == key && content.Fragments[first].StartsWithRandomAccess;

    /// <summary>False when it is enough.</summary>
    private static bool Take(SegmentContent content, UtcTime key, UtcTime until, List<byte[]> pictures)
    {
        using SafeFileHandle file = SegmentContent.Open(content.Segment);
        long until90k = MediaTime.To90k(until.Since(content.ZeroUtc));
        long bytes = pictures.Sum(p => (long)p.Length);
        for (int fragment = pictures.Count == 0 ? content.At(key) : 0; fragment < content.Fragments.Count && content.StartOf(fragment) <= until; fragment++)
        {
            foreach (byte[] picture in SampleReader.ReadVideoSamples(file, content.Fragments[fragment], content.Tracks[0], until90k))
            {
                bytes += picture.Length;
                if (pictures.Count >= MostPictures || bytes > MostBytes)
                {
                    return false;
                }
                pictures.Add(picture);
            }
        }
        return true;
    }
}
