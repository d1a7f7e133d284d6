using System.Net.Sockets;
using SimCamera.Log;
using SimCamera.Quirks;
using SimCamera.Rtp;

namespace SimCamera.Rtsp;

/// <summary>
/// One viewer: its tracks, and the task that sends them in real time. A session ends with TEARDOWN, with its connection (TCP), or
/// when no request named it for the session timeout.
/// </summary>
internal sealed class RtspSession(SimulatedCamera camera, RtspConnection connection, int number) : IDisposable
{
    // A viewer that reads too slowly loses pictures rather than time, as with a real camera.
    private const long MaxLagUs = 3_000_000;
    private const int SilentPollMs = 20;

    private readonly PacketBatch _batch = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(camera.Stop);
    private readonly TaskCompletionSource _firstSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BatchSender _sender = new();
    private readonly RtspConnection _opener = connection;
    private long _lastSeenUs = camera.Clock.MonotonicUs;
    private Task? _pump;

    public int Number { get; } = number;

    public string Id { get; set; } = $"{Random.Shared.NextInt64(long.MaxValue):X16}";

    public SimulatedCamera Camera { get; } = camera;

    /// <summary>The connection that carries interleaved data; changed only by a quirk.</summary>
    public RtspConnection Connection { get; set; } = connection;

    public SessionTracks Tracks { get; } = new(camera);

    public bool IsPlaying => _pump is not null;

    public long PlayStartUs { get; private set; }

    public long PlayedUs => IsPlaying ? Camera.Clock.MonotonicUs - PlayStartUs : 0;

    /// <summary>Ends when the first packets were sent.</summary>
    public Task FirstSent => _firstSent.Task;

    public bool IsExpired =>
        Camera.Clock.MonotonicUs - Interlocked.Read(ref _lastSeenUs) > Camera.Plan.SessionTimeoutSeconds * 1_000_000L;

    public void Touch() => Interlocked.Exchange(ref _lastSeenUs, Camera.Clock.MonotonicUs);

    public void Start()
    {
        PlayStartUs = Camera.Clock.MonotonicUs;
        _pump ??= Task.Run(PumpAsync);
    }

    public void End()
    {
        _stop.Cancel();
        _firstSent.TrySetResult();
        Camera.Remove(this);
        if (_pump is null)
        {
            Dispose();
        }
    }

    public void Dispose() => Tracks.Dispose();

    private async Task PumpAsync()
    {
        try
        {
            while (!IsExpired)
            {
                await StepAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The viewer or the server is gone: the usual end.
        }
        catch (Exception e)
        {
            Camera.Server.Report(e);
        }
        finally
        {
            End();
            Dispose();
            CloseIfExpired();
        }
    }

    private void CloseIfExpired()
    {
        // A borrowed connection belongs to another viewer; a frozen one must look alive for ever.
        if (IsExpired && Tracks.AreInterleaved && Connection == _opener && !Connection.IsFrozen)
        {
            Connection.Close();
        }
    }

    private async Task StepAsync()
    {
        long due = Tracks.NextDueUs();
        await Camera.Clock.UntilAsync(due, _stop.Token).ConfigureAwait(false);
        long now = Camera.Clock.MonotonicUs;
        if (Camera.IsStalled || Camera.Plan.Quirks.Any(q => !q.LetsPlay(this)))
        {
            await Task.Delay(SilentPollMs, _stop.Token).ConfigureAwait(false);
            Tracks.Align();
            return;
        }

        if (now - due > MaxLagUs)
        {
            Tracks.Align();
            return;
        }

        Tracks.Fill(_batch, now, PlayedUs);
        foreach (Quirk quirk in Camera.Plan.Quirks)
        {
            quirk.OnBatch(_batch, this);
        }

        await _sender.SendAsync(_batch, this, _stop.Token).ConfigureAwait(false);
        Log();
    }

    private void Log()
    {
        if (_batch.Packets.Count > 0)
        {
            _firstSent.TrySetResult();
        }

        long now = Camera.Clock.MonotonicUs;
        foreach (BatchFrame frame in _batch.Frames)
        {
            Camera.Server.Log.Add(new SentFrame(
                Camera.Name, frame.Stream, Id, frame.Counter, frame.UtcUs, now, frame.IsKey, frame.Bytes));
        }
    }
}
