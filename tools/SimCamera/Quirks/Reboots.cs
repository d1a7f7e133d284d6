namespace SimCamera.Quirks;

/// <summary>Takes the whole server down for three seconds, again and again; of several cameras that have it, the first one does it.</summary>
internal sealed class Reboots(double seconds) : Quirk
{
    private static readonly TimeSpan s_down = TimeSpan.FromSeconds(3);

    public override async Task RunAsync(SimCameraServer server, SimulatedCamera camera, CancellationToken stop)
    {
        if (server.Cameras.First(c => c.Plan.Quirks.Any(q => q is Reboots)) != camera)
        {
            return;
        }

        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), server.Clock.Time, stop).ConfigureAwait(false);
            await server.RestartAsync(s_down, stop: stop).ConfigureAwait(false);
        }
    }
}
