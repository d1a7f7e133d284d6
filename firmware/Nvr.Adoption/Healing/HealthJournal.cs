using Microsoft.Extensions.Logging;
using Nvr.Adoption.Devices;
using Nvr.Core.Health;

namespace Nvr.Adoption.Healing;

/// <summary>Tells what healing does in the log and, for as long as the device is ill, on the health board.</summary>
public sealed partial class HealthJournal(HealthBoard health, ILogger<HealthJournal> logger) : IHealingJournal
{
    public void OnStep(HealingNote note)
    {
        string sentence = HealingWords.Of(note);
        health.Report(new HealthItem(Part(note.Device), HealthLevel.Attention, sentence, HealingWords.NextStep(note), note.Cause));
        LogStep(sentence, note.Cause is null ? "" : $"({note.Cause})");
    }

    public void OnGivenUp(DeviceId device, string names)
    {
        string sentence = HealingWords.GivenUp(names);
        health.Report(new HealthItem(Part(device), HealthLevel.Attention, sentence, "Check the camera, its cable and its power."));
        LogStep(sentence, "");
    }

    public void OnRecovered(DeviceId device, string names)
    {
        health.Forget(Part(device));
        LogRecovered(names);
    }

    private static string Part(DeviceId device) => $"healing/{device}";

    [LoggerMessage(LogLevel.Warning, "{Sentence} {Cause}")]
    private partial void LogStep(string sentence, string cause);

    [LoggerMessage(LogLevel.Information, "{Names}: the picture is back")]
    private partial void LogRecovered(string names);
}
