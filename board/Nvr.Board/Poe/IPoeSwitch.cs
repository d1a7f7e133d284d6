namespace Nvr.Board.Poe;

/// <summary>A switch that keeps the priorities of its ports itself. As <see cref="IPoePorts"/>; Refused where it does not let itself be changed.</summary>
public interface IPoeSwitch : IPoePorts, IDisposable
{
    /// <param name="port">The port's name.</param>
    /// <param name="priority">1 (first to be shed) to 3.</param>
    /// <param name="cancellation">Gives up.</param>
    Task SetPriorityAsync(string port, int priority, CancellationToken cancellation);
}
