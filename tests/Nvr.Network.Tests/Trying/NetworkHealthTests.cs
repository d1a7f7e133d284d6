using System.Net;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Network.Settings;

namespace Nvr.Network.Tests.Trying;

/// <summary>What is wrong with the networks is told, once it lasts, and no longer than it does; the cameras' network gives way to the office's.</summary>
public sealed class NetworkHealthTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromSeconds(61);

    [Fact]
    public void Office_WithoutAnAddress_IsToldAfterAMinute()
    {
        using var bench = new DeskBench { Present = [] };
        bench.Desk.Look();
        Assert.Null(bench.Told("network/office"));

        bench.Pass(s_minute);
        Assert.Equal(HealthLevel.Attention, bench.Told("network/office")?.Level);

        bench.Present = [new("end0", IPAddress.Parse("10.1.1.5"), 24)];
        bench.Desk.Look();
        Assert.Null(bench.Told("network/office"));
    }

    [Fact]
    public void Office_WhereNobodyGivesOutAddresses_IsTold_UntilSomebodyDoes()
    {
        using var bench = new DeskBench { Present = [new("end0", IPAddress.Parse("169.254.7.9"), 16)] };
        bench.Desk.Look();

        bench.Pass(s_minute);
        Assert.Contains("169.254.7.9", bench.Told("network/office")?.Sentence, StringComparison.Ordinal);

        bench.Present = [new("end0", IPAddress.Parse("169.254.7.9"), 16), new("end0", IPAddress.Parse("10.1.1.5"), 24)];
        bench.Desk.Look();
        Assert.Null(bench.Told("network/office"));
    }

    [Fact]
    public void AddressServer_ThatDoesNotRun_IsTold()
    {
        using var bench = new DeskBench { IsServing = false };
        bench.Desk.Look();

        bench.Pass(s_minute);

        Assert.Equal(HealthLevel.Attention, bench.Told("network/camera-addresses")?.Level);
    }

    [Fact]
    public void AddressServer_WhereThereIsNoNetworkForCameras_IsNotMissed()
    {
        using var bench = new DeskBench(Machine.Plain) { IsServing = false };
        bench.Desk.Look();

        bench.Pass(s_minute);

        Assert.Null(bench.Told("network/camera-addresses"));
    }

    [Fact]
    public void Cameras_WhoseAddressesTheOfficeHas_GetOthers()
    {
        using var bench = new DeskBench();
        bench.Present = [new("end0", IPAddress.Parse("10.77.3.9"), 16)];
        bench.Desk.Look();
        bench.Settle();

        Assert.Equal("172.30.76.0/22", bench.Desk.Read().Cameras?.ToString());
        Assert.Contains("dhcp-range=172.30.76.16,172.30.79.254,", File.ReadAllText(bench.Machine.Places.DhcpServer), StringComparison.Ordinal);
        Assert.Contains("Address=172.30.76.1/22\n", bench.Machine.Read("systemd/network/30-nvr-cameras.network"), StringComparison.Ordinal);
        Assert.Contains("172.30.76.0/22", bench.Told("network/moved")?.Sentence, StringComparison.Ordinal);
        bench.Restart();
        Assert.Equal("172.30.76.0/22", bench.Desk.Read().Cameras?.ToString());
    }

    [Fact]
    public void Cameras_ForWhomNoAddressesAreLeft_StayAndThatIsTold()
    {
        using var bench = new DeskBench();
        bench.Present = [new("a", IPAddress.Parse("10.0.0.1"), 8), new("b", IPAddress.Parse("172.16.0.1"), 12), new("c", IPAddress.Parse("192.168.0.1"), 16)];

        bench.Desk.Look();

        Assert.Equal(CameraRanges.Usual, bench.Desk.Read().Cameras);
        Assert.Equal(HealthLevel.Attention, bench.Told("network/overlap")?.Level);
    }

    [Fact]
    public void Cameras_MovedByHand_DoNotMoveIntoTheOffice()
    {
        using var bench = new DeskBench { Present = [new("end0", IPAddress.Parse("172.30.77.5"), 24)] };

        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => bench.Desk.Move(CameraRanges.All[1], _ => true)).Kind);
        bench.Desk.Move(CameraRanges.All[2], _ => true);
        bench.Settle();

        Assert.Equal(CameraRanges.All[2], bench.Desk.Read().Cameras);
    }

    [Fact]
    public void Settings_ThatAreDamaged_AreToldOf()
    {
        using var bench = new DeskBench();
        File.WriteAllText(bench.Machine.SettingsFile, """{ "cameras": "10.0.0.0/8" }""");

        bench.Restart();

        Assert.Equal(HealthLevel.Attention, bench.Told("settings/network")?.Level);
        Assert.Equal(CameraRanges.Usual, bench.Desk.Read().Cameras);
    }
}
