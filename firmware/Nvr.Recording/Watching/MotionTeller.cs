using System.Globalization;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Storage.Events;

namespace Nvr.Recording.Watching;

/// <summary>
/// Tells what was found to the index of events, and to cameras that are recorded at events only, as what cameras find themselves. Returns at once.
/// </summary>
internal sealed class MotionTeller(IEventWriter index, IRecordingTriggers triggers, BoxClock clock)
{
    private const string Topic = "Analysis/Motion";
    private const string SetAsideTopic = "Recorder/Analysis/SetAside";

    /// <summary>As sure as what has twice the strength of a person far away.</summary>
    private const float HalfSure = 25;

    public void Tell(CameraId camera, MotionChange change)
    {
        string key = $"{Topic}/{change.Zone}";
        if (change.Step != MotionStep.GoesOn)
        {
            index.Add(camera, EventOf(change, key), EventOrigin.Recorder);
        }
        _ = change.Step == MotionStep.Ends ? triggers.End(camera, key) : triggers.Begin(camera, key);
    }

    /// <summary>The camera's pictures are not looked at for a while.</summary>
    public void TellSetAside(CameraId camera, string sentence) => index.Add(
        camera,
        new CameraEvent { Kind = CameraEventKind.Other, Phase = EventPhase.Pulse, Time = clock.WallNow, Key = SetAsideTopic, Topic = SetAsideTopic, Raw = sentence },
        EventOrigin.Recorder);

    private CameraEvent EventOf(MotionChange change, string key) => new()
    {
        Kind = CameraEventKind.Motion,
        Phase = change.Step == MotionStep.Begins ? EventPhase.Start : EventPhase.End,
        Time = new UtcTime(change.AtUs + clock.WallOffsetUs),
        Key = key,
        Box = change.Box,
        Confidence = change.Strength / (change.Strength + HalfSure),
        Zone = change.Zone,
        Topic = Topic,
        Raw = string.Create(CultureInfo.InvariantCulture, $"Something moves that stands out by {change.Strength:0.0}."),
    };
}
