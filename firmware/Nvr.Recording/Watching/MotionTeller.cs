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
    private const string SetAsideTopic = "Recorder/Analysis/SetAside";

    /// <summary>As sure as what has twice the strength of a person far away.</summary>
    private const float HalfSure = 25;

    public void Tell(CameraId camera, MotionChange change)
    {
        string topic = TopicOf(change.Kind);
        string key = change.Kind == CameraEventKind.Loitering ? $"{topic}/{change.Number}/{change.Zone}" : $"{topic}/{change.Zone}";
        if (change.Step != MotionStep.GoesOn)
        {
            index.Add(camera, EventOf(change, topic, key), EventOrigin.Recorder);
        }
        _ = change.Step switch
        {
            MotionStep.Ends => triggers.End(camera, key),
            MotionStep.Happens => triggers.Pulse(camera, TimeSpan.Zero, change.AtUs),
            _ => triggers.Begin(camera, key, change.AtUs),
        };
    }

    /// <summary>The camera's pictures are not looked at for a while.</summary>
    public void TellSetAside(CameraId camera, string sentence) => index.Add(
        camera,
        new CameraEvent { Kind = CameraEventKind.Other, Phase = EventPhase.Pulse, Time = clock.WallNow, Key = SetAsideTopic, Topic = SetAsideTopic, Raw = sentence },
        EventOrigin.Recorder);

    private CameraEvent EventOf(MotionChange change, string topic, string key) => new()
    {
        Kind = change.Kind,
        Phase = PhaseOf(change.Step),
        Time = new UtcTime(change.AtUs + clock.WallOffsetUs),
        Key = key,
        Box = change.Box,
        BoxTime = new UtcTime(change.BoxUs + clock.WallOffsetUs),
        Confidence = change.Strength / (change.Strength + HalfSure),
        Zone = change.Zone,
        Direction = change.Direction,
        Topic = topic,
        Raw = string.Create(CultureInfo.InvariantCulture, $"{WhatOf(change)} that stands out by {change.Strength:0.0}."),
    };

    private static EventPhase PhaseOf(MotionStep step) => step switch
    {
        MotionStep.Begins => EventPhase.Start,
        MotionStep.Happens => EventPhase.Pulse,
        _ => EventPhase.End,
    };

    private static string TopicOf(CameraEventKind kind) => kind switch
    {
        CameraEventKind.LineCrossing => "Analysis/LineCrossing",
        CameraEventKind.Loitering => "Analysis/Loitering",
        _ => "Analysis/Motion",
    };

    private static string WhatOf(MotionChange change) => change.Kind switch
    {
        CameraEventKind.LineCrossing when change.Way == CrossingDirection.LeftToRight => "The line was crossed from its left to its right by something",
        CameraEventKind.LineCrossing => "The line was crossed from its right to its left by something",
        CameraEventKind.Loitering => "Something stays",
        _ => "Something moves",
    };
}
