using System.Buffers;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Live;

namespace Nvr.Web.Live;

/// <summary>
/// The last seconds of one live stream, cut into HLS segments. One thread feeds it, any thread reads it. Segments begin at key frames where the camera
/// sends them often enough, and are bounded in time and bytes where it does not.
/// </summary>
internal sealed class HlsWindow
{
    public const int MaxSegments = 6;

    private const int MaxSegmentBytes = 8 << 20;
    private const long MinSegmentUs = 1_000_000;
    private const long MaxSegmentUs = 6_000_000;

    private readonly Lock gate = new();
    private readonly List<HlsSegment> segments = [];
    private readonly Dictionary<int, byte[]> inits = [];
    private readonly ArrayBufferWriter<byte> building = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private UtcTime buildingSince;
    private int initVersion;
    private long nextNumber;
    private long droppedDiscontinuities;

    // A player that has read the list once must never meet a smaller one (RFC 8216, 6.2.1).
    private int targetSeconds = 1;

    /// <summary>Completes when the first segment can be played; fails when the stream cannot be sent as HLS.</summary>
    public Task Ready => ready.Task;

    public void Add(LiveMessage message)
    {
        if (message.Codecs == "jpeg")
        {
            throw new NvrException(ErrorKind.Unsupported, "This camera sends single images (Motion JPEG), which HLS cannot carry. Watch it over the WebSocket.");
        }
        lock (gate)
        {
            if (IsCut_NeedsLock(message))
            {
                Cut_NeedsLock(message.CapturedAt);
            }
            Take_NeedsLock(message);
        }
    }

    /// <summary>The stream ended or failed: nobody needs to wait any longer.</summary>
    public void End(Exception? cause) => ready.TrySetException(cause ?? new NvrException(ErrorKind.NotFound, "The camera sends no live pictures at the moment."));

    public byte[]? Init(int version)
    {
        lock (gate)
        {
            return inits.GetValueOrDefault(version);
        }
    }

    public byte[]? Segment(long number)
    {
        lock (gate)
        {
            return segments.FirstOrDefault(s => s.Number == number)?.Bytes;
        }
    }

    public string Playlist()
    {
        lock (gate)
        {
            return HlsPlaylist.Write(segments, targetSeconds, droppedDiscontinuities);
        }
    }

    private bool IsCut_NeedsLock(LiveMessage message)
    {
        if (building.WrittenCount == 0)
        {
            return false;
        }
        long lengthUs = message.CapturedAt.Since(buildingSince);
        return message.Codecs is not null || lengthUs < 0 || lengthUs >= MaxSegmentUs || building.WrittenCount >= MaxSegmentBytes
            || (message.IsKeyFrame && lengthUs >= MinSegmentUs);
    }

    private void Cut_NeedsLock(UtcTime end)
    {
        double seconds = Math.Clamp(end.Since(buildingSince) / 1e6, 0.04, MaxSegmentUs / 1e6);
        segments.Add(new HlsSegment(nextNumber++, initVersion, building.WrittenSpan.ToArray(), seconds, buildingSince));
        targetSeconds = Math.Max(targetSeconds, (int)Math.Round(seconds));
        building.ResetWrittenCount();
        if (segments.Count > MaxSegments)
        {
            droppedDiscontinuities += segments[0].InitVersion == segments[1].InitVersion ? 0 : 1;
            segments.RemoveAt(0);
        }
        foreach (int old in inits.Keys.Where(v => v != initVersion && segments.All(s => s.InitVersion != v)).ToList())
        {
            inits.Remove(old);
        }
        ready.TrySetResult();
    }

    private void Take_NeedsLock(LiveMessage message)
    {
        if (message.Codecs is not null)
        {
            inits[++initVersion] = message.Bytes.ToArray();
            return;
        }
        if (building.WrittenCount == 0)
        {
            buildingSince = message.CapturedAt;
        }
        building.Write(message.Bytes.Span);
    }
}
