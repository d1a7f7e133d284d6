namespace Nvr.Web.Cargo;

/// <summary>The systems of the box, between which its boot loader chooses, and the last update. Thread-safe. Failures are <see cref="Nvr.Core.NvrException"/> in words.</summary>
public interface ISystemRoom
{
    SystemView Read();

    /// <summary>Somebody has seen how the last update ended. Storage where the disk does not take that.</summary>
    void Acknowledge();

    /// <summary>Has the box start anew, which begins when this has returned: recording ends as at every stop. Conflict while an update is installed, Refused and Unreachable where the system does not do it.</summary>
    Task RestartAsync(CancellationToken cancellation);
}
