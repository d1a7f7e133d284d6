using System.Net;
using SimCamera.Onvif.Auth;
using SimCamera.Onvif.Card;
using SimCamera.Onvif.Events;
using SimCamera.Onvif.Media;

namespace SimCamera.Onvif;

/// <summary>
/// The ONVIF side of a simulated camera, or of an encoder with several sources: its address, its state, and the levers that tests
/// pull. Belongs to a <see cref="SimCameraServer"/>, which starts and ends it. Thread-safe.
/// </summary>
public sealed class OnvifDevice : IAsyncDisposable
{
    private readonly SimCameraServer _server;
    private readonly OnvifEndpoint _endpoint;

    internal OnvifDevice(SimCameraServer server, IReadOnlyList<SimulatedCamera> cameras, IPEndPoint where)
    {
        _server = server;
        Camera = cameras[0];
        Plan = Camera.Plan.Onvif;
        Options = Camera.Plan.Options.Onvif!;
        Sources = [.. cameras.Select((c, i) => new MediaSource(i + 1, c))];
        Profiles = [.. Sources.SelectMany(s => (MediaProfile[])[new(s, false), new(s, true)])];
        SmartCodecFault = Options.SmartCodec?.Fault ?? SmartCodecFault.None;
        Identity = new DeviceIdentity(Camera.Number, Options);
        Clock = new DeviceClock(server.Clock.Time, Plan.ClockOffset);
        Settings = new DeviceSettings(Camera.Name);
        Events = new EventHub(this);
        Card = new CardRecordings(this, server.Clock.Time.GetUtcNow() - TimeSpan.FromSeconds(Options.CardSeconds));
        Ptz = [.. Sources.Select(_ => new PtzState(server.Clock.Time))];
        Imaging = [.. Sources.Select(_ => new ImagingState())];
        Ntp = new NtpFollower(this);
        _endpoint = new OnvifEndpoint(this, where, server.Report);
        foreach (SimulatedCamera camera in cameras)
        {
            camera.Plan.Accounts = Camera.Plan.Accounts;
            camera.Device = this;
        }
    }

    /// <summary>Name of the camera that is the first source.</summary>
    public string Name => Camera.Name;

    /// <summary>Address of the device service.</summary>
    public Uri Url => new($"http://{_endpoint.Where}/onvif/device_service");

    /// <summary>The endpoint reference that discovery tells: stays the same through reboots and address changes.</summary>
    public Guid Id => Identity.Id;

    public string Serial => Identity.Serial;

    public string Mac => Identity.Mac;

    /// <summary>Who may log in now; empty while factory-new.</summary>
    public IReadOnlyList<OnvifAccount> UserAccounts => Accounts.Snapshot();

    /// <summary>How far the device's clock is ahead of the true time.</summary>
    public TimeSpan ClockOffset => Clock.Offset;

    /// <summary>The NTP server that a client set; null before.</summary>
    public string? NtpServer => Settings.NtpServer;

    /// <summary>Whether the clock is set to follow that server.</summary>
    public bool FollowsNtp => Settings.UsesNtp;

    /// <summary>The last thousand operations by name, and requests of the maker's own interface, oldest first.</summary>
    public IReadOnlyList<string> Operations => _endpoint.Operations;

    /// <summary>Subscriptions that live now.</summary>
    public int OpenPullPoints => Events.OpenPullPoints;

    /// <summary>Where the first source looks: pan, tilt and zoom, from -1 to 1 (zoom from 0).</summary>
    public (double Pan, double Tilt, double Zoom) PtzPosition => Ptz[0].Position;

    /// <summary>Whether the first source's main stream is coded by a smart codec now.</summary>
    public bool IsSmart => Camera.Plan.SmartCodec;

    /// <summary>Completed reboots.</summary>
    public int Reboots { get; private set; }

    /// <summary>True while the device reboots and nothing of it answers.</summary>
    public bool IsDown { get; private set; }

    internal SimulatedCamera Camera { get; }

    internal SmartCodecFault SmartCodecFault { get; private set; }

    internal OnvifPlan Plan { get; }

    internal OnvifOptions Options { get; }

    internal IReadOnlyList<MediaSource> Sources { get; }

    internal IReadOnlyList<MediaProfile> Profiles { get; }

    internal DeviceIdentity Identity { get; }

    internal DeviceClock Clock { get; }

    internal DeviceSettings Settings { get; }

    internal NtpFollower Ntp { get; }

    internal AccountList Accounts => Camera.Plan.Accounts;

    internal EventHub Events { get; }

    internal CardRecordings Card { get; }

    internal IReadOnlyList<PtzState> Ptz { get; }

    internal IReadOnlyList<ImagingState> Imaging { get; }

    internal IPEndPoint Where => _endpoint.Where;

    internal TimeProvider Time => _server.Clock.Time;

    /// <summary>From now on the maker's interface misbehaves so.</summary>
    public void PutSmartCodecFault(SmartCodecFault fault) => SmartCodecFault = fault;

    /// <summary>Lets the clock be so far ahead of the true time, as one that ran away.</summary>
    public void PutClock(TimeSpan ahead) => Clock.Set(Time.GetUtcNow() + ahead);

    /// <summary>
    /// Has something begin or end in front of a source (from 1): subscribers hear it, the metadata track shows it. What only happens
    /// at a moment, as a crossed line, is told at its beginning alone.
    /// </summary>
    public void Raise(SimEventKind kind, bool active, int source = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source, Sources.Count);
        Events.Raise(kind, active, Sources[source - 1]);
    }

    /// <summary>
    /// Nothing of the device answers for <see cref="OnvifOptions.RebootTime"/>, web and RTSP alike; subscriptions are forgotten. The
    /// RTSP port itself closes when all cameras behind it are this device's. What had stalled sends again afterwards. Does nothing while a
    /// reboot is under way.
    /// </summary>
    public async Task RebootAsync(CancellationToken stop = default)
    {
        if (IsDown)
        {
            return;
        }

        IsDown = true;
        try
        {
            Events.Clear();
            Card.Pause();
            Task rtsp = _server.TakeDownAsync([.. Sources.Select(s => s.Camera)], Options.RebootTime, stop);
            await _endpoint.RestartAsync(Options.RebootTime, Where.Address, stop).ConfigureAwait(false);
            await rtsp.ConfigureAwait(false);
            foreach (MediaSource source in Sources)
            {
                source.Camera.IsStalled = false;
                if (source.Camera.Plan.SmartCodecAfterReboot is { } on)
                {
                    await source.Camera.SetSmartCodecAsync(on, stop).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            IsDown = false;
            Card.Resume();
        }

        Reboots++;
        _server.Announce(this);
    }

    /// <summary>Closes the web port; the server does this when it ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await Ntp.DisposeAsync().ConfigureAwait(false);
        await _endpoint.DisposeAsync().ConfigureAwait(false);
    }

    internal void Listen() => _endpoint.Listen();

    internal void MoveLater(IPAddress address) => _server.Watch(_server.MoveAsync(address, Camera.Stop));

    internal Task MoveAsync(IPAddress address, CancellationToken stop) => _endpoint.RestartAsync(TimeSpan.Zero, address, stop);

    internal void RebootLater() => _server.Watch(RebootAsync(Camera.Stop));

}
