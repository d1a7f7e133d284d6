using System.Collections.Concurrent;
using System.Net;
using SimCamera.Log;
using SimCamera.Material;
using SimCamera.Onvif;
using SimCamera.Onvif.Discovery;
using SimCamera.Quirks;
using SimCamera.Rtsp;

namespace SimCamera;

/// <summary>
/// Many simulated cameras behind one RTSP port. Made by <see cref="StartAsync"/>, which encodes missing material first (seconds at the
/// first use, nothing later); ended by <see cref="DisposeAsync"/>. Frame counters run from the start of this object and survive
/// <see cref="RestartAsync"/>. Thread-safe.
/// </summary>
public sealed class SimCameraServer : IAsyncDisposable
{
    private readonly SimCameraOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _restarting = new(1);
    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly List<SimulatedCamera> _cameras = [];
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly List<OnvifDevice> _devices = [];
    private DiscoveryResponder? _discovery;
    private RtspListener _listener;
    private int _sessionNumber;

    private SimCameraServer(SimCameraOptions options)
    {
        _options = options;
        Clock = new SimClock(options.Time);
        // A card holds pictures from before the start, so the sources must have begun then.
        StartUs = Clock.MonotonicUs - (options.Cameras.Max(c => c.Onvif?.CardSeconds ?? 0) * 1_000_000L);
        Log = new SendLog(options.LogPath);
        _listener = new RtspListener(this, options.Address, options.Port, options.Tls ? ServerCertificate.Make() : null);
    }

    public IReadOnlyList<SimulatedCamera> Cameras => _cameras;

    /// <summary>The ONVIF sides of those cameras that have one.</summary>
    public IReadOnlyList<OnvifDevice> Devices => _devices;

    /// <summary>UDP port that answers WS-Discovery probes; null without discovery.</summary>
    public int? DiscoveryPort => _discovery?.Port;

    /// <summary>The address that it listens on now.</summary>
    public IPAddress Address => _listener.EndPoint.Address;

    public int Port => _listener.EndPoint.Port;

    /// <summary>Scheme, address and port, without a slash at the end.</summary>
    public string RootUrl => $"{_listener.Scheme}://{_listener.EndPoint}";

    /// <summary>Every frame sent.</summary>
    public SendLog Log { get; }

    /// <summary>TCP connections open now.</summary>
    public int OpenConnections => _listener.OpenConnections;

    /// <summary>TCP connections accepted since the start.</summary>
    public int ConnectionsAccepted { get; private set; }

    /// <summary>Sessions that exist now, over all cameras.</summary>
    public int OpenSessions => _cameras.Sum(c => c.OpenSessions);

    /// <summary>Mistakes of the simulated camera itself; a test that uses it may assert that there are none.</summary>
    public IReadOnlyList<Exception> Faults => [.. _faults];

    internal SimClock Clock { get; }

    /// <summary>One stream is coded anew at a time.</summary>
    internal SemaphoreSlim Recoding { get; } = new(1);

    internal long StartUs { get; }

    /// <summary>
    /// Loads the cameras and listens. Throws <see cref="ArgumentException"/> on bad options or unknown quirks,
    /// <see cref="InvalidOperationException"/> when ffmpeg cannot make the material, <see cref="System.Net.Sockets.SocketException"/>
    /// when the port is taken.
    /// </summary>
    public static async Task<SimCameraServer> StartAsync(SimCameraOptions options, CancellationToken stop = default)
    {
        options.Check();
        IEnumerable<CameraPlan> plans = [.. options.Cameras.Select(PlanOf)];
        var server = new SimCameraServer(options);
        try
        {
            await server.LoadAsync(plans, stop).ConfigureAwait(false);
            server._listener.Listen();
            server.OpenDevices();
            server.StartQuirks();
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes every TCP connection without a word; clients may come back at once.</summary>
    public void DropConnections() => _listener.DropConnections(_ => true);

    /// <summary>Silences the media of all cameras, or lets them go on.</summary>
    public void Stall(bool stalled = true)
    {
        foreach (SimulatedCamera camera in _cameras)
        {
            camera.IsStalled = stalled;
        }
    }

    /// <summary>
    /// As a reboot: all sessions and connections end, nobody listens for <paramref name="down"/>, then the same port opens again.
    /// With <paramref name="newCertificate"/> an RTSPS server comes back as somebody else.
    /// </summary>
    public Task RestartAsync(TimeSpan down, bool newCertificate = false, CancellationToken stop = default) =>
        RestartAsync(down, _listener.EndPoint.Address, newCertificate, stop);

    /// <summary>Everything goes to another address of this machine, keeping its ports: as cameras do when DHCP gives them a new one.</summary>
    public async Task MoveAsync(IPAddress address, CancellationToken stop = default)
    {
        await RestartAsync(TimeSpan.Zero, address, newCertificate: false, stop).ConfigureAwait(false);
        foreach (OnvifDevice device in _devices)
        {
            await device.MoveAsync(address, stop).ConfigureAwait(false);
            Announce(device);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_discovery is not null)
        {
            await _discovery.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_tasks).ConfigureAwait(false);
        foreach (OnvifDevice device in _devices)
        {
            await device.DisposeAsync().ConfigureAwait(false);
        }

        await _listener.DisposeAsync().ConfigureAwait(false);
        _cameras.ForEach(c => c.EndAllSessions());
        Log.Dispose();
    }

    /// <summary>Cameras vanish for a while; when they are all that stand behind the RTSP port, the port itself closes.</summary>
    internal async Task TakeDownAsync(IReadOnlyList<SimulatedCamera> cameras, TimeSpan down, CancellationToken stop)
    {
        if (_cameras.All(cameras.Contains))
        {
            await RestartAsync(down, stop: stop).ConfigureAwait(false);
            return;
        }

        SetDown(cameras, true);
        try
        {
            await Task.Delay(down, Clock.Time, stop).ConfigureAwait(false);
        }
        finally
        {
            SetDown(cameras, false);
        }
    }

    internal void Announce(OnvifDevice device) => _discovery?.Announce(device);

    internal void Watch(Task work) => _tasks.Add(WatchAsync(work));

    internal async Task<CameraMaterial> MaterialAsync(CameraPlan plan, CancellationToken stop)
    {
        using var store = new MaterialStore(_options.CacheDirectory);
        return await CameraMaterial.LoadAsync(store, plan, StartUs, stop).ConfigureAwait(false);
    }

    private void SetDown(IReadOnlyList<SimulatedCamera> cameras, bool down)
    {
        foreach (SimulatedCamera camera in cameras)
        {
            camera.IsDown = down;
            if (down)
            {
                camera.EndAllSessions();
                DropConnectionsOf(camera);
            }
        }
    }

    private async Task RestartAsync(TimeSpan down, IPAddress address, bool newCertificate, CancellationToken stop)
    {
        await _restarting.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            RtspListener old = _listener;
            await old.DisposeAsync().ConfigureAwait(false);
            _cameras.ForEach(c => c.EndAllSessions());
            await Task.Delay(down, Clock.Time, stop).ConfigureAwait(false);
            _listener = new RtspListener(this, address, old.EndPoint.Port, newCertificate ? ServerCertificate.Make() : old.Certificate);
            _listener.Listen();
        }
        finally
        {
            _restarting.Release();
        }
    }

    internal SimulatedCamera? Find(string name) => _cameras.Find(c => c.Name == name);

    internal int NextSessionNumber() => Interlocked.Increment(ref _sessionNumber);

    internal void Report(Exception fault) => _faults.Enqueue(fault);

    internal void CountConnection() => ConnectionsAccepted++;

    internal void DropConnectionsOf(SimulatedCamera camera) => _listener.DropConnections(c => c.Camera == camera);

    private static CameraPlan PlanOf(CameraOptions options, int index)
    {
        options.Check();
        var plan = new CameraPlan(options, index + 1, [.. options.Quirks.Select(QuirkCatalog.Create)]);
        foreach (Quirk quirk in plan.Quirks)
        {
            quirk.Configure(plan);
        }

        return plan;
    }

    private async Task LoadAsync(IEnumerable<CameraPlan> plans, CancellationToken stop)
    {
        using var store = new MaterialStore(_options.CacheDirectory);
        CameraMaterial[] materials = await Task.WhenAll(plans.Select(p => CameraMaterial.LoadAsync(store, p, StartUs, stop)))
            .ConfigureAwait(false);
        foreach ((CameraPlan plan, CameraMaterial material) in plans.Zip(materials))
        {
            _cameras.Add(new SimulatedCamera(this, plan, material, _stop.Token));
        }
    }

    private void OpenDevices()
    {
        foreach (SimulatedCamera camera in _cameras.Where(c => c.Plan.Options.Onvif is not null))
        {
            OnvifOptions onvif = camera.Plan.Options.Onvif!;
            _devices.Add(new OnvifDevice(this, [camera, .. onvif.MoreSources.Select(Source)], new IPEndPoint(_options.Address, onvif.Port)));
        }

        _devices.ForEach(d => d.Listen());
        if (_options.Discovery is not null)
        {
            _discovery = new DiscoveryResponder(_options.Discovery, _devices, Report);
            _discovery.Start();
        }
    }

    private SimulatedCamera Source(string name) => Find(name) ?? throw new ArgumentException($"There is no camera '{name}' to be a source.");

    private void StartQuirks()
    {
        foreach (SimulatedCamera camera in _cameras)
        {
            foreach (Quirk quirk in camera.Plan.Quirks)
            {
                Watch(quirk.RunAsync(this, camera, _stop.Token));
            }
        }

        Watch(FlushLogAsync());
    }

    private async Task FlushLogAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Clock.Time);
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            Log.Flush();
        }
    }

    private async Task WatchAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        catch (Exception e)
        {
            Report(e);
        }
    }
}
