using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Events;

public sealed class EventTests
{
    private static readonly string Created =
        "<tev:SubscriptionReference><wsa:Address>http://192.168.1.10/onvif/sub/7</wsa:Address><wsa:ReferenceParameters><SubId xmlns='urn:acme'>7</SubId></wsa:ReferenceParameters></tev:SubscriptionReference>"
        + "<wsnt:CurrentTime>2020-01-01T00:00:00Z</wsnt:CurrentTime><wsnt:TerminationTime>2020-01-01T00:02:00Z</wsnt:TerminationTime>";

    private static readonly OnvifOptions Options = new() { CallTimeout = TimeSpan.FromSeconds(30), PullWait = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task Watch_Messages_AreNormalised()
    {
        using OnvifServer server = WithEvents();
        using OnvifCamera camera = await Connect.To(server, options: Options);

        List<CameraEvent> events = await TakeAsync(camera, 3);

        Assert.Equal((CameraEventKind.Motion, EventPhase.Start, true, "VSC0", "MyMotion"), (events[0].Kind, events[0].Phase, events[0].IsInitial, events[0].SourceToken, events[0].Zone));
        Assert.Equal((CameraEventKind.Object, ObjectClass.Person, EventPhase.Start), (events[1].Kind, events[1].Object, events[1].Phase));
        Assert.Equal("RuleEngine/MyRuleDetector/PeopleDetect", events[1].Topic);
        Assert.Equal(CameraEventKind.Other, events[2].Kind);
        Assert.Contains("ProcessorUsage", events[2].Raw);
        // By the box's clock: an event of years ago is none, and rubbish is now.
        Assert.All(events, e => Assert.InRange(e.Time.Since(Connect.Clock.WallNow), -60_000_000, 60_000_000));
    }

    [Fact]
    public async Task Watch_Subscription_IsAskedAtTheCameraWithItsReference_AndEnded()
    {
        using OnvifServer server = WithEvents();
        using OnvifCamera camera = await Connect.To(server, options: Options);

        await TakeAsync(camera, 1);

        OnvifRequest pull = server.Of("PullMessages")[0];
        Assert.Equal(("/onvif/sub/7", "7"), (pull.Path, pull.InHeader("SubId")));
        Assert.Equal("http://www.onvif.org/ver10/events/wsdl/PullPointSubscription/PullMessagesRequest", pull.InHeader("Action"));
        Assert.Single(server.Of("SetSynchronizationPoint"));
        Assert.Single(server.Of("Unsubscribe"));
    }

    [Fact]
    public async Task Watch_OnlyAbsoluteTimes_AreGivenInTheCamerasTime()
    {
        using OnvifServer server = WithEvents();
        server.On["GetSystemDateAndTime"] = _ => Answer.Clock(TimeProvider.System.GetUtcNow().AddYears(-3));
        server.On["CreatePullPointSubscription"] = r => r.Value("InitialTerminationTime")!.StartsWith('P') ? Answer.Fault("InvalidArgVal") : Answer.Response("tev", "CreatePullPointSubscription", Created);
        using OnvifCamera camera = await Connect.To(server, options: Options);

        await TakeAsync(camera, 1);

        string asked = server.Of("CreatePullPointSubscription")[^1].Value("InitialTerminationTime")!;
        Assert.InRange(DateTimeOffset.Parse(asked, System.Globalization.CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow().AddYears(-3), TimeProvider.System.GetUtcNow().AddYears(-3).AddMinutes(5));
    }

    [Fact]
    public async Task Watch_ShortLife_IsRenewed()
    {
        using OnvifServer server = WithEvents();
        string shortLife = Created.Replace("00:02:00Z", "00:00:02Z", StringComparison.Ordinal);
        server.On["CreatePullPointSubscription"] = _ => Answer.Response("tev", "CreatePullPointSubscription", shortLife);
        server.On["PullMessages"] = _ => Answer.Response("tev", "PullMessages", "<tev:CurrentTime>2020-01-01T00:00:00Z</tev:CurrentTime><tev:TerminationTime>2020-01-01T00:00:01.5Z</tev:TerminationTime>");
        var renewed = new TaskCompletionSource();
        server.On["Renew"] = _ =>
        {
            renewed.TrySetResult();
            return Answer.Response("wsnt", "Renew", "<wsnt:TerminationTime>2020-01-01T00:00:02Z</wsnt:TerminationTime><wsnt:CurrentTime>2020-01-01T00:00:00Z</wsnt:CurrentTime>");
        };
        using OnvifCamera camera = await Connect.To(server, options: Options);
        using var stop = new CancellationTokenSource();

        Task watching = DrainAsync(camera, null, stop.Token);
        await renewed.Task.WaitAsync(Connect.Bound);
        await stop.CancelAsync();
        await watching.WaitAsync(Connect.Bound);

        Assert.Single(server.Of("CreatePullPointSubscription"));
    }

    [Fact]
    public async Task Watch_ForgottenSubscription_IsMadeAnew_AndTheTroubleIsTold()
    {
        using OnvifServer server = WithEvents();
        int pulls = 0;
        server.On["PullMessages"] = _ => Interlocked.Increment(ref pulls) == 2 ? Answer.Fault("InvalidArgVal/NoSubscription") : Answer.File("PullMessages");
        using OnvifCamera camera = await Connect.To(server, options: Options);
        var told = new ConcurrentQueue<ErrorKind?>();
        using var stop = new CancellationTokenSource();

        int seen = 0;
        await foreach (CameraEvent happened in camera.Events!.WatchAsync(e => told.Enqueue(e?.Kind), stop.Token))
        {
            if (++seen == 6)
            {
                await stop.CancelAsync();
            }
        }

        Assert.Equal(2, server.Of("CreatePullPointSubscription").Count);
        Assert.Contains(ErrorKind.NotFound, told);
    }

    [Fact]
    public async Task Watch_NoPullPoints_IsSaid()
    {
        using var server = new OnvifServer();
        using OnvifCamera camera = await Connect.To(server, options: Options);

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => DrainAsync(camera, null, CancellationToken.None).WaitAsync(Connect.Bound));
        Assert.Equal(ErrorKind.Unsupported, e.Kind);
    }

    private static OnvifServer WithEvents()
    {
        var server = new OnvifServer();
        server.On["CreatePullPointSubscription"] = _ => Answer.Response("tev", "CreatePullPointSubscription", Created);
        server.On["SetSynchronizationPoint"] = _ => Answer.Response("tev", "SetSynchronizationPoint");
        server.On["PullMessages"] = _ => Answer.File("PullMessages");
        server.On["Unsubscribe"] = _ => Answer.Response("wsnt", "Unsubscribe");
        return server;
    }

    private static async Task<List<CameraEvent>> TakeAsync(OnvifCamera camera, int count)
    {
        var taken = new List<CameraEvent>();
        using var bound = new CancellationTokenSource(Connect.Bound);
        await foreach (CameraEvent happened in camera.Events!.WatchAsync(null, bound.Token))
        {
            taken.Add(happened);
            if (taken.Count == count)
            {
                break;
            }
        }
        return taken;
    }

    private static async Task DrainAsync(OnvifCamera camera, Action<NvrException?>? onTrouble, CancellationToken stop)
    {
        await foreach (CameraEvent _ in camera.Events!.WatchAsync(onTrouble, stop))
        {
        }
    }
}
