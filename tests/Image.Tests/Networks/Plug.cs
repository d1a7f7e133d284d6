using Nvr.Host.Tests.Adoption;

namespace Image.Tests.Networks;

/// <summary>A network of the test's own that hangs on one of a box's plugs by a tap device, which QEMU makes when the box gets power. Needs root. Disposing deletes it.</summary>
internal sealed class Plug : IAsyncDisposable
{
    public const string Bridge = "lan";

    private static int s_number;

    private Plug(NetworkNamespace network) => Network = network;

    public NetworkNamespace Network { get; }

    /// <summary>For <see cref="Vm.Guests.ImageOptions"/>.</summary>
    public string Tap { get; } = $"nvrt{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}";

    public static async Task<Plug> CreateAsync() => new(await NetworkNamespace.CreateAsync());

    /// <summary>Plugs the cable in; the box has power. Its other end is a switch.</summary>
    public async Task ConnectAsync()
    {
        await Network.InsideAsync("link", "add", Bridge, "type", "bridge", "mcast_snooping", "0");
        await Network.InsideAsync("link", "set", Bridge, "up");
        await NetworkNamespace.IpAsync("link", "set", Tap, "netns", Network.Name);
        await Network.InsideAsync("link", "set", Tap, "master", Bridge, "up");
    }

    public ValueTask DisposeAsync() => Network.DisposeAsync();
}
