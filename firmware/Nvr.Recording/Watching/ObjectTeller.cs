using System.Globalization;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Objects;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Sandbox.Protocol;
using Nvr.Storage.Events;

namespace Nvr.Recording.Watching;

/// <summary>
/// Tells which objects were found to the index of events, and to cameras that are recorded at events only, as what cameras find themselves. An end tells all that is known by then, which the index takes in place of
/// what the start told. Returns at once.
/// </summary>
internal sealed class ObjectTeller(IEventWriter index, IRecordingTriggers triggers, BoxClock clock)
{
    public const string Topic = "Analysis/Object";

    /// <param name="model">By which the object was found.</param>
    public void Tell(CameraId camera, ModelManifest model, ObjectChange change)
    {
        if (change.Step != MotionStep.GoesOn)
        {
            index.Add(camera, EventOf(change, model), EventOrigin.Recorder);
        }
        _ = change.Step == MotionStep.Ends ? triggers.End(camera, change.Key) : triggers.Begin(camera, change.Key, change.AtUs);
    }

    private CameraEvent EventOf(ObjectChange change, ModelManifest model)
    {
        ObjectMessage known = change.Known;
        string word = model.Classes[known.Class];
        return new CameraEvent
        {
            Kind = CameraEventKind.Object,
            Phase = change.Step == MotionStep.Begins ? EventPhase.Start : EventPhase.End,
            Time = new UtcTime(change.AtUs + clock.WallOffsetUs),
            Key = change.Key,
            Object = ObjectWords.ClassOf(word),
            Box = MotionJudge.BoxOf(known.Best),
            BoxTime = new UtcTime(Math.Clamp(known.BestUs, known.BegunUs, known.SeenUs) + clock.WallOffsetUs),
            Confidence = known.Confidence,
            Zone = change.Zone,
            Colours = ObjectWords.ColoursOf(known.Colours),
            Direction = ObjectWords.DirectionOf(known.Path),
            Text = word,
            Topic = Topic,
            Raw = string.Create(CultureInfo.InvariantCulture, $"{word}, by the model {model.Name}; it stood for {known.StoodUs / 1e6:0.0} s at the longest."),
        };
    }
}
