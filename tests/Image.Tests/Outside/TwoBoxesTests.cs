using System.Net.Security;
using System.Net.Sockets;
using Image.Tests.Starts;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Outside;

/// <summary>Two boxes that were flashed with the same image: what is secret or a name of its own is different in each.</summary>
public sealed class TwoBoxesTests
{
    [Fact]
    public async Task TwoBoxes_OfOneImage_ShareNoIdentity_NoKey_AndNoCode()
    {
        await using ImageGuest one = await ImageGuest.StartAsync(new ImageOptions());
        await using ImageGuest other = await ImageGuest.StartAsync(new ImageOptions());

        Identity first = await IdentifyAsync(one);
        Identity second = await IdentifyAsync(other);

        Assert.Matches("^[0-9a-f]{32}$", first.MachineId);
        Assert.NotEqual(first.MachineId, second.MachineId);
        Assert.Matches("[A-Z0-9]{4}", first.SetupCode);
        Assert.NotEqual(first.SetupCode, second.SetupCode);
        Assert.NotEqual(first.PublicKey, second.PublicKey);
        // The name in the office: four letters of what is different.
        Assert.Matches("^CN=nvr-[0-9a-f]{4}$", first.Subject);
    }

    private static async Task<Identity> IdentifyAsync(ImageGuest guest)
    {
        await guest.WaitForPageAsync();
        await guest.WaitForConsoleAsync("Setup code: ");
        string code = guest.ConsoleText.Split("Setup code: ")[^1].Split('\n')[0].Trim();
        (string subject, string key) = await CertificateAsync(guest.WebPort);
        await guest.TakePowerAsync();
        using Card card = await Card.OfAsync(guest);
        string persist = await card.ReadSettingsAsync();
        // What was still in the file system's journal comes first.
        await ForeignProgram.RunAsync("e2fsck", "-fy", persist);
        return new Identity((await ForeignProgram.OutputAsync("debugfs", "-R", "cat /machine-id", persist)).Trim(), code, subject, key);
    }

    private static async Task<(string Subject, string PublicKey)> CertificateAsync(int port)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port);
        await using var wire = new SslStream(socket.GetStream(), false, (_, shown, _, _) => shown is not null);
        await wire.AuthenticateAsClientAsync("127.0.0.1");
        return (wire.RemoteCertificate!.Subject, wire.RemoteCertificate.GetPublicKeyString());
    }

    private sealed record Identity(string MachineId, string SetupCode, string Subject, string PublicKey);
}
