using System.Globalization;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;

namespace Nvr.Storage;

/// <summary>
/// Fills a new volume's index with rows of made-up footage without files: material for measuring seeks and retention. Open such a volume with
/// <see cref="FootageStoreOptions.ScanForOrphans"/> off, or the missing files are noticed.
/// </summary>
public static class IndexFiller
{
    private const long SegmentUs = 60_000_000;
    private const int FragmentsPerSegment = 60;
    private const int FragmentBytes = 500_000;
    private const int SegmentsPerTransaction = 20_000;

    /// <summary>
    /// Segments of 60 s with a fragment and key frame a second at 4 Mbit/s, one main stream a camera, within one boot that ends at
    /// <paramref name="end"/>. Returns the cameras' ids.
    /// </summary>
    public static IReadOnlyList<CameraId> Fill(string volumePath, int cameras, int days, UtcTime end)
    {
        VolumeMarker.Require(new VolumeOptions(volumePath) { Initialise = true });
        CameraId[] ids = [.. Enumerable.Range(0, cameras).Select(_ => CameraId.New())];
        long spanUs = days * 24L * 3600 * 1_000_000;
        Boot boot = new(Guid.NewGuid(), Boot.OrdinalStep, end.Microseconds - spanUs, BootCertainty.Measured, 0, spanUs);
        BootTimeline timeline = new(Guid.Empty);
        timeline.Merge([boot]);
        using IndexSession session = new(new IndexFile(volumePath).Path, timeline);
        TrackFormat[] tracks = [new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Width = 1920, Height = 1080, Config = new byte[] { 1, 100, 0, 40 } }];
        byte[] fragments = FragmentTable.Pack(MakeFragments());
        long id = 0;
        session.Begin();
        for (long startUs = 0; startUs < spanUs; startUs += SegmentUs)
        {
            foreach (CameraId camera in ids)
            {
                session.Put(MakeSegment(++id, camera, boot.Id, startUs, tracks, fragments));
                if (id % SegmentsPerTransaction == 0)
                {
                    session.Commit();
                    session.Begin();
                }
            }
        }
        session.SetMeta(IndexMeta.HighestId, id.ToString(CultureInfo.InvariantCulture));
        session.Commit();
        return ids;
    }

    private static SegmentChange MakeSegment(long id, CameraId camera, Guid boot, long startUs, TrackFormat[] tracks, byte[] fragments) => new()
    {
        Id = id,
        Stream = new StreamKey(camera, StreamKind.Main),
        BootId = boot,
        StartUs = startUs,
        DurationUs = SegmentUs,
        Bytes = (long)FragmentsPerSegment * FragmentBytes,
        State = SegmentState.Closed,
        Tracks = tracks,
        Fragments = fragments,
    };

    private static FragmentEntry[] MakeFragments()
    {
        const int HeaderBytes = 1_000;
        const int Ticks = 90_000;
        return [.. Enumerable.Range(0, FragmentsPerSegment).Select(i => new FragmentEntry(
            HeaderBytes + ((long)i * FragmentBytes), FragmentBytes, MoofBytes: 600, (long)i * Ticks, Ticks, StartsWithRandomAccess: true))];
    }
}
