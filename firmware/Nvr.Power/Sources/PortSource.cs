using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Power.Sources;

/// <summary>
/// One board or switch among others. While it is silent its ports stay in sight, as ones of which nothing is known; and whoever reads waits no longer for a slow one than
/// <see cref="Patience"/> where there is something to show meanwhile. Thread-safe.
/// </summary>
internal sealed class PortSource(string name, IPoePorts ports, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<IReadOnlyList<PoePort>>? reading;
    private IReadOnlyList<PoePort>? last;

    public string Name => name;

    public IPoePorts Ports => ports;

    /// <summary>Why it cannot be read, for the user; null while it can.</summary>
    public string? Problem { get; private set; }

    public bool Has(string port) => Volatile.Read(ref last)?.Any(p => p.Name == port) == true;

    /// <summary>Never fails but by cancellation.</summary>
    public async Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation)
    {
        Task<IReadOnlyList<PoePort>> now;
        lock (gate)
        {
            now = reading is { IsCompleted: false } ? reading : reading = ReadNowAsync();
        }
        if (Volatile.Read(ref last) is not { } known)
        {
            return await now.WaitAsync(cancellation);
        }
        Task wait = Task.Delay(Patience, time, cancellation);
        await Task.WhenAny(now, wait);
        cancellation.ThrowIfCancellationRequested();
        return now.IsCompleted ? await now : Volatile.Read(ref last) ?? known;
    }

    // For whoever waits, and for those who do not any more: it is cancelled by nobody.
    private async Task<IReadOnlyList<PoePort>> ReadNowAsync()
    {
        try
        {
            IReadOnlyList<PoePort> found = await ports.ReadAsync(CancellationToken.None);
            (last, Problem) = (found, null);
            return found;
        }
        catch (NvrException silent)
        {
            IReadOnlyList<PoePort> unknown = [.. (last ?? []).Select(p => p with { Power = PoePower.Unknown, Reading = null, HasLink = null, Detection = PoeDetection.Unknown, FaultSentence = silent.Message })];
            (last, Problem) = (last is null ? null : unknown, silent.Message);
            return unknown;
        }
    }
}
