using System.Net;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Power.Settings;
using Nvr.Storage.Settings;

namespace Nvr.Power.Tests.Settings;

/// <summary>What is taken for a switch, and what is not.</summary>
public sealed class SwitchBookTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("switches-").FullName;
    private readonly DataDirectory data;
    private readonly SwitchBook book;

    public SwitchBookTests()
    {
        data = DataDirectory.Open(folder);
        book = new SwitchBook(data, allowLoopback: false);
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("", "192.168.1.2", "1 to 16 letters")]
    [InlineData("a b", "192.168.1.2", "1 to 16 letters")]
    [InlineData("desk", "127.0.0.1", "must be that of the switch")]
    [InlineData("desk", "224.0.0.1", "must be that of the switch")]
    [InlineData("desk", "255.255.255.255", "must be that of the switch")]
    [InlineData("desk", "0.0.0.0", "must be that of the switch")]
    [InlineData("desk", "ff02::1", "must be that of the switch")]
    [InlineData("desk", "::ffff:127.0.0.1", "must be that of the switch")]
    [InlineData("desk", "::1", "must be that of the switch")]
    public void Switch_ThatIsNone_IsRefused(string name, string address, string expected) =>
        Refuses(new ManagedSwitch(name, new IPEndPoint(IPAddress.Parse(address), 161), new SnmpAccess { Community = "public" }), expected);

    [Fact]
    public void Access_ThatCannotBe_IsRefused()
    {
        Refuses(With(new SnmpAccess()), "Give the community");
        Refuses(With(new SnmpAccess { Community = "public", UserName = "box" }), "not both");
        Refuses(With(new SnmpAccess { UserName = "box", Password = "short" }), "8 to 64");
        Refuses(With(new SnmpAccess { UserName = "box", EncryptionPassword = "password-2" }), "give that as well");
        book.Judge(With(new SnmpAccess { UserName = "box", Password = "password-1", EncryptionPassword = "password-2" }));
    }

    [Fact]
    public void Name_AndAddress_AreEachTakenOnce()
    {
        book.Add(With(new SnmpAccess { Community = "public" }));

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => book.Add(With(new SnmpAccess { Community = "other" }))).Kind);
        Assert.Contains("is there already: desk", Assert.Throws<NvrException>(() => book.Add(With(new SnmpAccess { Community = "public" }) with { Name = "two" })).Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => book.Add(With(new SnmpAccess { Community = "public" }) with { Name = "box" })).Kind);
    }

    [Fact]
    public void Settings_OfAnotherBox_OpenNoSecret()
    {
        book.Add(With(new SnmpAccess { Community = "public" }));
        File.Delete(data.SettingsFile("device.key"));

        ManagedSwitch known = Assert.Single(new SwitchBook(data, allowLoopback: false).List());

        Assert.Equal(("desk", ""), (known.Name, known.Access.Community));
    }

    private static ManagedSwitch With(SnmpAccess access) => new("desk", new IPEndPoint(IPAddress.Parse("192.168.1.2"), 161), access);

    private void Refuses(ManagedSwitch wrong, string expected)
    {
        NvrException refusal = Assert.Throws<NvrException>(() => book.Judge(wrong));

        Assert.Equal(ErrorKind.InvalidInput, refusal.Kind);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }
}
