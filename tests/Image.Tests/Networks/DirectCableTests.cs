using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Networks;

/// <summary>A laptop at the box's office plug, and nobody who gives out addresses: both take one of their own, and the box is found by what it offers.</summary>
public sealed class DirectCableTests
{
    private const string Laptop = "169.254.77.1";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);
    private static readonly IPEndPoint s_everybody = new(IPAddress.Parse("224.0.0.251"), 5353);

    [Fact]
    public async Task Laptop_FindsTheBoxAndItsPage_WhereNobodyGivesOutAddresses()
    {
        await using Plug cable = await Plug.CreateAsync();
        await using ImageGuest guest = await ImageGuest.StartAsync(new ImageOptions { OfficeTap = cable.Tap });
        await guest.SetUplinkAsync(false);
        await cable.ConnectAsync();
        await cable.Network.InsideAsync("addr", "add", $"{Laptop}/16", "dev", Plug.Bridge);

        IPAddress? found = null;
        await Wait.UntilAsync(async () => (found = await AskAsync(cable)) is not null, s_patience, () => "the box answers for what it offers");

        Assert.StartsWith("169.254.", found!.ToString(), StringComparison.Ordinal);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = cable.Network.ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == shown?.Issuer },
        })
        { BaseAddress = new Uri($"https://{found}/") };
        HttpStatusCode? answer = null;
        await Wait.UntilAsync(async () => (answer = await StatusAsync(http)) is not null, s_patience, () => "the page answers");
        Assert.Equal(HttpStatusCode.OK, answer);
    }

    /// <summary>Who answers to a question for recorders in the network (RFC 6763), sent to everybody: null for nobody.</summary>
    private static async Task<IPAddress?> AskAsync(Plug cable)
    {
        using Socket socket = await cable.Network.OpenSocketAsync(SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(Laptop), 0));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Parse(Laptop).GetAddressBytes());
        byte[] question = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. new[] { "_nvr", "_tcp", "local" }.SelectMany(l => (byte[])[(byte)l.Length, .. Encoding.ASCII.GetBytes(l)]), 0, 0, 12, 0, 1];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await socket.SendToAsync(question, s_everybody, limit.Token);
            SocketReceiveFromResult answer = await socket.ReceiveFromAsync(new byte[1500], new IPEndPoint(IPAddress.Any, 0), limit.Token);
            return ((IPEndPoint)answer.RemoteEndPoint).Address;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync("api/v1/setup");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
