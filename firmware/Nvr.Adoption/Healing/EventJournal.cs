using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Events;

namespace Nvr.Adoption.Healing;

/// <summary>
/// Records each step as an event of every camera that it was done for, and passes everything on. The vocabulary has no word for what the
/// recorder does itself, so that such an event is told by its topic, <c>Recorder/Healing/Reboot</c> or <c>Recorder/Healing/PowerCycle</c>.
/// </summary>
public sealed class EventJournal(ICameraEventSink sink, IHealingJournal next) : IHealingJournal
{
    private const string Topic = "Recorder/Healing/";

    public void OnStep(HealingNote note)
    {
        string sentence = HealingWords.Of(note);
        foreach (CameraId camera in note.Cameras)
        {
            sink.OnEvent(camera, new CameraEvent
            {
                Kind = CameraEventKind.Other,
                Phase = EventPhase.Pulse,
                Time = note.Time,
                Key = Topic + note.Step,
                Text = $"{note.Outcome}",
                Topic = Topic + note.Step,
                Raw = note.Cause is null ? sentence : $"{sentence} ({note.Cause})",
            });
        }
        next.OnStep(note);
    }

    public void OnGivenUp(DeviceId device, string names) => next.OnGivenUp(device, names);

    public void OnRecovered(DeviceId device, string names) => next.OnRecovered(device, names);
}
