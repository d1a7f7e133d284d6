using Microsoft.Extensions.Hosting;
using Nvr.Board.Power;

namespace Nvr.Appliance.Panel;

/// <summary>A simulated box is off when its program has ended, and starts anew when whoever supervises that starts it again. Thread-safe.</summary>
internal sealed class SimulatedPower(IHostApplicationLifetime program) : IBoxPower
{
    public Task PowerOffAsync(CancellationToken cancellation)
    {
        program.StopApplication();
        return Task.CompletedTask;
    }

    public Task RestartAsync(CancellationToken cancellation) => PowerOffAsync(cancellation);
}
