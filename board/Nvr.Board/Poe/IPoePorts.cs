using Nvr.Core;

namespace Nvr.Board.Poe;

/// <summary>
/// The PoE ports that the box has, or of a switch that it manages. Thread-safe. Failures are <see cref="NvrException"/>: NotFound for a port
/// that is not there, Conflict for one that is off or being cycled already, Unsupported for one that cannot be switched, Unreachable when the controller does not answer.
/// </summary>
public interface IPoePorts
{
    Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation);

    /// <summary>Switches the power of a port on or off, and it stays so. Doing it again changes nothing.</summary>
    Task SetPowerAsync(string port, bool on, CancellationToken cancellation);

    /// <summary>
    /// Takes the power away for <paramref name="off"/> and gives it back before it returns. It is given back in any case, also when the wait
    /// is cancelled. A port that the owner switched off stays off: Conflict.
    /// </summary>
    Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation);
}
