using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Discovery;

/// <summary>
/// Answers WS-Discovery probes (2005/04) for all devices of a server, by multicast and directly, and announces them. Runs from
/// <see cref="Start"/> until it is disposed, which says Bye. Thread-safe.
/// </summary>
internal sealed class DiscoveryResponder : IAsyncDisposable
{
    private static readonly IPAddress s_group = IPAddress.Parse("239.255.255.250");
    private const int DiscoveryPort = 3702;

    private readonly DiscoveryOptions _options;
    private readonly IReadOnlyList<OnvifDevice> _devices;
    private readonly Action<Exception> _report;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    public DiscoveryResponder(DiscoveryOptions options, IReadOnlyList<OnvifDevice> devices, Action<Exception> report)
    {
        _options = options;
        _devices = devices;
        _report = report;
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Any, options.Port));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        foreach ((int index, _) in options.Multicast ? Interfaces() : [])
        {
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(s_group, index));
        }
    }

    public int Port { get; }

    public void Start()
    {
        _listening = ListenAsync();
        foreach (OnvifDevice device in _devices)
        {
            Announce(device);
        }
    }

    /// <summary>Says Hello for a device.</summary>
    public void Announce(OnvifDevice device) => Send(device, DiscoveryXml.Hello);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        foreach (OnvifDevice device in _devices)
        {
            Send(device, DiscoveryXml.Bye);
        }

        _socket.Dispose();
    }

    /// <summary>Index and address of each interface that multicast goes through.</summary>
    private List<(int Index, IPAddress Address)> Interfaces() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.Supports(NetworkInterfaceComponent.IPv4) && i.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses, (i, a) => (Card: i, a.Address))
            .Where(p => p.Address.AddressFamily == AddressFamily.InterNetwork)
            .Where(p => _options.Through is { } only ? only.Equals(p.Address) : p.Card.SupportsMulticast)
            .Select(p => (p.Card.GetIPProperties().GetIPv4Properties().Index, p.Address))
            .DistinctBy(p => p.Index),
    ];

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                SocketReceiveMessageFromResult got = await _socket
                    .ReceiveMessageFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token).ConfigureAwait(false);
                bool byMulticast = got.PacketInformation.Address.Equals(s_group);
                Answer(buffer[..got.ReceivedBytes], (IPEndPoint)got.RemoteEndPoint, byMulticast);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that is gone: its machine said so, and the next datagram comes all the same.
            }
            catch (Exception e)
            {
                _report(e);
            }
        }
    }

    private void Answer(byte[] datagram, IPEndPoint client, bool byMulticast)
    {
        if (SoapRequest.Parse(datagram) is not { } request)
        {
            return;
        }

        IPAddress local = LocalAddressFor(client);
        foreach (OnvifDevice device in _devices)
        {
            bool deaf = device.IsDown || (byMulticast && !device.Plan.AnswersMulticast);
            if (!deaf && DiscoveryXml.Answer(device, request, local) is { } answer)
            {
                _socket.SendTo(answer, client);
            }
        }
    }

    private void Send(OnvifDevice device, Func<OnvifDevice, IPAddress, byte[]> write)
    {
        foreach ((IPEndPoint target, IPAddress local, int? index) in Targets(device))
        {
            try
            {
                if (index is { } through)
                {
                    _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(through));
                }

                _socket.SendTo(write(device, local), target);
            }
            catch (SocketException)
            {
                // No way there just now: announcements are a courtesy.
            }
        }
    }

    private IEnumerable<(IPEndPoint Target, IPAddress Local, int? Index)> Targets(OnvifDevice device)
    {
        if (_options.Announce is { } one)
        {
            yield return (one, LocalAddressFor(one), null);
        }
        else if (_options.Multicast && device.Plan.AnswersMulticast)
        {
            foreach ((int index, IPAddress local) in Interfaces())
            {
                yield return (new IPEndPoint(s_group, DiscoveryPort), local, index);
            }
        }
    }

    /// <summary>The address that the kernel would speak from.</summary>
    private static IPAddress LocalAddressFor(IPEndPoint client)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Connect(client);
        return ((IPEndPoint)probe.LocalEndPoint!).Address;
    }
}
