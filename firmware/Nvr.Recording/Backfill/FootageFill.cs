using Nvr.Core.Media;
using Nvr.Recording.Segments;
using Nvr.Rtsp.Replay;
using Nvr.Storage;

namespace Nvr.Recording.Backfill;

/// <summary>
/// Writes what a camera replays into one hole, as segments like those of live footage, with their true capture times, and nothing outside of it. A camera's
/// clock is known to a second at best: where the picture recorded last before the hole is seen again in the replay, the times are taken from it instead, and the
/// footage goes on at the very next picture, up to the one with which live footage begins again. Without such a picture in the order it begins at the first key picture
/// within the hole. The last half second before the end of the hole is written when all of it is there: what a replay that breaks off leaves there would be too short
/// to be seen as a hole. Used by one thread; never fails.
/// </summary>
public sealed class FootageFill : IReplaySink
{
    /// <summary>What a camera's clock, told in whole seconds over a network, may be wrong by, with what <c>CameraClock</c> neglects.</summary>
    public const long ClockDoubtUs = 4_000_000;

    /// <summary>
    /// Live pictures are placed by their arrival, which is read some times a second, on a busy machine later: two sessions may differ by this much. Pictures that
    /// would lie behind the end for it are put close together before it, rather than lost.
    /// </summary>
    private const long PlacingUs = 1_000_000;

    /// <summary>Distance of such pictures: a millisecond.</summary>
    private const long Close90k = 90;

    /// <summary>Twice what two segments may lie apart and still count as one stretch.</summary>
    private const long TailUs = 500_000;

    private readonly FillOrder order;
    private readonly HeldUnits tail = new();
    private readonly SegmentAssembler assembler;
    private readonly AudioIntake audio;
    private readonly long utcOfMonotonicUs;
    private long cameraOffsetUs;
    private long frameUs = 40_000;
    private long lastUs = long.MinValue;
    private long writtenFromUs;
    private long lastDts = long.MinValue;
    private bool ranOver;
    private bool hasJumped;

    public FootageFill(FillOrder order, IFootageWriter writer)
    {
        this.order = order;
        cameraOffsetUs = order.CameraOffsetUs;
        utcOfMonotonicUs = order.Hole.Range.Start.Microseconds - order.Hole.StartMonotonicUs;
        assembler = new SegmentAssembler(order.Camera, order.Stream, new FillWriter(writer, order.Hole.BootId), new SegmentCadence(order.Camera, order.Stream));
        audio = new AudioIntake(assembler);
    }

    public bool IsSatisfied { get; private set; }

    /// <summary>Pictures that went into the hole.</summary>
    public long Pictures { get; private set; }

    /// <summary>How much of the hole was filled, microseconds.</summary>
    public long FilledUs { get; private set; }

    /// <summary>Whether the recorded picture was seen again.</summary>
    public bool IsAnchored { get; private set; }

    public void OnAccessUnit(in AccessUnit unit)
    {
        if (IsSatisfied)
        {
            return;
        }
        if (unit.Format.IsVideo)
        {
            OnPicture(unit);
        }
        else
        {
            Take(unit, Place(unit), false);
        }
    }

    /// <summary>What comes next does not follow: it begins at a key picture of its own.</summary>
    public void OnJump() => hasJumped = true;

    /// <summary>Closes what is open.</summary>
    /// <param name="isAll">There is no more to come: what waits for the end of the hole is written without it.</param>
    public void Finish(bool isAll)
    {
        if (isAll)
        {
            ReleaseTail();
        }
        tail.Clear();
        End();
        audio.EndSession();
        IsSatisfied = true;
    }

    private void OnPicture(in AccessUnit unit)
    {
        LookForAnchor(unit);
        long us = Place(unit);
        if (order.Anchor is not null && !IsAnchored)
        {
            // Nothing is written by a clock that a picture will put right; one that does not come has been missed.
            IsSatisfied = us >= order.Hole.StartMonotonicUs + ClockDoubtUs;
            return;
        }
        if (lastUs != long.MinValue && us > lastUs && us - lastUs < 1_000_000)
        {
            frameUs = us - lastUs;
        }
        lastUs = us;
        // Half a frame: the hole begins where the last live picture ended, as well as that could be told.
        if (us < order.Hole.StartMonotonicUs - (frameUs / 2))
        {
            return;
        }
        long leftUs = order.Hole.EndMonotonicUs - us;
        if (IsSuccessor(unit) || leftUs <= (MayRunOver ? -PlacingUs : frameUs / 2))
        {
            Finish(true);
            return;
        }
        Take(unit, Math.Clamp(us, order.Hole.StartMonotonicUs, order.Hole.EndMonotonicUs), leftUs <= frameUs / 2);
    }

    private bool MayRunOver => IsAnchored && order.Successor is not null && (assembler.IsOpen || tail.Count > 0);

    private void Take(in AccessUnit unit, long us, bool isOver)
    {
        bool isTail = tail.Count > 0 || order.Hole.EndMonotonicUs - us < TailUs;
        bool isJump = hasJumped || (unit.Format.IsVideo && unit.LostPackets > 0);
        hasJumped = false;
        if (!isTail || !tail.TryAdd(unit, us, isOver, isJump))
        {
            ReleaseTail();
            Write(unit, us, isOver, isJump);
        }
    }

    private void ReleaseTail()
    {
        foreach (HeldUnit held in tail.Units)
        {
            Write(held.Unit, held.PlacedUs, held.IsOver, held.IsJump);
        }
        tail.Clear();
    }

    private void Write(in AccessUnit unit, long us, bool isOver, bool isJump)
    {
        if (isJump)
        {
            assembler.Continues = false;
            End();
        }
        if (unit.Format.IsVideo)
        {
            ranOver = isOver;
            WritePicture(unit, us, ranOver && lastDts != long.MinValue ? lastDts + Close90k : unit.Dts);
        }
        else
        {
            audio.Add(Placed(unit, us, unit.Dts));
        }
    }

    private void WritePicture(in AccessUnit unit, long us, long dts)
    {
        bool wasOpen = assembler.IsOpen;
        assembler.AddVideo(Placed(unit, us, dts));
        lastDts = dts;
        if (assembler.IsOpen)
        {
            writtenFromUs = wasOpen ? writtenFromUs : us;
            Pictures++;
        }
        else
        {
            // A picture was left out: nothing that comes later continues what is there.
            assembler.Continues = false;
        }
    }

    private void LookForAnchor(in AccessUnit unit)
    {
        if (IsAnchored || !unit.IsRandomAccess || order.Anchor is not { } anchor)
        {
            return;
        }
        long offsetUs = unit.CaptureUs - anchor.Time.Microseconds;
        if (Math.Abs(offsetUs - order.CameraOffsetUs) <= ClockDoubtUs && PictureMatch.IsSame(anchor, unit))
        {
            IsAnchored = true;
            cameraOffsetUs = offsetUs;
            assembler.Continues = true;
        }
    }

    private bool IsSuccessor(in AccessUnit unit)
    {
        if (!unit.IsRandomAccess || order.Successor is not { } successor)
        {
            return false;
        }
        long offUs = unit.CaptureUs - cameraOffsetUs - successor.Time.Microseconds;
        // Cameras that see nothing move send the same key picture again: the one before the successor must not be taken for it.
        bool isNear = IsAnchored ? offUs is >= -PlacingUs / 2 and <= PlacingUs : Math.Abs(offUs) <= ClockDoubtUs;
        return isNear && PictureMatch.IsSame(successor, unit);
    }

    private void End()
    {
        if (assembler.IsOpen)
        {
            if (ranOver)
            {
                assembler.BreakWithPictureUntil(order.Hole.EndMonotonicUs);
            }
            else
            {
                assembler.BreakAt(order.Hole.EndMonotonicUs);
            }
            FilledUs += Math.Max(0, (assembler.RecordedUntilUs ?? writtenFromUs) - writtenFromUs);
        }
    }

    private long Place(in AccessUnit unit) => unit.CaptureUs - cameraOffsetUs - utcOfMonotonicUs;

    private static AccessUnit Placed(in AccessUnit unit, long captureUs, long dts) => new()
    {
        Track = unit.Track,
        Format = unit.Format,
        Dts = dts,
        CompositionOffset = unit.CompositionOffset,
        CaptureUs = captureUs,
        IsRandomAccess = unit.IsRandomAccess,
        LostPackets = unit.LostPackets,
        Data = unit.Data,
    };
}
