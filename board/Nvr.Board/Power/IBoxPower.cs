namespace Nvr.Board.Power;

/// <summary>Switches the box off. Thread-safe.</summary>
public interface IBoxPower
{
    /// <summary>
    /// Asks for it and returns; the system then ends every program in its own way, this one too. Throws <see cref="Nvr.Core.NvrException"/>: Refused where it may not, Unreachable where nobody
    /// answers.
    /// </summary>
    Task PowerOffAsync(CancellationToken cancellation);
}
