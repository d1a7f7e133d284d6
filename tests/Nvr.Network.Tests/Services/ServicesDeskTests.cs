using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Network.Services;

namespace Nvr.Network.Tests.Services;

/// <summary>What is offered beside the page: off until somebody turns it on, kept, and told to the programs behind it; damaged and hostile settings are off.</summary>
public sealed class ServicesDeskTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFXMm3oIpDwt8ynjlbNWPInZPjvsOkEb6T4FLkyGMlU5 anna";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-services-");
    private readonly HealthBoard health = new();

    private string Data => Path.Combine(folder.FullName, "data");

    private string SettingsFile => Path.Combine(Data, "settings", "services.json");

    private ServicePlaces Places => new(Path.Combine(folder.FullName, "run"));

    [Fact]
    public void Machine_ThatDecidesByItself_ChangesNothing()
    {
        ServicesDesk desk = Desk();

        Assert.False(desk.Read().IsManaged);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => desk.LetIn([SshKey.Parse(Key)])).Kind);
        Assert.False(File.Exists(SettingsFile));
    }

    [Fact]
    public void Services_AreOff_ThenOn_ThenOffAgain()
    {
        Assert.Empty(Apply());
        Assert.Equal((null, null, null), (Told("ssh/authorized_keys"), Told("rsyslog.conf"), Told("snmpd.conf")));
        ServicesDesk desk = Desk();

        desk.LetIn([SshKey.Parse(Key), SshKey.Parse(Key)]);
        desk.SendJournal(SyslogTarget.Of("192.168.1.9", 5514, SyslogProtocol.Tcp));
        desk.LetAsk(SnmpAccess.Of("watcher", "a long password"));
        Assert.Empty(Apply());
        ServicesView view = Desk().Read();

        Assert.Equal(Key + "\n", Told("ssh/authorized_keys"));
        Assert.Equal("nvrd-ssh.socket\nnvrd-syslog.service\nnvrd-snmp.service\n", Told("changed"));
        Assert.Contains("target=\"192.168.1.9\" port=\"5514\" protocol=\"tcp\"", Told("rsyslog.conf"), StringComparison.Ordinal);
        Assert.Contains("rouser watcher priv\n", Told("snmpd.conf"), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(Path.Combine(Places.Run, "nvr-services", "snmpd.conf")).UnixFileMode);
        Assert.DoesNotContain("a long password", File.ReadAllText(SettingsFile) + Told("snmpd.conf"), StringComparison.Ordinal);
        Assert.Equal((true, Key, "192.168.1.9", "watcher", null), (view.IsManaged, Assert.Single(view.SshKeys).Line, view.Syslog?.Server.ToString(), view.SnmpUser, view.Problem));

        // What is as it was goes on.
        desk.SendJournal(SyslogTarget.Of("192.168.1.9", 514, SyslogProtocol.Tcp));
        Assert.Empty(Apply());
        Assert.Equal("nvrd-syslog.service\n", Told("changed"));
        Assert.Empty(Apply());
        Assert.Equal("", Told("changed"));

        desk.LetIn([]);
        desk.SendJournal(null);
        desk.LetAsk(null);
        Assert.Empty(Apply());
        Assert.Equal("nvrd-ssh.socket\nnvrd-syslog.service\nnvrd-snmp.service\n", Told("changed"));
        Assert.Equal((null, null, null), (Told("ssh/authorized_keys"), Told("rsyslog.conf"), Told("snmpd.conf")));
    }

    [Fact]
    public void Keys_ThatSomebodyElseTookOutMeanwhile_AreNotPutBack()
    {
        Apply();
        ServicesDesk desk = Desk();
        desk.LetIn([SshKey.Parse(Key)]);
        string seen = desk.Read().Tag;
        desk.LetIn([], tag => tag == seen);

        Assert.Equal(ErrorKind.Outdated, Assert.Throws<NvrException>(() => desk.LetIn([SshKey.Parse(Key)], tag => tag == seen)).Kind);

        Assert.Empty(desk.Read().SshKeys);
        Assert.NotEqual(seen, desk.Read().Tag);
    }

    [Fact]
    public void Tag_TellsNothingOfAPassword()
    {
        Apply();
        ServicesDesk desk = Desk();
        desk.LetAsk(SnmpAccess.Of("watcher", "a long password"));
        string tag = desk.Read().Tag;

        desk.LetAsk(SnmpAccess.Of("watcher", "another password"));

        Assert.Equal(tag, desk.Read().Tag);
    }

    [Fact]
    public void Key_OfSnmp_IsThatOfRfc3414WithSha256()
    {
        // The hash of the password repeated up to 1,048,576 bytes, computed by other means.
        string stretched = string.Concat(Enumerable.Repeat("maplesyrup12", (1_048_576 / 12) + 1))[..1_048_576];
        string expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(stretched)));
        Apply();
        Desk().LetAsk(SnmpAccess.Of("u", "maplesyrup12"));
        Apply();

        Assert.Contains($"createUser u SHA-256 -m 0x{expected} AES -m 0x{expected}\n", Told("snmpd.conf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "sshKeys": ["ssh-ed25519 AAAA\nroot"] }""")]
    [InlineData("""{ "syslog": { "server": "1.2.3.4\nTLS=no", "port": 514, "protocol": "udp" } }""")]
    [InlineData("""{ "syslog": { "server": "1.2.3.4", "port": 0, "protocol": "udp" } }""")]
    [InlineData("""{ "syslog": { "server": "1.2.3.4", "port": 514, "protocol": "tls" } }""")]
    [InlineData("""{ "snmp": { "user": "a b", "key": "00" } }""")]
    [InlineData("""{ "snmp": { "user": "u", "key": "zz" } }""")]
    [InlineData("""{ "snmp": { "user": "u\nextend x /bin/sh", "key": "0000000000000000000000000000000000000000000000000000000000000000" } }""")]
    [InlineData("rubbish")]
    public void Settings_ThatCannotBeMeant_AreOff_AndTold(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SettingsFile)!);
        File.WriteAllText(SettingsFile, content);

        Assert.Single(Apply());

        Assert.Equal((null, null, null), (Told("ssh/authorized_keys"), Told("rsyslog.conf"), Told("snmpd.conf")));
        ServicesView view = Desk().Read();
        Assert.Equal((0, null, null), (view.SshKeys.Count, view.Syslog, view.SnmpUser));
        Assert.Contains(health.Read(), i => i is { Part: "settings/services", Level: HealthLevel.Attention });
    }

    [Fact]
    public void Settings_ThatAreALink_AreNotFollowed()
    {
        string secret = Path.Combine(folder.FullName, "secret");
        File.WriteAllText(secret, $$"""{ "sshKeys": ["{{Key}}"] }""");
        Directory.CreateDirectory(Path.GetDirectoryName(SettingsFile)!);
        File.CreateSymbolicLink(SettingsFile, secret);

        Assert.Single(Apply());

        Assert.Null(Told("ssh/authorized_keys"));
    }

    [Fact]
    public void Keys_AreAtMostTwenty()
    {
        Apply();
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => Desk().LetIn([.. Enumerable.Repeat(SshKey.Parse(Key), 21)])).Kind);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private ServicesDesk Desk()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SettingsFile)!);
        return new(Path.GetDirectoryName(SettingsFile)!, Places, health, NullLogger<ServicesDesk>.Instance);
    }

    private IReadOnlyList<string> Apply() => new ServicesApplier(Data, Places, "nvr-4711").Apply();

    private string? Told(string file) => Path.Combine(Places.Run, "nvr-services", file) is var path && File.Exists(path) ? File.ReadAllText(path) : null;
}
