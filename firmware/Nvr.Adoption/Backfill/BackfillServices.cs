using Nvr.Adoption.Adopted;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Recording.Cameras;
using Nvr.Storage;

namespace Nvr.Adoption.Backfill;

/// <summary>What back-filling looks at, writes to and tells.</summary>
public sealed record BackfillServices
{
    public required ICameraDirectory Cameras { get; init; }

    public required IAdoptedDevices Devices { get; init; }

    public required IHoleFinder Holes { get; init; }

    public required IFootageReader Footage { get; init; }

    public required IFootageWriter Writer { get; init; }

    /// <summary>Completes when what was handed to <see cref="Writer"/> is durable and indexed.</summary>
    public required Func<CancellationToken, Task> FlushAsync { get; init; }

    public required ICameraEventSink Sink { get; init; }

    public required BoxClock Clock { get; init; }

    public OnvifOptions Onvif { get; init; } = new();

    public BackfillRules Rules { get; init; } = new();
}
