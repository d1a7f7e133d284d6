namespace Nvr.Network.Tests.Applying;

/// <summary>What the system is told, and that it is told something whatever the files are like.</summary>
public sealed class NetworkApplierTests
{
    private const string Fixed = """{ "office": { "address": "192.168.1.20/24", "gateway": "192.168.1.1", "nameServers": ["9.9.9.9"] } }""";

    [Fact]
    public void Apply_ANewBox_OfficeByDhcpAndCamerasApart()
    {
        using var machine = new Machine();

        Assert.Empty(machine.Apply());

        Assert.Contains("Name=end0\n", machine.Office(), StringComparison.Ordinal);
        Assert.Contains("DHCP=ipv4\nLinkLocalAddressing=yes\n", machine.Office(), StringComparison.Ordinal);
        Assert.Contains("MulticastDNS=yes\n", machine.Office(), StringComparison.Ordinal);
        string cameras = machine.Read("systemd/network/30-nvr-cameras.network");
        Assert.All(["Address=10.77.0.1/22\n", "IPv6AcceptRA=no\n", "IPv4Forwarding=no\n"], l => Assert.Contains(l, cameras, StringComparison.Ordinal));
        string ports = machine.Read("systemd/network/30-nvr-ports.network");
        Assert.All(["Name=lan1 lan2\n", "Bridge=br-cam\n", "Isolated=yes\n"], l => Assert.Contains(l, ports, StringComparison.Ordinal));
        Assert.Contains("Kind=bridge\n", machine.Read("systemd/network/30-nvr-cameras.netdev"), StringComparison.Ordinal);
        Assert.Contains("Type=_nvr._tcp\nPort=443\n", machine.Read("systemd/dnssd/nvr.dnssd"), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AFixedAddress_IsTheOffices()
    {
        using var machine = new Machine();
        File.WriteAllText(machine.SettingsFile, Fixed);

        Assert.Empty(machine.Apply());

        Assert.EndsWith("DHCP=no\nLinkLocalAddressing=ipv6\nAddress=192.168.1.20/24\nDNS=9.9.9.9\nGateway=192.168.1.1\n", machine.Office(), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ABoardThatSaysNothing_IsAnyEthernet()
    {
        using var machine = new Machine(Machine.Plain);

        Assert.Empty(machine.Apply());

        Assert.StartsWith("[Match]\nType=ether\nKind=!*\n\n", machine.Office(), StringComparison.Ordinal);
        Assert.False(File.Exists(machine.Places.DhcpServer));
    }

    [Fact]
    public void Apply_OnePlugForAllCameras_MakesNoBridge()
    {
        using var machine = new Machine("""{ "name": "B", "cameraNetworks": ["enp0s3"] }""");

        Assert.Empty(machine.Apply());

        Assert.Contains("Name=!enp0s3\n", machine.Office(), StringComparison.Ordinal);
        Assert.Contains("Name=enp0s3\n", machine.Read("systemd/network/30-nvr-cameras.network"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(machine.Places.Run, "systemd/network/30-nvr-cameras.netdev")));
    }

    [Theory]
    [InlineData("rpi4-nvr4.json", 4)]
    [InlineData("cm4-nvr8-poe8.json", 8)]
    public void Apply_TheBoardsOfTheProduct_HaveAllTheirPorts(string board, int ports)
    {
        using var machine = new Machine(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "boards", board)));

        Assert.Empty(machine.Apply());

        Assert.Contains($"Name={string.Join(' ', Enumerable.Range(1, ports).Select(n => $"lan{n}"))}\n", machine.Read("systemd/network/30-nvr-ports.network"), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_TheSameAgain_LeavesTheFilesAsTheyAre()
    {
        using var machine = new Machine();
        machine.Apply();
        DateTime[] before = Written(machine);

        Assert.Empty(machine.Apply());

        Assert.Equal(before, Written(machine));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("""{ "office": { "address": "10.77.0.20/24", "nameServers": [] } }""")]
    [InlineData("""{ "office": { "address": "192.168.1.20/24\nGateway=1.1.1.1", "gateway": null, "nameServers": [] } }""")]
    [InlineData("""{ "cameras": "10.0.0.0/8" }""")]
    public void Apply_SettingsThatCannotBeMeant_GoesByTheCopyBeforeThem(string text)
    {
        using var machine = new Machine();
        File.WriteAllText(machine.SettingsFile, text);
        File.WriteAllText(machine.SettingsFile + ".previous", Fixed);

        Assert.NotEmpty(machine.Apply());

        Assert.Contains("Address=192.168.1.20/24\n", machine.Office(), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NothingThatCanBeRead_LeavesPeopleAWayIn()
    {
        using var machine = new Machine("no board");
        File.WriteAllText(machine.SettingsFile, "no settings");

        Assert.NotEmpty(machine.Apply());

        Assert.Contains("DHCP=ipv4\n", machine.Office(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("!end0")]
    [InlineData("a%i")]
    [InlineData("a#b")]
    public void Apply_AnInterfaceWhoseNameWouldMeanMore_IsNotSetUp(string name)
    {
        using var machine = new Machine($$"""{ "name": "B", "cameraNetworks": ["{{name}}"] }""");

        Assert.NotEmpty(machine.Apply());

        Assert.DoesNotContain("Name=", machine.Office(), StringComparison.Ordinal);
        Assert.False(File.Exists(machine.Places.DhcpServer));
    }

    [Fact]
    public void Apply_AWish_IsTriedAndGoneAfterAPowerCut()
    {
        using var machine = new Machine();
        machine.LeaveWish($$"""{ "id": "w1", "trial": {{Fixed}} }""");

        Assert.Empty(machine.Apply());
        string tried = machine.Office();
        string answer = File.ReadAllText(machine.Places.Applied);
        machine.CutPower();
        Assert.Empty(machine.Apply());

        Assert.Contains("Address=192.168.1.20/24\n", tried, StringComparison.Ordinal);
        Assert.Contains("\"wish\": \"w1\"", answer, StringComparison.Ordinal);
        Assert.Contains("DHCP=ipv4\n", machine.Office(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("""{ "id": "w1", "trial": { "office": { "address": "127.0.0.1/8", "gateway": null, "nameServers": [] } } }""")]
    [InlineData("""{ "id": "w1", "trial": { "office": { "address": "192.168.1.20/24", "gateway": "x", "nameServers": [] } } }""")]
    public void Apply_AWishThatCannotBeMeant_LeavesWhatIsKept(string wish)
    {
        using var machine = new Machine();
        File.WriteAllText(machine.SettingsFile, Fixed);
        machine.LeaveWish(wish);

        Assert.NotEmpty(machine.Apply());

        Assert.Contains("Address=192.168.1.20/24\n", machine.Office(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"problem\": null", File.ReadAllText(machine.Places.Applied), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AWishThatLeadsElsewhere_IsNotFollowedNorRepeated()
    {
        using var machine = new Machine();
        machine.LeaveWish("");
        File.Delete(machine.Places.Wish);
        File.WriteAllText(machine.At("secret"), "{ \"id\": \"s3cret\", \"trial\": null }");
        File.CreateSymbolicLink(machine.Places.Wish, machine.At("secret"));

        IReadOnlyList<string> problems = machine.Apply();

        Assert.NotEmpty(problems);
        Assert.DoesNotContain("s3cret", string.Concat(problems) + File.ReadAllText(machine.Places.Applied), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AWishWithoutEnd_IsNotReadToItsEnd()
    {
        using var machine = new Machine();
        machine.LeaveWish(new string(' ', 1 << 20) + """{ "id": "w1", "trial": null }""");

        Assert.NotEmpty(machine.Apply());
    }

    private static DateTime[] Written(Machine machine) =>
        [.. Directory.EnumerateFiles(machine.Places.Run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
}
