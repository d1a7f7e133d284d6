using System.Collections.Concurrent;
using System.Net;
using SimCamera.Log;
using SimCamera.Material;
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
    private readonly List<Task> _quirkTasks = [];
    private RtspListener _listener;
    private int _sessionNumber;

    private SimCameraServer(SimCameraOptions options)
    {
        _options = options;
        Clock = new SimClock(options.Time);
        StartUs = Clock.MonotonicUs;
        Log = new SendLog(options.LogPath);
        _listener = new RtspListener(this, options.Address, options.Port, options.Tls ? ServerCertificate.Make() : null);
    }

    public IReadOnlyList<SimulatedCamera> Cameras => _cameras;

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
    public async Task RestartAsync(TimeSpan down, bool newCertificate = false, CancellationToken stop = default)
    {
        await _restarting.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            RtspListener old = _listener;
            await old.DisposeAsync().ConfigureAwait(false);
            _cameras.ForEach(c => c.EndAllSessions());
            await Task.Delay(down, Clock.Time, stop).ConfigureAwait(false);
            _listener = new RtspListener(this, old.EndPoint.Address, old.EndPoint.Port, newCertificate ? ServerCertificate.Make() : old.Certificate);
            _listener.Listen();
        }
        finally
        {
            _restarting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        _cameras.ForEach(c => c.EndAllSessions());
        await Task.WhenAll(_quirkTasks).ConfigureAwait(false);
        Log.Dispose();
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

    private void StartQuirks()
    {
        foreach (SimulatedCamera camera in _cameras)
        {
            _quirkTasks.AddRange(camera.Plan.Quirks.Select(q => WatchAsync(q.RunAsync(this, camera, _stop.Token))));
        }

        _quirkTasks.Add(WatchAsync(FlushLogAsync()));
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
