using System.Globalization;
using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Adoption.Backfill;

/// <summary>
/// Tells what became of a hole, as an event of its camera. The vocabulary has no word for what the recorder does itself, so that such an event is told by
/// its topic, <c>Recorder/BackFill/Filled</c> or <c>Recorder/BackFill/GivenUp</c>.
/// </summary>
internal sealed class BackfillJournal(ICameraEventSink sink, BoxClock clock)
{
    public void Filled(BackfillTask task, long filledUs) => Tell(
        task, "Filled", string.Create(CultureInfo.InvariantCulture, $"{filledUs / 1e6:0.#} s that were missing came from the card of {task.Camera.Settings.Name}."));

    public void GaveUp(BackfillTask task, string why) => Tell(
        task,
        "GivenUp",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Hole.Range.DurationUs / 1e6:0.#} s from {task.Hole.Range.Start} on are missing for good: they could not be fetched from the card of {task.Camera.Settings.Name}. {why}"));

    private void Tell(BackfillTask task, string outcome, string sentence)
    {
        string topic = "Recorder/BackFill/" + outcome;
        sink.OnEvent(task.Camera.Id, new CameraEvent
        {
            Kind = CameraEventKind.Other, Phase = EventPhase.Pulse, Time = clock.WallNow, Key = topic, Topic = topic, Text = outcome, Raw = sentence,
        });
    }
}
