using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Rtsp.Session;
using SimCamera;
using SimCamera.Quirks;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Every quirk that the simulated camera can show: the session plays, or says in its kind of error why it cannot.</summary>
public sealed class SimulatedQuirkTests(SimulatedQuirkTests.Cameras cameras) : IClassFixture<SimulatedQuirkTests.Cameras>
{
    private const string User = "admin";
    private const string Password = "p@ss:w/o%r\"dü";

    private static readonly Dictionary<string, ErrorKind> Refused = new(StringComparer.Ordinal)
    {
        ["not-found"] = ErrorKind.Refused,
        ["forbidden"] = ErrorKind.Refused,
        ["server-error"] = ErrorKind.Refused,
        ["unavailable"] = ErrorKind.Refused,
        ["unauthorized"] = ErrorKind.Unauthorised,
        ["never-answers"] = ErrorKind.Unreachable,
        ["hangs-up"] = ErrorKind.Unreachable,
        ["not-rtsp"] = ErrorKind.Protocol,
        ["huge-sdp"] = ErrorKind.Protocol,
        ["redirect-other-host"] = ErrorKind.Refused,
        ["redirect-self"] = ErrorKind.Refused,
    };

    // What the whole server does (a reboot, a move to another address) would disturb the cameras beside it; the recorder's own tests cover it.
    private static readonly string[] NotHere = ["reboot-every", "onvif-address-change"];

    // Each waits for live pictures, so they wait together; the failures are named.
    private const int AtOnce = 10;

    [Fact]
    public Task Quirks_OfCamerasThatPlay_CostNoPicture() =>
        EachAsync(QuirkCatalog.All.Select(q => q.Name).Where(q => !q.StartsWith("onvif-", StringComparison.Ordinal)).Except(Refused.Keys).Except(NotHere), PlaysAsync);

    [Fact]
    public Task Quirks_OfCamerasThatCannotPlay_HaveTheirKind() => EachAsync(Refused.Keys, IsRefusedAsync);

    private static async Task EachAsync(IEnumerable<string> quirks, Func<string, Task> test)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(quirks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (quirk, _) =>
        {
            try
            {
                await test(quirk);
            }
            catch (Exception e)
            {
                failures.Enqueue($"{quirk}: {e.GetType().Name} {e.Message}");
            }
        });
        Assert.Empty(failures);
    }

    private async Task PlaysAsync(string quirk)
    {
        var transport = quirk == "multicast-only" ? RtspTransportKind.Multicast : RtspTransportKind.Auto;
        await using RtspSession session = await OpenAsync(quirk, transport, Play.Patience);
        var sink = new CountingSink();
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 12 && sink.RandomAccess >= 1);
    }

    private async Task IsRefusedAsync(string quirk)
    {
        TimeSpan patience = quirk == "never-answers" ? TimeSpan.FromSeconds(1) : Play.Patience;
        NvrException e = await Assert.ThrowsAsync<NvrException>(() => OpenAsync(quirk, RtspTransportKind.Auto, patience));
        Assert.Equal(Refused[quirk], e.Kind);
        Assert.DoesNotContain(Password, e.ToString());
    }

    private Task<RtspSession> OpenAsync(string quirk, RtspTransportKind transport, TimeSpan patience) => Play.OpenAsync(
        cameras.Server.Cameras.Single(c => c.Name == quirk).Url,
        new RtspOptions { Transport = transport, ReplyTimeout = patience },
        User,
        Password);

    /// <summary>One server with one camera for each quirk.</summary>
    public sealed class Cameras : IAsyncLifetime
    {
        public SimCameraServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await SimCameraServer.StartAsync(new SimCameraOptions
        {
            Cameras = [.. QuirkCatalog.All.Select(q => q.Name).Except(NotHere).Select(Camera)],
        });

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private static CameraOptions Camera(string quirk) => new()
        {
            Name = quirk,
            Quirks = [quirk],
            User = User,
            Password = Password,
            Audio = AudioCodec.Aac,
            Width = 320,
            Height = 240,
            Gop = 10,
            Kbit = 300,
        };
    }
}
