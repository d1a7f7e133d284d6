using Nvr.Core.Media;
using Nvr.Sandbox.Protocol;
using Nvr.Vision;

namespace Nvr.Media.Watching;

/// <summary>
/// One camera as the analysing process sees it: decodes its units, looks at five pictures a second, and tells what moves in them. While the sizes of the units say that nothing changes, it decodes key frames alone and keeps the rest of each
/// group; as soon as something may have changed, it catches up, so that what is told is what would have been told, a little later. Used by one thread. Content never makes it throw.
/// </summary>
internal sealed class CameraEye : IDisposable
{
    /// <summary>Five a second, with a little room for cameras whose pictures are unevenly spaced.</summary>
    private const long IntervalUs = 190_000;

    /// <summary>Between two words on what is decoded.</summary>
    private const long TellsUs = 2_000_000;

    private readonly int track;
    private readonly EyeWords tell;
    private readonly ObjectEye? objects;
    private readonly KeptGroup group;
    private readonly bool decodesAll;
    private readonly BoardDecoders boards;
    private StreamDecoder? decoder;
    private SizeGate gate = new();
    private MotionWatcher? watcher;
    private KeyLook? keys;
    private (int Width, int Height) size;
    private long damagedBefore;
    private long seenUs = long.MinValue / 2;
    private long keyUs;
    private long toldUs = long.MinValue / 2;
    private bool wasResting;
    private bool needsKey;
    private bool isKeySeen;
    private bool isOther;

    /// <param name="track">As which nvrd knows the camera.</param>
    /// <param name="tell">Takes what is found.</param>
    /// <param name="kept">What all cameras may keep together.</param>
    /// <param name="boards">Lend their decoders.</param>
    /// <param name="decodesAll">Whatever sizes say.</param>
    /// <param name="objects">Tells what it is that moves; null without a model.</param>
    public CameraEye(int track, EyeWords tell, KeptBytes kept, BoardDecoders boards, bool decodesAll, ObjectEye? objects)
    {
        (this.track, this.tell, this.boards, this.objects, this.decodesAll) = (track, tell, boards, objects, decodesAll);
        group = new KeptGroup(kept);
    }

    /// <summary>Pictures that were looked at.</summary>
    public long Seen { get; private set; }

    public long Damaged => damagedBefore + (decoder?.Damaged ?? 0);

    /// <summary>Units that were decoded, and units that were not because nothing changed.</summary>
    public (long Decoded, long Spared) Units { get; private set; }

    /// <summary>Only key frames are decoded now.</summary>
    public bool IsResting { get; private set; }

    /// <summary>What follows has this format; the scene that was learnt stays as long as the pictures keep their size.</summary>
    public void Begin(TrackFormat format)
    {
        End();
        decoder = new StreamDecoder(format, boards);
        gate = new SizeGate();
        keys?.Forget();
        needsKey = true;
        Tell();
    }

    public void See(in UnitMessage unit)
    {
        if (decoder is null || (needsKey && !unit.IsRandomAccess))
        {
            return;
        }
        needsKey = false;
        bool follows = gate.Take(unit.IsRandomAccess, unit.Data.Length, unit.CaptureUs) || decodesAll;
        if (unit.IsRandomAccess)
        {
            SeeKey(unit, follows);
            TellNowAndThen(unit.CaptureUs);
        }
        else if (IsResting && (follows || !group.Add(unit)))
        {
            gate.Wake(unit.CaptureUs);
            CatchUp();
            Decode(unit, Look);
        }
        else if (!IsResting)
        {
            Decode(unit, Look);
        }
    }

    public void Dispose()
    {
        End();
        group.Dispose();
    }

    private void SeeKey(in UnitMessage unit, bool follows)
    {
        keyUs = unit.CaptureUs;
        if (IsResting && follows)
        {
            CatchUp();
        }
        (isKeySeen, isOther) = (false, false);
        Decode(unit, LookAtKey, isAlone: !follows);
        if (isOther && IsResting)
        {
            // The decoder has gone on to this one.
            CatchUp(isAnew: true);
            Decode(unit, Look);
        }
        Spare();
        // A decoder that holds pictures back would hold back every key frame until the next one.
        IsResting = !follows && isKeySeen && !isOther && group.Begin(unit);
        if (!IsResting)
        {
            group.Release();
        }
    }

    private void LookAtKey(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        // A decoder may hand on those before with it.
        if (captureUs == keyUs)
        {
            Know(width, height);
            isKeySeen = true;
            isOther = keys!.IsOther(luma, stride);
            if (isOther)
            {
                gate.Wake(captureUs);
            }
        }
        if (!isOther || !IsResting)
        {
            Look(luma, stride, width, height, captureUs);
        }
    }

    /// <summary>Decodes what was kept. The key frame was looked at, and is decoded for the others' sake alone.</summary>
    private void CatchUp(bool isAnew = false)
    {
        for (int i = isAnew || !decoder!.IsInGroup ? 0 : 1; i < group.Count; i++)
        {
            UnitMessage kept = group[i];
            Decode(kept, Look);
        }
        group.Clear();
        IsResting = false;
    }

    private void Spare()
    {
        Units = (Units.Decoded, Units.Spared + Math.Max(0, group.Count - 1));
        group.Clear();
    }

    private void Decode(in UnitMessage unit, BrightnessDecoder.PictureTaker taker, bool isAlone = false)
    {
        Units = (Units.Decoded + 1, Units.Spared);
        decoder!.Decode(unit, taker, isAlone);
    }

    private void Look(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        if (captureUs >= seenUs && captureUs - seenUs < IntervalUs)
        {
            return;
        }
        seenUs = captureUs;
        Know(width, height);
        Seen++;
        IReadOnlyList<MovingThing> things = watcher!.See(luma, stride, captureUs / 1e6);
        if (watcher.IsLearning || things.Count > 0)
        {
            gate.Moves(captureUs);
        }
        tell.Motion(new MotionMessage(track, captureUs, watcher.IsLearning, [.. things.OrderByDescending(t => t.Strength).Take(MotionMessage.MaxThings).Select(Of)]));
        objects?.See(decoder!.Shown, things, captureUs);
    }

    private void Know(int width, int height)
    {
        if (watcher is null || size != (width, height))
        {
            (watcher, keys, size) = (new MotionWatcher(width, height), new KeyLook(width, height), (width, height));
        }
    }

    private void TellNowAndThen(long captureUs)
    {
        if (IsResting != wasResting || captureUs < toldUs || captureUs - toldUs >= TellsUs)
        {
            (wasResting, toldUs) = (IsResting, captureUs);
            Tell();
        }
    }

    private void Tell() => tell.Decoding(new DecodingMessage(track, IsResting, decoder!.IsByBoard, Units.Decoded, Units.Spared));

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
        group.Release();
        IsResting = false;
    }
}
