using System.Globalization;
using System.Text.RegularExpressions;
using Nvr.Network.Settings;

namespace Nvr.Network.Tests.Units;

/// <summary>What systemd says of the units: nothing is misspelt in them, and they are closed in.</summary>
public sealed partial class UnitFileTests : IDisposable
{
    private const double MostExposure = 1.5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-units-");

    public UnitFileTests()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "product")))
        {
            // The programs are not installed here.
            File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(file)), File.ReadAllText(file)
                .Replace("/usr/lib/nvrd/nvrd", "/bin/true", StringComparison.Ordinal)
                .Replace("/usr/sbin/dropbear", "/bin/true", StringComparison.Ordinal)
                .Replace("/usr/sbin/rsyslogd", "/bin/true", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("nvrd-network.service")]
    [InlineData("nvrd-network.path")]
    [InlineData("nvrd-dhcp.service")]
    [InlineData("nvrd-services.service")]
    [InlineData("nvrd-services.path")]
    [InlineData("nvrd-ssh.socket")]
    [InlineData("nvrd-ssh@.service")]
    [InlineData("nvrd-syslog.service")]
    [InlineData("nvrd-snmp.service")]
    public async Task Unit_Verified_HasNothingThatSystemdDoesNotKnow(string unit)
    {
        (int exitCode, string said) = await Foreign.RunAsync("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", Path.Combine(folder.FullName, unit));

        Assert.True(exitCode == 0 && !said.Contains(unit, StringComparison.Ordinal), said);
    }

    [Theory]
    [InlineData("nvrd-network.service")]
    [InlineData("nvrd-dhcp.service")]
    public async Task Unit_Judged_IsClosedIn(string unit)
    {
        (_, string said) = await Foreign.RunAsync("systemd-analyze", "security", "--no-pager", "--offline=true", Path.Combine(folder.FullName, unit));

        Match found = Overall().Match(said);
        Assert.True(found.Success, said);
        Assert.True(double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) <= MostExposure, said);
    }

    [Fact]
    public void AddressServer_MaySpeakWithCameras_InEachOfTheirNetworks()
    {
        string[] allowed = File.ReadAllLines(Path.Combine(folder.FullName, "nvrd-dhcp.service")).Single(l => l.StartsWith("IPAddressAllow=", StringComparison.Ordinal)).Split('=', ' ')[1..];

        Assert.Equal([.. CameraRanges.All.Select(r => r.ToString()), "0.0.0.0/32", "255.255.255.255/32"], allowed);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [GeneratedRegex(@"Overall exposure level for .*: ([0-9.]+)")]
    private static partial Regex Overall();
}
