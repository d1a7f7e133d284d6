using System.Net;

namespace SimCamera.Quirks;

/// <summary>Moves the whole server to the next IPv4 address once; of several cameras that have it, the first one does it.</summary>
internal sealed class MovesAway(double seconds) : Quirk
{
    public override async Task RunAsync(SimCameraServer server, SimulatedCamera camera, CancellationToken stop)
    {
        if (server.Cameras.First(c => c.Plan.Quirks.Any(q => q is MovesAway)) != camera)
        {
            return;
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds), server.Clock.Time, stop).ConfigureAwait(false);
        byte[] address = server.Address.GetAddressBytes();
        address[^1]++;
        await server.MoveAsync(new IPAddress(address), stop).ConfigureAwait(false);
    }
}
