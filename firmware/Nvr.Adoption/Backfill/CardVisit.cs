using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Replay;
using Nvr.Recording.Backfill;
using Nvr.Rtsp.Replay;
using Nvr.Rtsp.Session;
using Nvr.Storage;

namespace Nvr.Adoption.Backfill;

/// <summary>
/// One attempt to fill one hole: asks the device what it has, fetches what covers the hole and writes it. Failures are <see cref="NvrException"/>:
/// Unsupported when the device has no recording of its own, NotFound when it has none of that time. What was fetched until then stays.
/// </summary>
internal sealed class CardVisit(BackfillTask task, int attempt, BackfillServices services)
{
    /// <summary>So far before the hole the last key picture is looked for.</summary>
    private const long AnchorReachUs = 10_000_000;

    /// <summary>Where a replay breaks off before it comes to the hole, it is begun nearer to it: every other attempt trusts the clocks.</summary>
    private const long TrustingUs = 300_000;

    /// <summary>Live footage begins again with a key picture; what is further from the end of the hole is another.</summary>
    private const long NearlyUs = 500_000;

    private bool hasFilled;

    public async Task RunAsync(CancellationToken stop)
    {
        using OnvifCamera camera = await OnvifCamera.ConnectAsync(task.Device.Onvif!, services.Onvif, services.Clock, stop);
        RecordingClient card = camera.Recordings ?? throw new NvrException(ErrorKind.Unsupported, "The camera does not let its own recordings be fetched.");
        IReadOnlyList<DeviceRecording> recordings = Mine(await card.ListAsync(stop));
        long offsetUs = (long)camera.ClockOffset.TotalMicroseconds;
        bool any = false;
        foreach (DeviceRecording recording in recordings)
        {
            UtcRange wanted = Widened(Piece(), offsetUs);
            IReadOnlyList<UtcRange> spans = await card.FindSpansAsync(recording, wanted, stop);
            any |= spans.Count > 0;
            if (spans.Count > 0)
            {
                Uri where = await card.ReplayUriAsync(recording.Token, stop);
                bool isMissed = await FetchAsync(where, wanted, Order(offsetUs), stop);
                if (isMissed)
                {
                    // Its card holds other pictures than it sends: then by the clock alone.
                    await FetchAsync(where, wanted, Order(offsetUs) with { Anchor = null }, stop);
                }
            }
            if (hasFilled)
            {
                return;
            }
        }
        if (!any)
        {
            throw new NvrException(ErrorKind.NotFound, "The camera has no recording of this time.");
        }
    }

    /// <summary>A device of one source may name it as it likes; of several, each must be told from the others.</summary>
    private IReadOnlyList<DeviceRecording> Mine(IReadOnlyList<DeviceRecording> all)
    {
        DeviceRecording[] named = [.. all.Where(r => r.SourceId == task.Source.Token)];
        return named.Length > 0 || task.Device.Sources.Count > 1 ? named : all;
    }

    private FootageHole Piece()
    {
        FootageHole hole = task.Hole;
        long pieceUs = Math.Min(hole.Range.DurationUs, (long)services.Rules.Piece.TotalMicroseconds);
        return hole with { EndMonotonicUs = hole.StartMonotonicUs + pieceUs, Range = new UtcRange(hole.Range.Start, hole.Range.Start.Plus(pieceUs)) };
    }

    private FillOrder Order(long offsetUs) => new()
    {
        Camera = task.Camera.Id,
        Stream = StreamKind.Main,
        Hole = Piece(),
        CameraOffsetUs = offsetUs,
        Anchor = Anchor(),
        Successor = Piece() == task.Hole ? Successor() : null,
    };

    /// <summary>True when the picture to know again was not among what the camera replayed.</summary>
    private async Task<bool> FetchAsync(Uri where, UtcRange wanted, FillOrder order, CancellationToken stop)
    {
        var fill = new FootageFill(order, services.Writer);
        // After that nobody comes back for what a replay that breaks off left at the end.
        bool isAll = attempt + 1 >= services.Rules.MostTries;
        try
        {
            var target = new RtspTarget(where, task.Device.Onvif!.UserName, task.Device.Onvif.Password);
            var options = new RtspOptions { WantAudio = task.Camera.Settings.RecordAudio };
            await using ReplaySession session = await ReplaySession.OpenAsync(target, options, wanted, services.Clock, stop);
            ReplayEnd end = await session.RunAsync(fill, services.Rules.Replay, stop);
            isAll |= end is ReplayEnd.Finished;
            return order.Anchor is not null && !fill.IsAnchored && end is (ReplayEnd.Satisfied or ReplayEnd.Finished);
        }
        finally
        {
            fill.Finish(isAll);
            hasFilled |= fill.FilledUs > 0;
        }
    }

    private KeyFrame? Anchor()
    {
        UtcTime start = task.Hole.Range.Start;
        // The nearest may lie behind the hole, where live footage began again.
        return ((long[])[1, AnchorReachUs / 8, AnchorReachUs / 2])
            .Select(back => services.Footage.ReadKeyFrame(task.Camera.Id, StreamKind.Main, start.Plus(-back)))
            .FirstOrDefault(key => key is not null && key.Time < start && start.Since(key.Time) <= AnchorReachUs);
    }

    private KeyFrame? Successor()
    {
        KeyFrame? key = services.Footage.ReadKeyFrame(task.Camera.Id, StreamKind.Main, task.Hole.Range.End.Plus(1));
        return key is not null && Math.Abs(key.Time.Since(task.Hole.Range.End)) <= NearlyUs ? key : null;
    }

    /// <summary>By the camera's clock; from the key picture on that is looked for, and by what the clocks are in doubt.</summary>
    private UtcRange Widened(FootageHole hole, long offsetUs)
    {
        UtcTime from = Anchor()?.Time ?? hole.Range.Start;
        long leadUs = attempt % 2 == 0 ? FootageFill.ClockDoubtUs : TrustingUs;
        return new UtcRange(from.Plus(offsetUs - leadUs), hole.Range.End.Plus(offsetUs + FootageFill.ClockDoubtUs));
    }
}
