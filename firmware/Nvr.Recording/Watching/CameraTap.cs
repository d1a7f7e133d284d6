using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>
/// A bounded copy of one camera's pictures for the analysis, of its sub stream as long as that has any. The thread that reads the cameras offers, and is never held up; the analysis takes. When the analysis is
/// too slow, what is oldest goes, up to the next key frame. While closed, offering costs one look at a flag.
/// </summary>
internal sealed class CameraTap
{
    /// <summary>About two and a half seconds: what is later than that is of no use to anybody.</summary>
    internal const int MostUnits = 64;

    internal const int MostBytes = 1 << 20;

    /// <summary>How long the main stream waits for the sub stream, at the start and after its last picture.</summary>
    internal const long SubPatienceUs = 10_000_000;

    private readonly Lock gate = new();
    private readonly Queue<TappedUnit> waiting = new();
    private volatile bool isOpen;
    private int track;
    private int bytes;
    private long subUntilUs;
    private StreamKind source;
    private TrackFormat? format;
    private bool needsKey;
    private bool isBehind;
    private long leftOut;
    private long taken;
    private long decoded;
    private long spared;
    private volatile bool isByBoard;

    /// <summary>Pictures that the analysis was too slow for. Any thread.</summary>
    public long LeftOut => Interlocked.Read(ref leftOut);

    /// <summary>Pictures that the analysis took. Any thread.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>What became of them. Any thread.</summary>
    public WatchedPictures FiguresOf(CameraId camera) => new(camera, Taken, LeftOut, Interlocked.Read(ref decoded), Interlocked.Read(ref spared), isByBoard);

    /// <summary>What the process says that it decoded, and did not have to, since it said so before.</summary>
    public void NoteDecoded(long more, long moreSpared, bool byBoard)
    {
        Interlocked.Add(ref decoded, more);
        Interlocked.Add(ref spared, moreSpared);
        isByBoard = byBoard;
    }

    /// <param name="asTrack">As which the process knows the camera.</param>
    /// <param name="awaitsSubUntilUs">The main stream's pictures count from then on, unless the sub stream has some; monotonic.</param>
    public void Open(int asTrack, long awaitsSubUntilUs)
    {
        lock (gate)
        {
            Clear_NeedsLock();
            (track, subUntilUs, format) = (asTrack, awaitsSubUntilUs, null);
            isOpen = true;
        }
    }

    public void Close()
    {
        lock (gate)
        {
            (isOpen, isByBoard) = (false, false);
            Clear_NeedsLock();
        }
    }

    /// <summary>A picture of either stream. On the reading thread.</summary>
    public void Offer(StreamKind stream, in AccessUnit unit)
    {
        if (!isOpen)
        {
            return;
        }
        lock (gate)
        {
            if (isOpen && IsSource_NeedsLock(stream, unit.CaptureUs) && IsUsable_NeedsLock(unit) && HasRoom_NeedsLock(unit))
            {
                TappedUnit copy = TappedUnit.Copy(track, unit);
                waiting.Enqueue(copy);
                bytes += copy.Length;
            }
        }
    }

    /// <summary>The oldest picture; the caller releases it.</summary>
    public bool TryTake(out TappedUnit unit)
    {
        lock (gate)
        {
            if (!waiting.TryDequeue(out unit))
            {
                return false;
            }
            bytes -= unit.Length;
            Interlocked.Increment(ref taken);
            return true;
        }
    }

    private bool IsSource_NeedsLock(StreamKind stream, long captureUs)
    {
        if (stream == StreamKind.Sub)
        {
            subUntilUs = captureUs + SubPatienceUs;
        }
        else if (captureUs < subUntilUs)
        {
            return false;
        }
        needsKey |= source != stream;
        source = stream;
        return true;
    }

    private bool IsUsable_NeedsLock(in AccessUnit unit)
    {
        if (unit.IsRandomAccess)
        {
            format = unit.Format;
            (needsKey, isBehind) = (false, false);
        }
        // What follows one that no message carries cannot be decoded either.
        needsKey |= unit.Data.Length is 0 or > MessageFrame.MaxUnitBytes || unit.Format.Config.Length > FormatMessage.MaxConfigBytes;
        needsKey |= format is null || (!ReferenceEquals(format, unit.Format) && !format.Equals(unit.Format));
        if (needsKey && isBehind)
        {
            Interlocked.Increment(ref leftOut);
        }
        return !needsKey;
    }

    private bool HasRoom_NeedsLock(in AccessUnit unit)
    {
        if (waiting.Count == 0 || (waiting.Count < MostUnits && bytes + unit.Data.Length <= MostBytes))
        {
            return true;
        }
        do
        {
            DropOldest_NeedsLock();
        }
        while (waiting.TryPeek(out TappedUnit next) && !next.IsKey);
        if (waiting.Count > 0 || unit.IsRandomAccess)
        {
            return true;
        }
        (needsKey, isBehind) = (true, true);
        Interlocked.Increment(ref leftOut);
        return false;
    }

    private void DropOldest_NeedsLock()
    {
        TappedUnit oldest = waiting.Dequeue();
        bytes -= oldest.Length;
        oldest.Release();
        Interlocked.Increment(ref leftOut);
    }

    private void Clear_NeedsLock()
    {
        while (waiting.TryDequeue(out TappedUnit unit))
        {
            unit.Release();
        }
        (bytes, needsKey, isBehind) = (0, true, false);
    }
}
