namespace Nvr.Adoption.Trying;

/// <summary>Tries an address that somebody types, before it becomes a camera.</summary>
public interface ICameraTrial
{
    /// <summary>
    /// Asks what is there, and leaves nothing behind. Whatever the other side does is told in the report; throws <see cref="Nvr.Core.NvrException"/> of kind Exhausted while too many are tried, of
    /// Conflict while the same device is searched.
    /// </summary>
    Task<TrialReport> TryAsync(TrialRequest request, CancellationToken cancellation);
}
