using System.Collections.Concurrent;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;

namespace Nvr.Adoption.Tests.Healing;

/// <summary>Keeps what healing tells.</summary>
internal sealed class NotedHealing : IHealingJournal
{
    public ConcurrentQueue<HealingNote> Steps { get; } = new();

    public ConcurrentQueue<string> GivenUp { get; } = new();

    public ConcurrentQueue<string> Recovered { get; } = new();

    public void OnStep(HealingNote note) => Steps.Enqueue(note);

    public void OnGivenUp(DeviceId device, string names) => GivenUp.Enqueue(names);

    public void OnRecovered(DeviceId device, string names) => Recovered.Enqueue(names);
}
