using Nvr.Core.Media;
using Nvr.Sandbox.Protocol;
using Nvr.Vision;

namespace Nvr.Media.Watching;

/// <summary>
/// One camera as the analysing process sees it: decodes its units, looks at five pictures a second, and tells what moves in them. Used by one thread. Content never makes it throw.
/// </summary>
internal sealed class CameraEye(int track, Action<MotionMessage> tell, ObjectEye? objects = null) : IDisposable
{
    /// <summary>Five a second, with a little room for cameras whose pictures are unevenly spaced.</summary>
    private const long IntervalUs = 190_000;

    private BrightnessDecoder? decoder;
    private MotionWatcher? watcher;
    private (int Width, int Height) size;
    private long damagedBefore;
    private long seenUs = long.MinValue / 2;
    private bool needsKey;

    /// <summary>Pictures that were looked at.</summary>
    public long Seen { get; private set; }

    public long Damaged => damagedBefore + (decoder?.Damaged ?? 0);

    /// <summary>What follows has this format; the scene that was learnt stays as long as the pictures keep their size.</summary>
    public void Begin(TrackFormat format)
    {
        End();
        decoder = new BrightnessDecoder(format);
        needsKey = true;
    }

    public void See(in UnitMessage unit)
    {
        if (decoder is null || (needsKey && !unit.IsRandomAccess))
        {
            return;
        }
        needsKey = false;
        decoder.Decode(unit.Data, unit.CaptureUs, Look);
    }

    public void Dispose() => End();

    private void Look(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        if (captureUs >= seenUs && captureUs - seenUs < IntervalUs)
        {
            return;
        }
        seenUs = captureUs;
        if (watcher is null || size != (width, height))
        {
            (watcher, size) = (new MotionWatcher(width, height), (width, height));
        }
        Seen++;
        IReadOnlyList<MovingThing> things = watcher.See(luma, stride, captureUs / 1e6);
        tell(new MotionMessage(track, captureUs, watcher.IsLearning, [.. things.OrderByDescending(t => t.Strength).Take(MotionMessage.MaxThings).Select(Of)]));
        objects?.See(decoder!.Shown, things, captureUs);
    }

    // Cells at the right and the bottom reach a little beyond the picture.
    private static SeenThing Of(MovingThing thing)
    {
        float left = Math.Clamp(thing.Left, 0, 1);
        float top = Math.Clamp(thing.Top, 0, 1);
        return new SeenThing(
            thing.Id, (long)(thing.BegunSeconds * 1e6), left, top, Math.Clamp(thing.Left + thing.Width, left, 1) - left, Math.Clamp(thing.Top + thing.Height, top, 1) - top, thing.Strength);
    }

    private void End()
    {
        damagedBefore += decoder?.Damaged ?? 0;
        decoder?.Dispose();
        decoder = null;
    }
}
