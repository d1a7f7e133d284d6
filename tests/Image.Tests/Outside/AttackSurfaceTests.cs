using System.Net;
using System.Net.Sockets;
using System.Text;
using Image.Tests.Networks;
using Torture.Box;
using Xunit;

namespace Image.Tests.Outside;

/// <summary>What somebody finds who is in the office's network with the box, or has its serial console: the documented ports, and nobody to talk to.</summary>
public sealed class AttackSurfaceTests
{
    // QEMU's own network gives the first machine this address.
    private static readonly IPAddress s_box = IPAddress.Parse("10.0.2.15");

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task OfficeNetwork_FindsThePageAndTheName_AndTheConsoleNobody()
    {
        await using Plug office = await Plug.CreateAsync();
        await using ImageBox box = await ImageBox.StartAsync(cameras: 1, o => o with { OfficeTap = office.Tap });
        await office.ConnectAsync();
        await office.Network.InsideAsync("addr", "add", "10.0.2.77/24", "dev", Plug.Bridge);
        await box.OpenAsync();
        await box.MakeMirrorAndRecordAsync();
        var ports = new OpenPorts(office.Network, s_box);
        string name = await NameAsync(box);
        await box.Guest.SetUplinkAsync(false);

        Assert.Equal(["443"], await ports.TcpAsync());
        Assert.Empty(await ports.UdpAsync());

        // The names of the office: RFC 6762, asked of the box alone. Neither time, nor addresses, nor names for the office.
        string? told = null;
        await Wait.UntilAsync(async () => (told = await ports.AskAsync(5353, Question($"{name}.local"))) is not null, s_patience, () => $"{name}.local is answered for");
        Assert.StartsWith("5353 answers", told, StringComparison.Ordinal);
        Assert.Null(await ports.AskAsync(123, [0x23, .. new byte[47]]));
        Assert.Null(await ports.AskAsync(53, Question("debian.org")));
        Assert.Null(await ports.AskAsync(5355, Question(name)));

        await box.Guest.SetUplinkAsync(true);
        await NobodyIsAtTheConsoleAsync(box);
    }

    private static async Task NobodyIsAtTheConsoleAsync(ImageBox box)
    {
        using var console = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await console.ConnectAsync(new UnixDomainSocketEndPoint(box.Guest.ConsoleSocket));
        int said = box.Guest.ConsoleText.Length;
        foreach (string keys in new[] { "\r\n", "\u0003", "\u0004", "root\r\n", "\r\n", "id\r\n" })
        {
            await console.SendAsync(Encoding.ASCII.GetBytes(keys));
            await Task.Delay(s_silence / 5);
        }
        await Task.Delay(s_silence);
        // The line may show what was typed; nobody answers it.
        Assert.DoesNotMatch("(?i)login|password|uid=|\\$ |# ", box.Guest.ConsoleText[said..]);
        Assert.DoesNotContain("login:", box.Guest.ConsoleText, StringComparison.Ordinal);
        Assert.False((await box.Api.GetAsync("setup")).GetProperty("needsSetup").GetBoolean());
    }

    private static async Task<string> NameAsync(ImageBox box)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, box.Guest.WebPort);
        await using var wire = new System.Net.Security.SslStream(socket.GetStream(), false, (_, shown, _, _) => shown is not null);
        await wire.AuthenticateAsClientAsync("127.0.0.1");
        return wire.RemoteCertificate!.Subject["CN=".Length..];
    }

    // Of an address, with the answer to whoever asks.
    private static byte[] Question(string name) =>
        [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(l => (byte[])[(byte)l.Length, .. Encoding.ASCII.GetBytes(l)]), 0, 0, 1, 0, 1];
}
