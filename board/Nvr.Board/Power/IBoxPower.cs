namespace Nvr.Board.Power;

/// <summary>Switches the box off, or has it start anew. Thread-safe.</summary>
public interface IBoxPower
{
    /// <summary>
    /// Asks for it and returns; the system then ends every program in its own way, this one too. Throws <see cref="Nvr.Core.NvrException"/>: Refused where it may not, Unreachable where nobody
    /// answers.
    /// </summary>
    Task PowerOffAsync(CancellationToken cancellation);

    /// <summary>As <see cref="PowerOffAsync"/>, and the box starts again by itself.</summary>
    Task RestartAsync(CancellationToken cancellation);
}
