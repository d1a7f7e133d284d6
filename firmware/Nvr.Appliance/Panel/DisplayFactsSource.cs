using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Nvr.Board;
using Nvr.Board.Display;
using Nvr.Board.Panel;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Accounts;

namespace Nvr.Appliance.Panel;

/// <summary>
/// Gathers what the display tells beyond the lights. Used by one task. Disks and network are asked every ten seconds, as free space is told in figures that hold for longer.
/// </summary>
internal sealed class DisplayFactsSource(BoardDescription board, IPEndPoint listen, IServer server, IFootageReader footage, SetupCode code, HealthBoard health, BoxClock clock)
{
    private static readonly TimeSpan SlowInterval = TimeSpan.FromSeconds(10);

    private long slowAskedUs = long.MinValue / 2;
    private Uri? page;
    private string storage = "";

    public DisplayFacts Gather(PanelReading reading)
    {
        if (clock.MonotonicUs - slowAskedUs >= SlowInterval.TotalMicroseconds)
        {
            slowAskedUs = clock.MonotonicUs;
            page = PageAddress();
            storage = StorageLine(footage.ListVolumes());
        }
        return new DisplayFacts
        {
            Phase = reading.Facts.Phase,
            Name = Environment.MachineName,
            Page = page,
            SetupCode = code.Value,
            CamerasRecording = reading.CamerasProven,
            CamerasWanted = reading.CamerasWanted,
            Storage = storage,
            Troubles = [.. health.Read().Where(i => i.Level >= HealthLevel.Attention)],
            Export = reading.Facts.Export,
            Reset = reading.Facts.Reset,
            IsLocating = reading.Facts.IsLocating,
        };
    }

    /// <summary>Where a browser reaches the page: the address that was asked for, or that of the first network that is not the cameras'. Null without one.</summary>
    private Uri? PageAddress()
    {
        IPAddress? address = listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any) ? NetworkAddress() : listen.Address;
        return address is null ? null : new UriBuilder(IPAddress.IsLoopback(address) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, address.ToString(), PortInUse()).Uri;
    }

    // Port 0 asks for any that is free.
    private int PortInUse() =>
        listen.Port == 0 && server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } open ? new Uri(open).Port : listen.Port;

    private IPAddress? NetworkAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i is { OperationalStatus: OperationalStatus.Up, NetworkInterfaceType: not NetworkInterfaceType.Loopback } && !board.CameraNetworks.Contains(i.Name))
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);

    private static string StorageLine(IReadOnlyList<VolumeStatus> volumes)
    {
        long total = volumes.Sum(v => v.TotalBytes);
        if (volumes.Any(v => v.Problem is not null) || total == 0)
        {
            return "Disk trouble";
        }
        // A recorder's disk is full by design: how much of it holds footage says more than what is free.
        return string.Create(CultureInfo.InvariantCulture, $"Disk {InUnits(total)}, {100.0 * volumes.Sum(v => v.FootageBytes) / total:0} % used");
    }

    private static string InUnits(long bytes) => bytes switch
    {
        >= 1_000_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e12:0.#} TB"),
        >= 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0} GB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
    };
}
